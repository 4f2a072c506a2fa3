"""Promises 17, 18 and 20: whatever way a file is written and damaged, it is counted right or refused."""

from __future__ import annotations

import itertools
import tempfile
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import pytest
from hypothesis import event, given, note, settings
from hypothesis import strategies as st

from tests.unit.counting.files import count_bytes, report
from tests.unit.counting.writing import ENCODINGS, PACKINGS, PREAMBLES, Way, ways
from worker.counting.process.protocol import CountResult, Tuning
from worker.errors import FileRefused

HEADERS = [
    ("E-Mail", "Land"),
    ("correo electrónico", "País"),
    ("Adresse e-mail", "Pays"),
    ("EMAIL", "Country Code"),
]
CODES = {
    "DE": "DE",
    "Germany": "DE",
    "Deutschland": "DE",
    "España": "ES",
    "Österreich": "AT",
    "México": "MX",
    "usa": "US",
    "": "",
    "Narnia": "Narnia",
}
PEOPLE = [
    f"{name}@example.org" for name in ("ann", "bob.b", "o'neil+tag", "dörte", "zoë", "françois", "x-y_z", "1")
]
NOTES = st.text(st.sampled_from('abé ,;|\t"\n\\x1.'), max_size=8)
TUNINGS = st.builds(Tuning, block_bytes=st.sampled_from([7, 90, 400, 5000]), threads=st.integers(1, 3))
DAMAGES = ['"', '""', "{s}", "{s}{s}", "\n", "\0", '{s}"', '"{s}', "\n\n", '"\n"']

Row = tuple[str, ...]


def customers(rows: Iterable[Row], email: int, country: int) -> dict[str, int]:
    """The slow, obvious count."""
    country_of: dict[str, str] = {}
    for row in rows:
        address = row[email].strip().lower().removesuffix(">").rpartition("<")[2]
        if "@" in address:
            country_of.setdefault(address, CODES[row[country].strip()])
    return dict(Counter(country_of.values()))


