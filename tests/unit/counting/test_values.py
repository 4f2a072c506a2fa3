"""Requests, sources and quality figures: what they refuse and what they hide."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr, ValidationError

from worker.counting.all_keys import partitions_for
from worker.counting.pipeline import summarise_files
from worker.counting.process.protocol import CountRequest, Tuning, read_answer
from worker.counting.quality import Quality
from worker.counting.source.locations import LocalSource, S3Source, parse_source
from worker.errors import ConfigurationError
from worker.storage.access import S3Access

ACCESS = S3Access(
    endpoint="http://s3", access_key="key", secret_key=SecretStr("hush"), session_token=SecretStr("shh")
)
REQUEST = CountRequest.of(S3Source(bucket="b", key="k", access=ACCESS))


def test_promise_25_secrets_show_only_in_the_line_for_the_child() -> None:
    for shown in (repr(REQUEST), str(REQUEST), REQUEST.model_dump_json(), str(REQUEST.model_dump())):
        assert "hush" not in shown
        assert "shh" not in shown
    assert CountRequest.model_validate_json(REQUEST.to_line()) == REQUEST


def test_credentials_come_whole_or_not_at_all() -> None:
    with pytest.raises(ValidationError, match="belong together"):
        S3Access(access_key="key")


def test_sources_by_name() -> None:
    assert parse_source("dir/a.csv", ACCESS) == LocalSource(path=Path("dir/a.csv"))
    assert parse_source("s3://bucket/a b/c?d#e.csv", ACCESS) == S3Source(
        bucket="bucket", key="a b/c?d#e.csv", access=ACCESS
    )
    for faulty in ("s3://", "s3://bucket", "s3://bucket/", "s3:///key"):
        with pytest.raises(ConfigurationError):
            parse_source(faulty, ACCESS)


def test_partitions_must_be_a_power_of_two() -> None:
    with pytest.raises(ValidationError, match="power of two"):
        Tuning(partitions=100)


@pytest.mark.parametrize(("rows", "files"), [(0, 16), (10**7, 64), (5 * 10**7, 256), (10**10, 1024)])
def test_larger_files_get_more_key_files(rows: int, files: int) -> None:
    assert partitions_for(rows) == files


@pytest.mark.parametrize("more", ["", ",wide" * 40])
@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_the_rows_of_a_file_are_told_from_its_beginning(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, more: str, ending: str
) -> None:
    expected: list[int] = []
    monkeypatch.setattr("worker.counting.all_keys.require_disk_room", lambda _, rows: expected.append(rows))
    header = f"email,country{''.join(f',c{column}' for column in range(more.count(',')))}"
    lines = [header, *(f"person{number}@x.org,FR{more}" for number in range(10_000, 60_000))]
    path = tmp_path / "customers.csv"
    path.write_text(ending.join(lines), newline="")
    summarise_files(CountRequest.of(LocalSource(path=path), scratch_dir=tmp_path))
    assert expected == [pytest.approx(50_000, rel=0.02)]


def test_garbage_is_no_answer() -> None:
    with pytest.raises(ValueError, match="kind"):
        read_answer(b'{"kind": "gossip"}\n')


FIGURES: dict[str, Any] = {
    "rows": 10,
    "customers": 5,
    "duplicates": 2,
    "rejected": {"missing": 2, "invalid": 1},
    "countries": 1,
    "customers_without_country": 0,
    "unrecognised_countries": 0,
    "unrecognised": [],
    "email_column": "email",
    "country_column": "country",
    "file_bytes": 1,
    "reading_seconds": 0,
    "counting_seconds": 0,
}


def test_promise_17_figures_that_do_not_add_up_cannot_be_told() -> None:
    assert Quality(**FIGURES).rejected_rows == 3
    for name in ("rows", "customers", "duplicates"):
        with pytest.raises(ValidationError, match="customers \\+ duplicates \\+ rejected"):
            Quality(**{**FIGURES, name: FIGURES[name] + 1})


@pytest.mark.parametrize(
    ("changed", "fault"),
    [
        ({"rejected": {"missing": 4, "invalid": -1}}, "fewer than no"),
        ({"reject_lines": {"stray_quote": [3]}}, "were not rejected"),
        ({"conflicting_customers": 3}, "contradict themselves"),
        ({"hashed_rows": 8}, "more hashed rows"),
        ({"rows_with_several_addresses": 8}, "more rows with several"),
        ({"rows_by_further_columns": 8}, "from a further column"),
        ({"customers_not_available": 1}, "for no country"),
        ({"gossip": 1}, "Extra inputs"),
    ],
)
def test_promise_17_figures_that_cannot_be_are_never_told(changed: dict[str, Any], fault: str) -> None:
    with pytest.raises(ValidationError, match=fault):
        Quality(**{**FIGURES, **changed})


def test_usable_rows_name_a_customer() -> None:
    assert Quality(**FIGURES).usable_share == 0.7
    nothing = {"rows": 0, "customers": 0, "duplicates": 0, "rejected": {}}
    assert Quality(**{**FIGURES, **nothing}).usable_share == 0
