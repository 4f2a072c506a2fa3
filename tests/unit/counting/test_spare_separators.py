"""Promise 20: spare separators and unquoted ones never put a customer into another country unnoticed."""

from __future__ import annotations

import tempfile
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import event, given, note, settings
from hypothesis import strategies as st

from tests.unit.counting.files import count_bytes, report
from worker.counting.process.protocol import CountResult, Tuning
from worker.dialect.unclear import Unclear
from worker.errors import FileRefused

COUNTRIES = {"DE": "DE", "France": "FR", "": ""}
TEXTS = {
    "words": ["x", "Ann", "Doe", "12"],
    "words and nothing": ["x", "Ann", ""],
    "names with commas": ["Doe, Ann", "x", "Roe, Bob", "1, 2, 3"],
    "nothing": [""],
}
ENDS = {
    "no row": [""],
    "all rows": [","],
    "all rows, many": [",,,"],
    "some rows": ["", ","],
    "a few rows": [*[""] * 30, ","],
    "rows in any number": ["", ",", ",,", ", ,\t"],
    "all rows but a few": [*[","] * 30, ""],
    "quoted": [',""', ""],
}

Table = tuple[list[str], list[list[str]], list[str]]


@st.composite
def tables(draw: st.DrawFn) -> Table:
    """Names, values, and lines that a careless program makes of them: nothing is quoted."""
    others = [f"note {number}" for number in range(draw(st.integers(0, 3)))]
    names = draw(st.permutations(["email", "country", *others]))
    kinds = {name: draw(st.sampled_from(list(TEXTS.values()))) for name in others}
    kinds["email"] = ["{number}@x.com"]
    kinds["email"] = ["p{}@x.com"]
    kinds["country"] = draw(st.sampled_from([list(COUNTRIES), ["DE", "France"]]))
    ends = draw(st.sampled_from(list(ENDS.values())))
    rows, lines = [], []
    for number in range(draw(st.integers(3, 60))):
        row = [draw(st.sampled_from(kinds[name])).format(number) for name in names]
        rows.append(row)
        lines.append(",".join(row) + draw(st.sampled_from(ends)))
    return names, rows, lines


@settings(max_examples=100)
@given(tables())
def test_spare_and_unquoted_separators_cost_their_rows_or_are_asked_about(table: Table) -> None:
    assert_costs_rows_or_is_asked_about(table)


@pytest.mark.soak
@pytest.mark.timeout(3_600)
@settings(max_examples=2_000)
@given(tables())
def test_spare_and_unquoted_separators_of_thousands_of_tables(table: Table) -> None:
    assert_costs_rows_or_is_asked_about(table)


def assert_costs_rows_or_is_asked_about(table: Table) -> None:
    names, rows, lines = table
    text = "\n".join([",".join(names), *lines])
    note(text)
    result = outcome(text)
    if result is None:
        return
    quality = result.quality
    assert quality.rows == len(rows)
    rejected = {line for known in quality.reject_lines.values() for line in known}
    if len(rejected) < sum(quality.rejected.values()):
        return  # not all are named
    country = names.index("country")
    left = [row for number, row in enumerate(rows, start=2) if number not in rejected]
    assert report(result) == dict(Counter(COUNTRIES[row[country]] for row in left))


def outcome(text: str) -> CountResult | None:
    """The count, or None for a file that is asked about or refused."""
    try:
        with tempfile.TemporaryDirectory() as folder:
            result = count_bytes(Path(folder), text.encode(), Tuning())
    except Unclear as unclear:
        event(f"asked: {unclear.reading.doubts[0].code}")
        return None
    except FileRefused as refused:
        event(f"refused: {refused.reason}")
        return None
    event("counted")
    return result