def ordinary(rows: int) -> list[Row]:
    """A table as companies have them."""
    values = zip(itertools.cycle(PEOPLE), itertools.cycle(CODES), range(rows), strict=False)
    return [(str(index), person.title(), f'says "hi", {index}', country) for person, country, index in values]


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("packing", PACKINGS)
def test_an_ordinary_file_is_counted_whatever_way_it_is_written(
    tmp_path: Path, encoding: str, packing: str
) -> None:
    rows = ordinary(40)
    turn = ENCODINGS.index(encoding) + 5 * PACKINGS.index(packing)
    way = Way(
        separator=",;\t|"[turn // 2 % 4],
        always=turn % 2 == 0,
        ending=("\n", "\r\n", "\r", "\r\r\n")[turn % 4],
        encoding=encoding,
        packing=packing,
        preamble=PREAMBLES[turn % len(PREAMBLES)],
        ends_last_line=turn % 7 > 0,
    )
    names = HEADERS[turn % len(HEADERS)]
    result = count_bytes(tmp_path, way.bytes_of(way.text([("id", names[0], "note", names[1]), *rows])))
    assert report(result) == customers(rows, 1, 3)
    assert_adds_up(result, len(rows))


@st.composite
def tables(draw: st.DrawFn) -> tuple[list[Row], int, int]:
    """Header and rows, and where the email and country columns are."""
    email_name, country_name = draw(st.sampled_from(HEADERS))
    others = [f"note {number}" for number in range(draw(st.integers(0, 3)))]
    names = draw(st.permutations([email_name, country_name, *others]))
    email, country = names.index(email_name), names.index(country_name)
    row = st.tuples(*(column(name, email_name, country_name) for name in names))
    return [tuple(names), *draw(st.lists(row, min_size=1, max_size=25))], email, country


def column(name: str, email_name: str, country_name: str) -> st.SearchStrategy[str]:
    if name == email_name:
        changes = st.sampled_from(
            [str, str.upper, str.title, lambda text: f" {text} ", "Muster, Ann <{}>".format]
        )
        return st.builds(lambda person, change: change(person), st.sampled_from([*PEOPLE, ""]), changes)
    return st.sampled_from(list(CODES)) if name == country_name else NOTES


@settings(max_examples=50)
@given(tables(), ways(), TUNINGS)
def test_promise_18_any_table_in_any_dialect_is_counted_right_or_refused(
    table: tuple[list[Row], int, int], way: Way, tuning: Tuning
) -> None:
    assert_right_or_refused(table, way, tuning)


@settings(max_examples=50)
@given(tables(), ways(), TUNINGS, st.data())
def test_promise_20_damage_costs_the_rows_it_touches_or_the_file_never_others(
    table: tuple[list[Row], int, int], way: Way, tuning: Tuning, data: st.DataObject
) -> None:
    assert_others_are_right(table, way, tuning, data)


@pytest.mark.soak
@pytest.mark.timeout(3600)
@settings(max_examples=3_000)
@given(tables(), ways(), TUNINGS, st.data())
def test_thousands_of_tables_whole_and_damaged(
    table: tuple[list[Row], int, int], way: Way, tuning: Tuning, data: st.DataObject
) -> None:
    assert_right_or_refused(table, way, tuning)
    assert_others_are_right(table, way, tuning, data)


def assert_right_or_refused(table: tuple[list[Row], int, int], way: Way, tuning: Tuning) -> None:
    rows, email, country = table
    result = outcome(way.bytes_of(way.text(rows)), tuning)
    if result is None:
        return
    assert report(result) == customers(rows[1:], email, country)
    assert_adds_up(result, len(rows) - 1)


def assert_others_are_right(
    table: tuple[list[Row], int, int], way: Way, tuning: Tuning, data: st.DataObject
) -> None:
    (names, *rows), email, country = table
    rows += [rows[0]] * 45  # one broken row of so many is no reason to refuse the file
    place = data.draw(st.integers(0, len(rows) - 1))
    damage = data.draw(st.sampled_from(DAMAGES)).format(s=way.separator).replace("\n", way.ending)
    fields = [way.field(value) for value in rows[place]]
    # Another email or country in its place would be right to count: nobody can see that it was not meant.
    others = [index for index in range(len(fields)) if index not in {email, country}]
    damaged = data.draw(st.sampled_from(others)) if others else None
    if damaged is None:
        fields[-1] += '"' if damage == '""' else damage  # two make another value of an empty quoted field
    else:
        cut = data.draw(st.integers(0, len(fields[damaged])))
        fields[damaged] = fields[damaged][:cut] + damage + fields[damaged][cut:]
    lines = [way.line(row) for row in rows]
    lines[place] = way.line_of(fields)
    text = way.joined([way.line(names), *lines])
    note(f"{text!r} in {way.encoding}")
    result = outcome(way.bytes_of(text), tuning)
    if result is None:
        return
    note(f"{result.summary_csv!r} {result.quality!r}")
    assert_adds_up(result, None)
    without = customers([*rows[:place], *rows[place + 1 :]], email, country)
    assert report(result) in (without, customers(rows, email, country))


def outcome(data: bytes, tuning: Tuning) -> CountResult | None:
    """The count, or None for a file that was refused."""
    try:
        with tempfile.TemporaryDirectory() as folder:
            result = count_bytes(Path(folder), data, tuning)
    except FileRefused as refused:
        event(refused.reason)
        return None
    event("counted")
    return result


def assert_adds_up(result: CountResult, rows: int | None) -> None:
    """Promise 17; with how many rows there really are, where that is certain."""
    quality = result.quality
    assert quality.rows == quality.customers + quality.duplicates + sum(quality.rejected.values())
    assert rows is None or quality.rows == rows
    assert sum(report(result).values()) == quality.customers
