"""Rows with fewer fields than the header: whether only their last ones are missing, and no value is shifted.

A program that leaves out empty fields at the end of rows leaves the others in their places. A person who
leaves one out anywhere moves all behind it to the left: then the country's place holds what is another
column's. What stands in a row tells them apart, or else it is not counted.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from worker.dialect.table.records import Quoting, Record, values
from worker.dialect.values.content import Content, is_country
from worker.dialect.values.email_cells import is_email
from worker.text.nothing import means_nothing

_MANY = 0.02
"""More such rows than that in the sample may become more in the file than are rejected singly."""
_MOSTLY = 0.9
_HALF = 0.5
_HOLDS_COUNTRIES = 0.1
_FARTHEST = 8
"""Columns before the country's that are looked at."""


@dataclass(frozen=True, slots=True)
class CountryPlaces:
    """Where the country of a row with fewer fields is to be, and where it may be instead.

    Attributes:
        columns: fields of a whole row that may hold data.
        country: the country column.
        other: how far behind that the next column is that holds countries, too; None: there is none.
        before: the columns before it that hold no emails.
    """

    columns: int
    country: int
    other: int | None
    before: tuple[int, ...]

    def holds(self, cells: Sequence[str]) -> bool:
        """Whether a row's country is in its place, as far as can be known."""
        missing = self.columns - len(cells)
        if len(cells) > self.country:
            if self.other is not None and missing >= self.other:
                return False
            if not may_be_country(cells[self.country]):
                return False
        near = [at for at in self.before if self.country - at <= missing and at < len(cells)]
        return not any(is_plain_country(cells[at]) for at in near)


@dataclass(frozen=True, slots=True)
class Shortage:
    """The rows of a sample that have fewer fields than the header.

    Attributes:
        rows: how many they are.
        of: of so many.
        line: the first one's.
        fields: that it has.
        columns: that it should have.
        shifted: how many of them may have another column's value in the country's place.
    """

    rows: int
    of: int
    line: int
    fields: int
    columns: int
    shifted: int

    @property
    def is_at_end(self) -> bool:
        """Whether it is mostly the last fields that are missing."""
        return self.shifted <= _HALF * self.rows


def country_places(
    columns: int, emails: Sequence[int], country: int | None, contents: Sequence[Content]
) -> CountryPlaces | None:
    """Where countries are to be, by what the columns hold; None where that is not known."""
    if country is None:
        return None
    behind = range(1, min(columns, len(contents)) - country)
    others = (step for step in behind if contents[country + step].countries > _HOLDS_COUNTRIES)
    before = range(max(0, country - _FARTHEST), country)
    return CountryPlaces(columns, country, next(others, None), tuple(at for at in before if at not in emails))


def find_shortage(
    rows: Sequence[Record], quoting: Quoting, columns: int, email: int | None, places: CountryPlaces | None
) -> Shortage | None:
    """The rows that lack fields, if more do than may be rejected and their emails are in their places."""
    short = [row for row in rows if row.is_certain and len(row.fields) < columns]
    if len(short) < 2 or len(short) <= _MANY * len(rows):  # noqa: PLR2004 - one is no habit of a program
        return None
    cells = [values(row, quoting) for row in short]
    if email is not None:
        there = sum(is_email(row[email]) for row in cells if len(row) > email)
        if there < _MOSTLY * len(short):
            return None
    shifted = sum(not places.holds(row) for row in cells) if places else 0
    return Shortage(len(short), len(rows), short[0].line, len(short[0].fields), columns, shifted)


def may_be_country(cell: str) -> bool:
    """Whether a cell holds a country by its name or letters, or none."""
    text = cell.strip()
    return not text or means_nothing(text) or is_plain_country(text)


def is_plain_country(cell: str) -> bool:
    """Whether it holds a country; not by a number, which may be any."""
    text = cell.strip()
    return not text.isnumeric() and is_country(text)
