"""The benchmark suite runs, and notices when two ways disagree."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import polars as pl
import pytest

from tests import forks
from tests.benchmarks.comparing import Way, run_in_turns, table
from tests.benchmarks.customers import Kind, write_customers
from tests.benchmarks.options import number
from tests.benchmarks.targets import targets
from tests.unit.counting.files import count_bytes
from worker.counting.process.protocol import Tuning
from worker.dialect.model import Escape


def run_suite(*arguments: str) -> subprocess.CompletedProcess[bytes]:
    return forks.run(["tests.benchmarks", *arguments])


def test_the_suite_compares_ours_with_others(tmp_path: Path) -> None:
    path = tmp_path / "results.json"
    asked = ["--quick", "--only", "files", "--rows", "20k", "--ways", "ours,duckdb within"]
    ended = run_suite(*asked, "--json", str(path))
    assert ended.returncode == 0, ended.stderr
    (found,) = json.loads(path.read_text())["tables"]
    assert [(row[0], row[-1]) for row in found["rows"]] == [
        ("ours", "same"),
        ("duckdb within 600 MB", "same"),
        ("duckdb within 600 MB, any row's country", "same"),
    ]
    assert all(row[1] > 0 and row[4] > 10 for row in found["rows"])


def test_the_cheap_parts_run_and_a_figure_that_was_not_asked_for_is_no_fault(tmp_path: Path) -> None:
    path = tmp_path / "results.json"
    asked = ["--quick", "--rows", "2k", "--json", str(path)]
    ended = run_suite(*asked, "--only", "files,several,s3,path", "--ways", "ours")
    assert ended.returncode == 0, ended.stderr
    tables = json.loads(path.read_text())["tables"]
    assert [table["part"] for table in tables] == ["files", "several", "s3", "path"]
    assert [len(table["rows"]) for table in tables] == [1, 3, 3, 3]
    assert {row[-1] for each in (1, 3) for row in tables[each]["rows"]} == {"same"}
    assert run_suite(*asked, "--only", "files", "--ways", "none of them").returncode == 0


def test_the_load_part_has_analysts_at_work_and_meets_no_error(tmp_path: Path) -> None:
    path = tmp_path / "results.json"
    ended = run_suite("--quick", "--only", "load", "--load-seconds", "4", "--json", str(path))
    assert ended.returncode == 0, ended.stderr
    (found,) = json.loads(path.read_text())["tables"]
    figures = dict(found["rows"])
    assert figures["errors"] == 0, found["note"]
    assert min(figures["page switches"], figures["files counted"]) > 0
    assert 0 < figures["page switch: median s"] <= figures["page switch: most s"]


@pytest.mark.parametrize(("suffix", "beginning"), [("svg", b"<svg"), ("png", b"\x89PNG")])
def test_the_cost_curve_is_drawn_from_results(tmp_path: Path, suffix: str, beginning: bytes) -> None:
    source, image = tmp_path / "results.json", tmp_path / f"curve.{suffix}"
    columns = ["rows", "time s", "peak RSS MiB", "disk MB", "S3 requests"]
    rows = [[10_000, 1.5, 210, 0.2, 30], [20_000, 1.6, 211, 0.4, 31]]
    source.write_text(json.dumps({"tables": [{"part": "curve", "columns": columns, "rows": rows}]}))
    assert run_suite("--plot", str(source), str(image)).returncode == 0
    assert image.read_bytes().startswith(beginning)


def test_targets_are_judged_by_what_was_measured() -> None:
    title = "10,000,000 rows, 857 MB, 30 % of rows repeat an email"
    columns = ["way", "wall s", "peak RSS MiB"]
    rows = [["ours", 2.0, 330.0], ["cookbook", 12.0, 4_300.0], ["duckdb", 9.0, None]]
    judged = targets([{"part": "files", "title": title, "columns": columns, "rows": rows}])
    assert [(row[1], row[-1]) for row in judged.rows] == [
        (6.0, "met"),
        (pytest.approx(13.03, abs=0.01), "met"),
        (330.0, "missed"),
    ]
    assert targets([]).rows == []


def test_a_target_of_none_at_all_is_judged_too() -> None:
    def judged(errors: int) -> list[object]:
        table = {"part": "load", "title": "100 tabs at work", "columns": ["figure", "value"]}
        (row,) = targets([table | {"rows": [["errors", errors]]}]).rows
        return [row[1], *row[3:]]

    assert judged(0) == [0, None, "met"]
    assert judged(1) == [1, None, "missed"]


def test_another_report_and_a_failure_are_told() -> None:
    def way(code: str) -> Way:
        return Way(code, [sys.executable, "-c", code])

    ways = [way(f"print('country,user_count'); print('DE,{count}')") for count in (1, 1, 2)]
    ways.append(way("raise SystemExit('no | way')"))
    run_in_turns(ways, 1, 0)
    assert [row[-1] for row in table("", ways).rows] == ["same", "same", "differs", "failed: no / way"]


@pytest.mark.parametrize(
    ("kind", "share"), [(Kind.ORDINARY, 0.7), (Kind.REPEATED, 0.1), (Kind.DISTINCT, 1), (Kind.HOT, 0.43)]
)
def test_made_files_repeat_emails_as_they_say(tmp_path: Path, kind: Kind, share: float) -> None:
    write_customers(tmp_path / "a.csv", kind, 20_000)
    write_customers(tmp_path / "b.csv", kind, 20_000)
    assert (tmp_path / "a.csv").read_bytes() == (tmp_path / "b.csv").read_bytes()
    assert pl.read_csv(tmp_path / "a.csv")["email"].n_unique() / 20_000 == pytest.approx(share, abs=0.03)


@pytest.mark.parametrize(
    ("kind", "encoding", "escape", "rejected"),
    [
        (Kind.WESTERN, "cp1252", Escape.DOUBLED, {}),
        (Kind.ESCAPED, "utf-8", Escape.BACKSLASH, {}),
        (Kind.DAMAGED, "utf-8", Escape.DOUBLED, {"stray_quote": 10, "too_many_fields": 10}),
    ],
)
def test_made_files_are_written_as_they_say(
    tmp_path: Path, kind: Kind, encoding: str, escape: Escape, rejected: dict[str, int]
) -> None:
    write_customers(tmp_path / "a.csv", kind, 2_000)
    quality = count_bytes(tmp_path, (tmp_path / "a.csv").read_bytes(), Tuning()).quality
    assert (quality.dialect.encoding, quality.dialect.escape) == (encoding, escape)
    assert (quality.rows, quality.rejected) == (2_000, rejected)


@pytest.mark.parametrize(
    ("text", "value"), [("1000", 1000), ("20k", 20_000), ("1.5M", 1_500_000), ("1e6", 10**6)]
)
def test_numbers_are_read_as_people_write_them(text: str, value: int) -> None:
    assert number(text) == value
