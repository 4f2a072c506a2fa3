"""Read a text in each way that makes a table of it, and choose the one that gives the columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from worker.dialect.columns.choice import Choice
from worker.dialect.columns.filling import Cells
from worker.dialect.columns.finding import choose_country, choose_email
from worker.dialect.columns.owners import Owners
from worker.dialect.columns.repeats import with_repeats
from worker.dialect.columns.searches import COUNTRY_SEARCH, EMAIL_SEARCH
from worker.dialect.head import Head
from worker.dialect.model import Choices
from worker.dialect.table.column_groups import with_groups
from worker.dialect.table.heading import Heading, find_heading
from worker.dialect.table.records import Record, values
from worker.dialect.table.regularity import Table
from worker.dialect.table.separators import named_separator, read_tables
from worker.dialect.table.widths import count_named, filled_columns, is_within, kept_columns
from worker.dialect.values.content import Content, judge_columns
from worker.errors import FileRefused
from worker.refusal import Refusal
from worker.text.sentences import say

_JUDGED_CELLS = 40_000
_FEWEST_JUDGED_ROWS = 20
_BOM = "\ufeff"
_CONSIDERED = 0.5
"""A reading half as regular as the best one may still be right."""
_EQUAL = 0.95
"""A reading so nearly as regular as the best one is its equal."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A table with its columns found.

    Attributes:
        names: the columns', with those of their groups.
        rows: all of them in the sample.
        judged: those that tell of the columns: none behind a header in another order.
        cells: the columns' values in the first of those.
    """

    table: Table
    heading: Heading
    columns: tuple[str, ...]
    names: tuple[str, ...]
    rows: list[Record]
    judged: list[Record]
    cells: Cells
    contents: list[Content]
    email: Choice
    country: Choice

    @property
    def owners(self) -> Owners:
        """Whose each column is."""
        return Owners(self.names, self.contents, self.cells)

    @property
    def found(self) -> int:
        """How surely the two columns were found; the email counts for more."""
        return 3 * self.email.sureness + self.country.sureness


def read_candidates(text: bytes, head: Head, choices: Choices) -> list[Candidate]:
    """The text under each reading in which it has a table, the most regular first."""
    separator, start = named_separator(text)
    if choices.skipped_lines is not None:
        start = _offset_of_line(text, choices.skipped_lines)
    tables = read_tables(
        text,
        choices,
        choices.separator or separator,
        is_whole=head.is_whole,
        start=start,
        line=text.count(b"\n", 0, start) + 1,
    )
    best = tables[0].share
    read = [_find_columns(table, choices, head) for table in tables if table.share >= _CONSIDERED * best]
    found = [each for each in read if each is not None]
    if found:
        return found
    if head.is_whole:
        raise FileRefused(Refusal.EMPTY_FILE, say("The file is empty, but for what was skipped."))
    raise FileRefused(
        Refusal.MALFORMED,
        say(
            "The first line does not end within 1 MB, or a quotation mark in it is never closed: "
            "this does not look like a table with a header."
        ),
    )


def _offset_of_line(text: bytes, lines: int) -> int:
    offset = 0
    for _ in range(lines):
        offset = text.find(b"\n", offset) + 1
        if not offset:
            return len(text)
    return offset


def _find_columns(table: Table, choices: Choices, head: Head) -> Candidate | None:
    heading = find_heading(table, choices)
    if heading is None:
        return None
    rows = _without_footer(table, heading)
    if heading.header is None:
        filled = filled_columns(rows, table.width, table.quoting)
        columns = tuple(f"Column {number + 1}" for number in range(filled))
    else:
        header = values(table.records[heading.header], table.quoting)
        columns = tuple(_trim(name) for name in header)
        columns = columns[: kept_columns(columns, rows)]
    inner = table.records[heading.among_rows] if heading.among_rows is not None else None
    judged = _above_other_header([row for row in rows if row is not inner], inner, columns, table)
    cells = _cells(judged, len(columns), table)
    contents = judge_columns(cells)
    names = with_groups(columns, _above(table, heading))
    is_all_seen = head.is_whole and bool(table.records) and table.records[-1].end == len(head.text)
    owners = Owners(names, contents, cells)
    email = owners.own_email(choose_email(names, contents, is_all_seen=is_all_seen))
    country = owners.country_of(email, choose_country(names, contents, is_all_seen=is_all_seen))
    email = owners.with_filling(EMAIL_SEARCH, email, country)
    country = owners.with_filling(COUNTRY_SEARCH, country, email)
    return Candidate(
        table=table,
        heading=heading,
        columns=columns,
        names=names,
        rows=rows,
        judged=judged,
        cells=cells,
        contents=contents,
        email=with_repeats(email, country, names, cells),
        country=country,
    )


def _without_footer(table: Table, heading: Heading) -> list[Record]:
    """The rows without blank lines, and without single cells behind the last ones: who made the file."""
    records = table.records[heading.first_row :]
    end = len(records)
    while end and (records[end - 1].is_blank or _is_note(records[end - 1], table)):
        end -= 1
    blank = next((at for at in range(end, len(records)) if records[at].is_blank), len(records))
    return [row for row in records[:blank] if not row.is_blank]


def _is_note(row: Record, table: Table) -> bool:
    return len(row.fields) == 1 < table.width and b"@" not in row.fields[0]


def _trim(name: str) -> str:
    """A name without what surrounds it, such as the quotation marks of `a, "b"`."""
    bare = name.strip().lstrip(_BOM).strip()
    is_quoted = len(bare) > 1 and bare[0] == bare[-1] == '"'
    return bare[1:-1].strip() if is_quoted else bare


def _above_other_header(
    rows: list[Record], inner: Record | None, columns: tuple[str, ...], table: Table
) -> list[Record]:
    """The rows above one that names the same columns in another order: those behind it hold other things."""
    names = _without_spares(columns) if inner is None else _names(inner, len(columns), table)
    firsts, ordered = set(names), sorted(names)
    for at, row in enumerate(rows):
        if at and _trim(row.fields[0].decode(errors="replace")) in firsts:
            cells = _names(row, len(columns), table)
            if cells != names and sorted(cells) == ordered:
                return rows[:at]
    return rows


def _names(row: Record, width: int, table: Table) -> tuple[str, ...]:
    return _without_spares(list(map(_trim, values(row, table.quoting)[:width])))


def _without_spares(names: Sequence[str]) -> tuple[str, ...]:
    return tuple(names[: count_named(names)])


def _above(table: Table, heading: Heading) -> list[str]:
    """The cells of the line above the header."""
    before = table.records[: heading.header or 0]
    above = next((record for record in reversed(before) if not record.is_blank), None)
    return [] if above is None else [_trim(cell) for cell in values(above, table.quoting)]


def _cells(rows: list[Record], width: int, table: Table) -> Cells:
    """What is looked at of each column."""
    sample = rows[: max(_FEWEST_JUDGED_ROWS, _JUDGED_CELLS // width)]
    cells = [values(row, table.quoting) for row in sample if is_within(row, width, table.quoting)]
    return [[row[index] if index < len(row) else "" for row in cells] for index in range(width)]


def choose(read: list[Candidate]) -> tuple[Candidate, Candidate | None]:
    """The reading that gives the columns, the more regular one of several; and its equal, if it has one."""
    ordered = sorted(read, key=lambda each: (-each.found, -each.table.share))
    best = ordered[0]
    rivals = [
        each
        for each in ordered[1:]
        if best.email.index is not None
        and best.country.index is not None
        and each.found == best.found
        and each.table.share >= _EQUAL * best.table.share
    ]
    return best, rivals[0] if rivals else None
