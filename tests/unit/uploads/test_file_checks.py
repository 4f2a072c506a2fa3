"""A file's name is a label, whatever somebody calls a file."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from worker.errors import UploadRefused
from worker.jobs.record import NAME_CHARACTERS, FileInfo
from worker.settings import Settings
from worker.uploads.file_checks import check_file, label

TURNING = "\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
ANY = st.text(st.characters() | st.sampled_from("/\\.\0\n" + TURNING), max_size=400)


@given(ANY)
def test_any_name_makes_a_short_printable_label_that_turns_nothing_around(name: str) -> None:
    made = label(name)

    assert 1 <= len(made) <= NAME_CHARACTERS
    assert made.isprintable()
    assert not set(made) & {*TURNING, "/", "\\"}
    assert label(made) == made
    assert FileInfo(name=made, size=1).name == made


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("../../etc/customers.csv", "customers.csv"),
        ("C:\\Users\\ada\\customers.csv", "customers.csv"),
        ("a\0b\r\nc.csv", "abc.csv"),
        ("\u202egpj.csv", "gpj.csv"),
        ("\u2067evil\u2069.csv", "evil.csv"),
        ("\N{HEBREW LETTER ALEF}.csv", "\N{HEBREW LETTER ALEF}.csv"),
        ("\N{GRINNING FACE}.csv", "\N{GRINNING FACE}.csv"),
        ("<img src=x onerror=alert(1)>.csv", "<img src=x onerror=alert(1)>.csv"),  # escaped where it is shown
        ("\ud800.csv", ".csv"),
        ("\0", "file.csv"),
        ("x" * 10_000, "x" * NAME_CHARACTERS),
    ],
)
def test_names_as_they_are_shown(name: str, shown: str) -> None:
    assert label(name) == shown


@given(ANY, st.integers())
def test_a_file_is_taken_or_refused_and_nothing_else(name: str, size: int) -> None:
    with suppress(UploadRefused):
        check_file(name, size, Settings())
