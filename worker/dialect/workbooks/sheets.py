"""What is known of a sheet: its name, its rows, and what a spreadsheet hides of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple, Protocol

from worker.dialect.book import BookKind

SEPARATOR = "\t"
"""Between the cells of a row, which hold none; a cell is never quoted."""

MOST_ROWS, MOST_COLUMNS = 1_048_576, 16_384
"""Of a sheet, whatever made it."""


class Row(NamedTuple):
    """A row of a sheet that holds something.

    Attributes:
        number: from 1, as the spreadsheet shows it.
        cells: as text without line ends and tabs, up to the last that is there.
        is_hidden: whether the spreadsheet shows it not, because somebody hid or filtered it.
    """

    number: int
    cells: list[str]
    is_hidden: bool


class Merged(NamedTuple):
    """Cells that are merged into one: rows from 1, columns from 0, the last ones included."""

    first_row: int
    last_row: int
    first_column: int
    last_column: int


@dataclass(slots=True)
class SheetNotes:
    """What is met while rows are read.

    Attributes:
        scratch_dir: for temporary files; None: the system's.
        width: how many columns are given; None: as many as the first rows have, and then that.
        first_row: the number of the first row that is a customer's.
        hidden_rows: how many from there on the spreadsheet does not show.
        unresolved: by column the first row whose formula came without its result.
        merged: cells merged over several rows; complete only behind the last row.
        nested: columns whose values are lists or records, and so are given as empty.
    """

    scratch_dir: Path | None = None
    width: int | None = None
    first_row: int = 1
    hidden_rows: int = 0
    unresolved: dict[int, int] = field(default_factory=dict)
    merged: list[Merged] = field(default_factory=list)
    nested: set[int] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class SheetName:
    """A sheet of a workbook.

    Attributes:
        text: its name.
        is_hidden: whether the spreadsheet shows it not.
    """

    text: str
    is_hidden: bool = False


class OpenBook(Protocol):
    """A file of tables, open for reading."""

    @property
    def kind(self) -> BookKind:
        """What it is."""
        ...

    @property
    def sheets(self) -> tuple[SheetName, ...]:
        """Those that hold cells; one without a name in a Parquet file."""
        ...

    def text(self, sheet: int, notes: SheetNotes) -> Iterator[bytes]:
        """A sheet from its beginning: a line in UTF-8 for each row, its cells separated by SEPARATOR.

        Args:
            sheet: its index, from 0.
            notes: takes what is met.

        Raises:
            FileRefused: the file is damaged, protected or far too large.
            StorageUnavailable: it cannot be read right now.
        """
        ...
