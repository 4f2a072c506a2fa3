"""Columns that hold an email or a country in the rows where the chosen column has none."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from worker.countries import country_codes
from worker.dialect.columns.choice import Choice
from worker.dialect.columns.searches import Search
from worker.dialect.model import Doubt
from worker.dialect.names.meaning import EMAIL
from worker.dialect.phrases import list_places, place
from worker.dialect.values.content import Content
from worker.dialect.values.email_cells import is_email, is_surely_email
from worker.text.nothing import means_nothing
from worker.text.sentences import say, say_counted

_LIMIT_SHARE = 0.05
"""Of so many broken rows a file would be refused: as many customers are not lost without a word."""
_MOSTLY = 0.5
_FEWEST, _FEWEST_OF_FEW, _FEW = 3, 2, 10
"""Of few rows one or two are a slip, unless there are hardly more."""

Cells = Sequence[Sequence[str]]
"""By column, one a row."""


@dataclass(frozen=True, slots=True)
class Filling:
    """Rows in which a column has nothing, and others have it.

    Attributes:
        rows: so many.
        of: all rows.
        columns: the others, in their order.
    """

    rows: int
    of: int
    columns: tuple[int, ...]

    @property
    def share(self) -> float:
        """Of all rows."""
        return self.rows / self.of if self.of else 0.0

    def told(self, columns: Sequence[str]) -> str:
        """What the others do, for a sentence."""
        named = list_places(columns, self.columns)
        return say_counted("{columns} has one", "{columns} have one", len(self.columns), columns=named)

    @property
    def is_telling(self) -> bool:
        """Whether they are more than a slip."""
        fewest = _FEWEST if self.of > _FEW else _FEWEST_OF_FEW
        return self.rows >= fewest and self.rows > _LIMIT_SHARE * self.of


@dataclass(frozen=True, slots=True)
class Promised:
    """What a file's beginning shows of its columns.

    Attributes:
        contents: what each holds.
        emails: rows in which other columns have the email that those in use lack.
        countries: likewise of countries.
    """

    contents: tuple[Content, ...]
    emails: Filling
    countries: Filling


def with_filling(
    search: Search, choice: Choice, columns: Sequence[str], cells: Cells, used: Choice
) -> Choice:
    """A choice that is asked about where others have what its column lacks, and proposes them with it.

    Args:
        search: what was searched for.
        choice: the column that was found.
        columns: the header's names.
        cells: of the first rows.
        used: for the other thing.
    """
    if choice.index is None:
        return choice
    found = find_filling(search, (choice.index,), columns, cells, (used.index,))
    if not found.is_telling:
        return choice
    proposed = tuple(index for index in found.columns if not search.wanted.is_distant(columns[index]))
    message = say(
        "{column} has no {noun} in {rows:,} of the first {of:,} rows, where {others}.",
        column=place(columns, choice.index),
        noun=search.wanted.noun,
        rows=found.rows,
        of=found.of,
        others=found.told(columns),
    )
    return replace(choice, doubt=choice.doubt or Doubt(code=search.code, message=message), others=proposed)


def find_filling(
    search: Search,
    chosen: Sequence[int],
    columns: Sequence[str],
    cells: Cells,
    used: Collection[int | None] = (),
    *,
    are_whole: bool = False,
) -> Filling:
    """The rows in which the chosen columns have nothing, and others have it.

    Others are named for it; an email is one in any column that is not named for something else.

    Args:
        search: what was searched for.
        chosen: its columns.
        columns: the header's names.
        cells: of some rows.
        used: columns that are for something else.
        are_whole: whether all rows have all fields: where some have not, their values may stand in columns of
            other things, and only a column that holds emails elsewhere, too, is one of emails.
    """
    others = [
        index
        for index, name in enumerate(columns)
        if index not in chosen and index not in used and _may_fill(search, name)
    ]
    of = len(cells[0])
    if not chosen or not others:
        return Filling(0, of, ())
    empty = [row for row in range(of) if all(_is_nothing(search, cells[at][row]) for at in chosen)]
    if not Filling(len(empty), of, ()).is_telling:
        return Filling(0, of, ())
    left, found = set(empty), list[int]()
    for other in others:
        values = {row: cell for row in left if (cell := cells[other][row].strip())}
        is_named = search.wanted.is_plain(columns[other])
        filled = _holding(search, values, is_named=is_named)
        if not is_named and not are_whole and not _are_mostly_emails(cells[other]):
            continue
        if filled and len(filled) >= _MOSTLY * len(values):
            found.append(other)
            left -= filled
    return Filling(len(empty) - len(left), of, tuple(found))


def _are_mostly_emails(cells: Sequence[str]) -> bool:
    filled = [cell for cell in cells if cell.strip()]
    return sum(map(is_surely_email, filled)) >= _MOSTLY * len(filled)


def _may_fill(search: Search, name: str) -> bool:
    return search.wanted.is_plain(name) or (search.wanted is EMAIL and not search.wanted.rules_out(name))


def _is_nothing(search: Search, cell: str) -> bool:
    if search.wanted is EMAIL:
        return not is_email(cell)
    return means_nothing(cell) and not country_codes([cell])


def _holding(search: Search, cells: dict[int, str], *, is_named: bool) -> set[int]:
    if search.wanted is EMAIL:
        is_one = is_email if is_named else is_surely_email
        return {row for row, cell in cells.items() if is_one(cell)}
    codes = country_codes(set(cells.values()))
    return {row for row, cell in cells.items() if cell in codes}
