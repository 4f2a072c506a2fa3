"""`python -m worker summarize` as an operator uses it."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from tests import forks
from tests.servers import S3Server
from worker.settings import Settings
from worker.text.unseen import UNSEEN

ROOT = Path(__file__).parents[2]
TEXT = "Email,Country\nann@x.com,fr\nANN@x.com,de\nbob@x.com,uk\n,us\n"
REPORT = b"country,user_count\nFR,1\nGB,1\n"
WITHOUT_HEADER = TEXT.partition("\n")[2]


def summarize(source: str | Path, *flags: str) -> subprocess.CompletedProcess[bytes]:
    return forks.run(["worker", "summarize", source, *flags])


def test_prints_the_report_and_the_quality(tmp_path: Path) -> None:
    path = tmp_path / "customers.csv"
    path.write_text(TEXT)
    done = summarize(path)
    assert (done.returncode, done.stdout) == (0, REPORT)
    quality = json.loads(done.stderr.splitlines()[-1])
    assert (quality["rows"], quality["duplicates"], quality["rejected"]) == (4, 1, {"missing": 1})


def test_reads_from_s3(settings: Settings, s3: S3Server) -> None:
    s3.client.put_object(Bucket=settings.s3_bucket, Key="uploads/1.csv", Body=TEXT.encode())
    done = summarize(f"s3://{settings.s3_bucket}/uploads/1.csv")
    assert (done.returncode, done.stdout) == (0, REPORT)


@pytest.mark.parametrize("text", ["", "name,country\nann,fr\n", "email,country\n"])
def test_a_refused_file_is_one_sentence_and_exit_code_1(tmp_path: Path, text: str) -> None:
    path = tmp_path / "customers.csv"
    path.write_text(text)
    done = summarize(path)
    assert (done.returncode, done.stdout) == (1, b"")
    assert done.stderr.count(b"\n") == 1
    assert done.stderr.endswith(b".\n")


def test_trouble_with_the_storage_is_another_exit_code() -> None:
    done = summarize("s3://bucket-without-key")
    assert (done.returncode, done.stdout) == (2, b"")
    assert b"s3://bucket/key" in done.stderr


@pytest.mark.parametrize(
    ("text", "flags"),
    [
        (
            WITHOUT_HEADER,
            ["--header or --no-header)", "--email NAME|NUMBER)", "--country NAME|NUMBER)"],
        ),
        ('email,country\nann@x.com,"fr\n', ["--quote CHARACTER or --escape STYLE)"]),
    ],
)
def test_asks_how_a_file_in_doubt_is_read_naming_the_flags_that_say_it(
    tmp_path: Path, text: str, flags: list[str]
) -> None:
    path = tmp_path / "customers.csv"
    path.write_text(text)
    done = summarize(path)
    assert (done.returncode, done.stdout) == (1, b"")
    asked = done.stderr.decode().splitlines()
    assert "--yes" in asked[0]
    assert [line.rpartition("(")[2] for line in asked[1:-1]] == flags
    assert "x.com" not in done.stderr.decode().lower()


@pytest.mark.parametrize("flags", [("--yes",), ("--no-header", "--email", "1", "--country", "2")])
def test_counts_a_file_in_doubt_as_the_flags_say(tmp_path: Path, flags: tuple[str, ...]) -> None:
    path = tmp_path / "customers.csv"
    path.write_text(WITHOUT_HEADER)
    done = summarize(path, *flags)
    assert (done.returncode, done.stdout) == (0, REPORT)
    assert json.loads(done.stderr.splitlines()[-1])["dialect"]["has_header"] is False


def test_counts_the_columns_of_the_names_given(tmp_path: Path) -> None:
    path = tmp_path / "customers.csv"
    path.write_text("Contact;Land;Backup\nann@x.com;fr;bob@x.com\nbob@x.com;uk;bob@x.com\n")
    assert summarize(path).returncode == 1
    by_contact = summarize(path, "--email", "contact")
    assert (by_contact.returncode, by_contact.stdout) == (0, REPORT)
    by_backup = summarize(path, "--email", "BACKUP", "--country", "land")
    assert (by_backup.returncode, by_backup.stdout) == (0, b"country,user_count\nFR,1\n")


def test_a_name_of_no_column_is_refused_with_those_there_are(tmp_path: Path) -> None:
    path = tmp_path / "customers.csv"
    path.write_text(TEXT)
    done = summarize(path, "--email", "contact")
    assert (done.returncode, done.stdout) == (1, b"")
    assert "“Email”, “Country”" in done.stderr.decode()


def test_needs_no_queue(
    settings: Settings, s3: S3Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("AUDIENCE_BROKER_URL")
    path = tmp_path / "customers.csv"
    path.write_text(TEXT)
    s3.client.put_object(Bucket=settings.s3_bucket, Key="uploads/1.csv", Body=TEXT.encode())
    for source in (path, f"s3://{settings.s3_bucket}/uploads/1.csv"):
        done = summarize(source)
        assert (done.returncode, done.stdout) == (0, REPORT)


@pytest.mark.parametrize(
    ("source", "environment", "sentence"),
    [
        ("s3://no bucket!/1.csv", {}, b"S3 has no buckets or keys of such names"),
        ("s3://bucket/1.csv", {"AWS_PROFILE": "nobody"}, b"check AWS_PROFILE"),
        (
            "s3://bucket/1.csv",
            {"AUDIENCE_S3_ENDPOINT": "localhost:9000"},
            b"AUDIENCE_S3_ENDPOINT: Input should",
        ),
    ],
)
def test_what_s3_cannot_be_asked_with_is_one_sentence(
    settings: Settings,
    monkeypatch: pytest.MonkeyPatch,
    source: str,
    environment: dict[str, str],
    sentence: bytes,
) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    done = summarize(source)
    assert (done.returncode > 0, done.stdout) == (True, b"")
    assert sentence in done.stderr
    assert done.stderr.count(b"\n") == 1


FRENCH = [f"french{number}@x.com,FR" for number in range(60)]
HOSTILE = {"\x1b[2J\x1b]0;owned\x07": 3, "\u202egnp": 2, "a\rb": 1}


def test_a_terminal_is_not_steered_by_what_stands_in_a_file(tmp_path: Path) -> None:
    path = tmp_path / "custo\x1b[31mmers.csv"
    rows = [
        f'p{number}{customers}@x.com,"{value}"'
        for value, customers in HOSTILE.items()
        for number in range(customers)
    ]
    path.write_text("\n".join(["email,country", *FRENCH, *rows]), newline="")
    main, terminal = pty.openpty()
    command = [sys.executable, "-m", "worker", "summarize"]
    done = subprocess.run([*command, path], stdout=terminal, stderr=terminal, cwd=ROOT, check=False)
    refused = subprocess.run(
        [*command, path, "--email", "\x1b[5mx"], stdout=terminal, stderr=terminal, cwd=ROOT, check=False
    )
    os.close(terminal)
    written = _all_of(main)
    assert (done.returncode, refused.returncode) == (0, 1)
    assert UNSEEN.findall(written.replace("\r\n", "\n")) == []
    assert r"\u001b[2J\u001b]0;owned\u0007,3" in written
    assert r"\u202egnp,2" in written
    assert r"“\u001b[5mx”" in written


def test_what_is_piped_is_as_in_the_file_and_the_figures_stay_json(tmp_path: Path) -> None:
    path = tmp_path / "customers.csv"
    path.write_text("\n".join(["email,country", *FRENCH, "a@x.com,\u202egnp\x1b[2J"]))
    done = summarize(path)
    assert done.stdout == "country,user_count\nFR,60\n\u202egnp\x1b[2J,1\n".encode()
    assert UNSEEN.search(done.stderr.decode()) is None
    assert json.loads(done.stderr.splitlines()[-1])["unrecognised"][0]["value"] == "\u202egnp\x1b[2J"


def _all_of(terminal: int) -> str:
    written = b""
    while True:
        try:
            written += os.read(terminal, 65_536)
        except OSError:  # Linux says so that the other end is closed
            return written.decode()


def test_several_files_are_one_report(tmp_path: Path) -> None:
    for name, text in {"a.csv": TEXT, "b.csv": "Land;E-Mail\nde;BOB@x.com\nde;cid@x.com\n"}.items():
        (tmp_path / name).write_text(text)
    done = summarize(tmp_path / "a.csv", str(tmp_path / "b.csv"))
    assert (done.returncode, done.stdout) == (0, b"country,user_count\nDE,1\nFR,1\nGB,1\n")
    quality = json.loads(done.stderr.splitlines()[-1])
    assert (quality["rows"], quality["duplicates"], quality["customers"]) == (6, 2, 3)
    told = [(Path(file["name"]).name, file["customers"], file["new_customers"]) for file in quality["files"]]
    assert told == [("a.csv", 2, 2), ("b.csv", 2, 1)]


def test_a_folder_and_a_prefix_are_all_that_is_in_them(
    tmp_path: Path, settings: Settings, s3: S3Server
) -> None:
    (tmp_path / "in" / "2026").mkdir(parents=True)
    (tmp_path / "in" / "2026" / "a.csv").write_text(TEXT)
    keys = {
        "in/": b"",
        "in/x/1.csv": TEXT.encode(),
        "in/x/2.csv": b"email,country\ndan@x.com,us\n",
        "in/_SUCCESS": b"",
    }
    for key, body in keys.items():
        s3.client.put_object(Bucket=settings.s3_bucket, Key=key, Body=body)
    done = summarize(tmp_path / "in", f"s3://{settings.s3_bucket}/in/")
    assert (done.returncode, done.stdout) == (0, b"country,user_count\nFR,1\nGB,1\nUS,1\n")
    quality = json.loads(done.stderr.splitlines()[-1])
    assert [file["new_customers"] for file in quality["files"]] == [2, 0, 0, 1]


def test_nothing_below_a_prefix_is_said(settings: Settings) -> None:
    done = summarize(f"s3://{settings.s3_bucket}/nothing/")
    assert (done.returncode, done.stdout) == (2, b"")
    assert b"There is no file in what was named." in done.stderr


def test_which_of_several_files_is_wrong_is_said(tmp_path: Path) -> None:
    (tmp_path / "good.csv").write_text(TEXT)
    (tmp_path / "bad.csv").write_text("name,country\nann,fr\n")
    done = summarize(tmp_path / "good.csv", str(tmp_path / "bad.csv"))
    assert (done.returncode, done.stdout) == (1, b"")
    assert b"bad.csv: No email column" in done.stderr
