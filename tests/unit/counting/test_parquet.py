"""Parquet files are counted whatever the types of their columns, or refused with what to do."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import polars as pl
import pytest

from tests.unit.counting.books import PEOPLE, SOME, counted, refusal
from tests.unit.counting.files import count_bytes, report
from tests.unit.dialect.workbooks.writing import (
    parquet,
    parquet_of,
)
from worker.dialect.model import Choices, CountOptions
from worker.dialect.unclear import Unclear
from worker.refusal import Refusal


def test_rows_of_many_groups(tmp_path: Path) -> None:
    data = parquet(PEOPLE, group_rows=7)

    assert report(counted(tmp_path, data)) == {"DE": 15, "FR": 15}


def test_columns_of_all_types(tmp_path: Path) -> None:
    frame = pl.DataFrame(
        {
            "email": [row[0] for row in PEOPLE[1:]],
            "country": pl.Series([row[1] for row in PEOPLE[1:]], dtype=pl.Categorical),
            "born": [date(2000, 1, 1)] * 30,
            "points": [1.0, None, 2.5] * 10,
            "vip": [True, False, None] * 10,
            "tags": [["a", "b"]] * 30,
            "place": [{"city": "Bonn"}] * 30,
            "picture": [b"\0\1"] * 30,
        }
    )

    with pytest.raises(Unclear) as unclear:
        count_bytes(tmp_path, parquet_of(frame), SOME, options=CountOptions(ask_first=True))
    assert unclear.value.reading.dialect.columns == tuple(frame.columns)
    assert report(counted(tmp_path, parquet_of(frame))) == {"DE": 15, "FR": 15}


def test_text_that_is_not_said_to_be_text(tmp_path: Path) -> None:
    people = pl.DataFrame(PEOPLE[1:], schema=["email", "country"], orient="row")
    frame = people.with_columns(pl.all().cast(pl.Binary))

    assert report(counted(tmp_path, parquet_of(frame))) == {"DE": 15, "FR": 15}


@pytest.mark.parametrize("nested", [["a@x.org", "b@x.org"], {"email": "a@x.org"}])
def test_emails_in_lists_or_records_are_refused(tmp_path: Path, nested: object) -> None:
    frame = pl.DataFrame({"email": [nested] * 30, "country": ["DE"] * 30})

    refused = refusal(tmp_path, parquet_of(frame))

    assert refused.reason is Refusal.NESTED_VALUES
    assert "“email” (column 1) holds lists or records" in refused.message


def test_dialling_codes_that_a_program_made_floats(tmp_path: Path) -> None:
    frame = pl.DataFrame({"email": [row[0] for row in PEOPLE[1:]], "code": [49.0, None, 1e20] * 10})

    with pytest.raises(Unclear):
        count_bytes(
            tmp_path,
            parquet_of(frame),
            SOME,
            options=CountOptions(ask_first=True, choices=Choices(country=1)),
        )
    found = counted(tmp_path, parquet_of(frame), Choices(country=1, is_confirmed=True)).quality
    assert {each.value for each in found.unrecognised} == {"49", "1e+20"}


@pytest.mark.parametrize("cut", [3, 12, 200])
def test_a_cut_one(tmp_path: Path, cut: int) -> None:
    assert "incomplete" in refusal(tmp_path, parquet(PEOPLE)[:-cut]).message


def test_an_encrypted_one(tmp_path: Path) -> None:
    assert refusal(tmp_path, b"PARE" + parquet(PEOPLE)[4:-4] + b"PARE").reason is Refusal.PROTECTED


def test_a_group_too_large_to_unpack(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("worker.dialect.workbooks.parquet._MOST_UNPACKED_BYTES", 100)
    assert "smaller row groups" in refusal(tmp_path, parquet(PEOPLE)).message
