"""Rows with fewer fields than the header: asked about, and never counted by another column's value."""

from __future__ import annotations

import pytest

from tests.unit.counting.answering import Outcome, outcome
from tests.unit.counting.files import TINY, report
from worker.counting.process.protocol import Tuning
from worker.dialect.model import Choices, DoubtCode, ShortRows
from worker.reject import Reject

CONFIRMED = Choices(is_confirmed=True)
HEADER = "email,city,country,ship_country"


def table(header: str, *rows: str) -> bytes:
    numbered = [row.format(number=number) for number, row in enumerate(rows)]
    return "\n".join([header, *numbered, ""]).encode()


def counted(found: Outcome) -> tuple[dict[str, int], dict[Reject, int]]:
    assert found.counted is not None
    return report(found.counted), found.counted.quality.rejected


def test_one_short_row_is_no_question_about_many() -> None:
    whole = ["u{number}@x.org,Town,DE,DE"] * 30
    data = table(HEADER, *whole, "z@x.org,DE,FR")
    assert counted(outcome(data)) == ({"DE": 30}, {"too_few_fields": 1})
    assert counted(outcome(table(HEADER, *whole) + b"z@x.org,Tow")) == ({"DE": 30}, {"too_few_fields": 1})
    asked = outcome(table(HEADER, *whole[:8], "z@x.org,DE,FR")).asked
    assert asked is not None
    assert asked.doubts[0].message.startswith("Line 10 has fewer values")
    few = table(HEADER, *whole[:8], "z@x.org,DE,FR")
    assert counted(outcome(few, CONFIRMED)) == ({"DE": 8}, {"too_few_fields": 1})


def test_the_question_says_how_many_rows_and_where_the_first_is() -> None:
    rows = ["u{number}@x.org,DE,Town,1"] * 15 + ["u{number}@x.org,FR"] * 5
    asked = outcome(table("email,country,city,note", *rows)).asked
    assert asked is not None
    assert [doubt.code for doubt in asked.doubts] == [DoubtCode.SHORT_ROWS]
    assert "5 of the first 20 rows" in asked.doubts[0].message
    assert "first line 17 (2 of 4)" in asked.doubts[0].message
    assert asked.dialect.short_rows is ShortRows.PLACED


SHIFTED = {
    "a city left out before two countries": (HEADER, "u{number}@x.org,Town,DE,DE", "u{number}@x.org,DE,FR"),
    "a country left out before a phone number": (
        "email,country,phone",
        "u{number}@x.org,DE,+49 30 {number}",
        "u{number}@x.org,+49 30 {number}",
    ),
    "a country left out before an amount": (
        "email,country,amount",
        "u{number}@x.org,DE,40",
        "u{number}@x.org,40",
    ),
    "a country left out before a note": (
        "email,country,note",
        "u{number}@x.org,DE,vip",
        "u{number}@x.org,vip",
    ),
    "a name left out before answers": (
        "email,name,country,opt_in",
        "u{number}@x.org,Ann,DE,No",
        "u{number}@x.org,DE,No",
    ),
    "a name left out before the last column": (
        "email,name,country",
        "u{number}@x.org,Ann,DE",
        "u{number}@x.org,DE",
    ),
}
WAYS = [TINY, Tuning()]


@pytest.mark.parametrize("tuning", WAYS)
@pytest.mark.parametrize("quote", ["", '"'])
@pytest.mark.parametrize("name", SHIFTED)
def test_no_row_counts_by_the_value_of_another_column(name: str, quote: str, tuning: Tuning) -> None:
    lines = (line.replace(",", f"{quote},{quote}") for line in SHIFTED[name][1:])
    whole, short = (f"{quote}{line}{quote}" for line in lines)
    data = table(SHIFTED[name][0], *[whole] * 30, *[short] * 6, *[whole] * 30)
    assert outcome(data, tuning=tuning).asked
    found = outcome(data, Choices(is_confirmed=True, rejects_broken=True), tuning)
    assert counted(found) == ({"DE": 60}, {"too_few_fields": 6})


@pytest.mark.parametrize("quote", ["", '"'])
@pytest.mark.parametrize("name", SHIFTED)
def test_nor_by_one_far_behind(name: str, quote: str) -> None:
    lines = (line.replace(",", f"{quote},{quote}") for line in SHIFTED[name][1:])
    whole, short = (f"{quote}{line}{quote}" for line in lines)
    data = table(SHIFTED[name][0], *[whole] * 9_000, *[f"{quote}w{{number}}@x.org{quote}"] * 50, *[short] * 6)
    said = Choices(is_confirmed=True, rejects_broken=True)
    report_of, rejected = counted(outcome(data, said, Tuning()))
    assert report_of["DE"] == 9_000
    assert rejected[Reject.TOO_FEW_FIELDS] >= 6
    assert set(report_of) <= {"DE", ""}


@pytest.mark.parametrize("tuning", WAYS)
@pytest.mark.parametrize("quote", ["", '"', '"a""b'])
def test_rows_without_their_last_fields_count(quote: str, tuning: Tuning) -> None:
    note = f'{quote}"' if len(quote) > 1 else f"{quote}x{quote}"
    whole, short = f"u{{number}}@x.org,DE,Town,{note}", "u{number}@x.org,FR"
    rows = [*[whole] * 20, *[short] * 10, "z@x.org", "y@x.org,,Town", "w@x.org,n/a"]
    data = table("email,country,city,note", *rows)
    assert counted(outcome(data, CONFIRMED, tuning)) == ({"DE": 20, "FR": 10, "": 2, "n/a": 1}, {})


def test_who_says_so_has_the_last_fields_taken_as_empty() -> None:
    rows = [*["u{number}@x.org,Town,DE,DE"] * 30, *["u{number}@x.org,Town,FR"] * 6]
    data = table(HEADER, *rows)
    assert counted(outcome(data, CONFIRMED)) == ({"DE": 30}, {"too_few_fields": 6})
    assert counted(outcome(data, Choices(short_rows=ShortRows.FILL))) == ({"DE": 30, "FR": 6}, {})
    rejecting = Choices(short_rows=ShortRows.REJECT, rejects_broken=True)
    assert counted(outcome(data, rejecting)) == ({"DE": 30}, {"too_few_fields": 6})
