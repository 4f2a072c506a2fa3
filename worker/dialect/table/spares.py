"""How many fields whole rows have, where programs and people leave spare separators at their ends.

All rows end in them, or some. A row that does is whole, unless a separator within one of its fields may have
moved its values into the last columns: then the columns behind it hold what is another one's.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from worker.dialect.model import SpareFields
from worker.dialect.table.records import Quoting, Record, values
from worker.dialect.table.widths import filled_fields, is_within
from worker.dialect.values.content import is_country
from worker.dialect.values.email_cells import is_email

_MANY = 0.02
"""More such rows than that in the sample may become more in the file than are rejected singly."""
_MOSTLY = 0.9
_MOST_SPARE = 64
"""Spare fields of a row that are ignored when that is wanted."""


@dataclass(frozen=True, slots=True)
class Width:
    """Fields of whole rows.

    Attributes:
        row: of the usual one.
        also: of others.
        used: those that may hold data; all behind are empty.
        is_doubtful: whether rows of other widths may have their values in other columns, and nobody said yet
            what to do with them.
        spare: what is done with these.
    """

    row: int
    also: tuple[int, ...]
    used: int
    is_doubtful: bool = False
    spare: SpareFields = SpareFields.REJECT


@dataclass(frozen=True, slots=True)
class Spares:
    """The rows of a table that have no data behind its columns.

    Attributes:
        rows: the first ones.
        quoting: how their fields are quoted.
        used: columns that may hold data.
        email: the email column.
        country: the country column.
    """

    rows: Sequence[Record]
    quoting: Quoting
    used: int
    email: int | None
    country: int | None

    def width(self, columns: int, spare: SpareFields | None) -> Width:
        """How many fields whole rows have.

        Args:
            columns: of the header.
            spare: what a person has said of rows with another number of empty fields.
        """
        groups: dict[int, list[Record]] = {}
        for row in self.rows:
            if len(row.fields) >= self.used and is_within(row, self.used, self.quoting):
                groups.setdefault(len(row.fields), []).append(row)
        usual = self._usual(groups, columns)
        if spare is SpareFields.IGNORE:
            most = max((*groups, columns + _MOST_SPARE))
            others = [width for width in range(self.used, most + 1) if width != usual]
            return Width(usual, tuple(others), self.used, spare=spare)
        many = [width for width in groups if width != usual and len(groups[width]) > _MANY * len(self.rows)]
        doubtful = [width for width in many if self._may_be_shifted(groups[width], groups[usual])]
        certain = sorted(set(many) - set(doubtful))
        if spare is SpareFields.REJECT or not doubtful:
            return Width(usual, tuple(certain), self.used)
        if self._fitting([row for width in doubtful for row in groups[width]]) < _MOSTLY:
            return Width(usual, tuple(certain), self.used, is_doubtful=True)
        return Width(usual, tuple(sorted(many)), self.used, is_doubtful=True, spare=SpareFields.IGNORE)

    def _usual(self, groups: Mapping[int, Sequence[Record]], columns: int) -> int:
        """The width of whole rows; in most files there is one, and its rows need not be looked at."""
        if len(groups) == 1:
            return next(iter(groups))
        return max(groups, key=lambda width: self._rank(groups[width], columns), default=columns)

    def _rank(self, rows: Sequence[Record], columns: int) -> tuple[float, int, bool]:
        """How usual rows of one width are: those whose emails and countries are in their places count."""
        return len(rows) * self._fitting(rows), len(rows), len(rows[0].fields) == columns

    def _may_be_shifted(self, some: Sequence[Record], usual: Sequence[Record]) -> bool:
        """Whether rows of another width may have their values in other columns than the usual ones.

        Where the usual rows have data in their last columns, wider ones with a separator within a field would
        have it in their spare fields; narrower ones that lack a field would lack it in the last columns. And
        their emails and countries would not be where they are in the others.
        """
        if self._fitting(some) < self._fitting(usual) - _MANY:
            return True
        moved = abs(len(some[0].fields) - len(usual[0].fields))
        lacking = self._lacking(usual, moved)
        if len(some[0].fields) > len(usual[0].fields):
            return lacking > _MANY
        return self._lacking(some, moved) > lacking + _MANY

    def _lacking(self, rows: Sequence[Record], last: int) -> float:
        """The share of rows without data in the last of the columns that may hold any."""
        most = self.used - last
        return sum(filled_fields(row.fields, self.quoting) <= most for row in rows) / len(rows)

    def _fitting(self, rows: Sequence[Record]) -> float:
        """The share of rows with an email and a country, or none, where these are to be."""
        return sum(map(self._fits, rows)) / len(rows)

    def _fits(self, row: Record) -> bool:
        if self.email is None or self.country is None:
            return False
        cells = values(row, self.quoting)
        email, country = cells[self.email].strip(), cells[self.country].strip()
        if (email and not is_email(email)) or (country and not is_country(country)):
            return False
        behind = (*cells[self.email + 1 : self.email + 2], *cells[self.country + 1 : self.country + 2])
        return all(map(_begins_anew, behind))


def _begins_anew(cell: str) -> bool:
    """Whether a cell does not look like the rest of the one before: people write a blank behind a comma."""
    return not cell.startswith(" ") or not cell.strip()
