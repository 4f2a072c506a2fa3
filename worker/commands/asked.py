"""What the command line says of a file, and what of it only a look at the file tells."""

from __future__ import annotations

from dataclasses import dataclass, replace

from worker.dialect.model import CountOptions, Reading
from worker.dialect.phrases import list_names
from worker.errors import FileRefused
from worker.refusal import Refusal

NUMBER_DIGITS = 6
_OTHERS = {"email": "other_emails", "country": "other_countries"}


@dataclass(frozen=True, slots=True)
class Asked:
    """What the command line says of a file.

    Attributes:
        options: all that needs no look at the file.
        names: the email or the country columns, in order, where one of them is given by name.
        sheet: the name of the sheet, or its number from 1; which of both, only the workbook tells.
    """

    options: CountOptions
    names: dict[str, list[str]]
    sheet: str | None = None

    def with_sheet_of(self, reading: Reading) -> Asked:
        """The same with the named sheet found in a workbook.

        Raises:
            FileRefused: it has no such sheet.
        """
        if self.sheet is None:
            return self
        sheets = reading.dialect.book.sheets if reading.dialect.book else ()
        found = [index for index, each in enumerate(sheets) if _squeezed(each) == _squeezed(self.sheet)]
        if not found and is_number(self.sheet) and int(self.sheet) <= len(sheets):
            found = [int(self.sheet) - 1]
        if not found:
            has = f"There are {list_names(sheets)}." if sheets else "The file is no workbook."
            raise FileRefused(Refusal.EMPTY_FILE, f"No sheet has the name “{self.sheet}”. {has}")
        choices = self.options.choices.model_copy(update={"sheet": found[0]})
        return replace(self, options=self.options.model_copy(update={"choices": choices}), sheet=None)

    def with_columns_of(self, reading: Reading) -> CountOptions:
        """The options with the named columns found in a file.

        Raises:
            FileRefused: a name is none of its columns', or that of several.
        """
        found: dict[str, int | tuple[int, ...]] = {}
        for name, columns in self.names.items():
            found |= places(name, [_index(column, reading, name) for column in columns])
        choices = self.options.choices.model_copy(update=found)
        return self.options.model_copy(update={"choices": choices})


def is_number(column: str) -> bool:
    """Whether a column, or a sheet, is given by its number, from 1."""
    return column.isascii() and column.isdecimal() and len(column) <= NUMBER_DIGITS and int(column) > 0


def places(name: str, indexes: list[int]) -> dict[str, int | tuple[int, ...]]:
    """The choices that say it of these columns."""
    if not indexes:
        return {}
    first, *others = indexes
    return {name: first, _OTHERS[name]: tuple(others)} if others else {name: first}


def _index(column: str, reading: Reading, name: str) -> int:
    if is_number(column):
        return int(column) - 1
    wanted, columns = _squeezed(column), reading.dialect.columns
    found = [index for index, each in enumerate(columns) if _squeezed(each) == wanted]
    if len(found) == 1:
        return found[0]
    refusal = Refusal.NO_EMAIL_COLUMN if name == "email" else Refusal.NO_COUNTRY_COLUMN
    if found:
        numbers = ", ".join(str(index + 1) for index in found)
        raise FileRefused(
            refusal, f"Several columns have the name “{column}”: give a number instead: {numbers}."
        )
    raise FileRefused(refusal, f"No column has the name “{column}”. There are {list_names(columns)}.")


def _squeezed(name: str) -> str:
    return " ".join(name.split()).casefold()
