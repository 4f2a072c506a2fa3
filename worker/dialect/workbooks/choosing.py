"""Which sheet of a workbook holds the customers: the one whose columns look like theirs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from worker.dialect.model import Doubt, DoubtCode
from worker.dialect.phrases import listed, quoted
from worker.dialect.workbooks.sheets import SheetName
from worker.errors import FileRefused
from worker.refusal import Refusal
from worker.text.sentences import say


@dataclass(frozen=True, slots=True)
class Fit:
    """How well a sheet looks like one of customers.

    Attributes:
        is_empty: whether nothing is in it.
        has_email: whether a column holds emails.
        has_country: whether a column holds countries.
    """

    is_empty: bool = False
    has_email: bool = False
    has_country: bool = False

    @property
    def is_whole(self) -> bool:
        """Whether it has all that is needed."""
        return self.has_email and self.has_country


def choose_sheet(sheets: Sequence[SheetName], fit: Callable[[int], Fit]) -> tuple[int, Doubt | None]:
    """The index of the sheet to read, and what to ask about it.

    Args:
        sheets: all of them, in order.
        fit: looks at one.

    Raises:
        FileRefused: nothing is in any of them.
    """
    if not sheets:
        raise FileRefused(Refusal.EMPTY_FILE, say("This workbook has no sheet with cells."))
    if len(sheets) == 1:
        return 0, None
    fits = {index: fit(index) for index, sheet in enumerate(sheets) if not sheet.is_hidden}
    whole = [index for index, each in fits.items() if each.is_whole]
    if whole:
        return whole[0], _question(sheets, whole) if len(whole) > 1 else None
    hidden = {index: fit(index) for index, sheet in enumerate(sheets) if sheet.is_hidden}
    for index, each in hidden.items():
        if each.is_whole:
            return index, _hidden(sheets[index])
    filled = [index for index, each in fits.items() if not each.is_empty]
    with_email = [index for index in filled if fits[index].has_email]
    if not filled:
        raise FileRefused(Refusal.EMPTY_FILE, say("All sheets of this workbook are empty."))
    return (with_email or filled)[0], None


def _question(sheets: Sequence[SheetName], whole: Sequence[int]) -> Doubt:
    names = listed([quoted(sheets[index].text) for index in whole])
    if len(whole) == 2:  # noqa: PLR2004 - of two
        message = say("Both {sheets} hold emails and countries: choose the sheet to count.", sheets=names)
    else:
        message = say(
            "{number:,} sheets ({sheets}) hold emails and countries: choose the sheet to count.",
            number=len(whole),
            sheets=names,
        )
    return Doubt(code=DoubtCode.SHEET, message=message)


def _hidden(sheet: SheetName) -> Doubt:
    message = say(
        "Only the sheet {sheet} holds emails and countries, and it is hidden: check that it is the one.",
        sheet=quoted(sheet.text),
    )
    return Doubt(code=DoubtCode.SHEET, message=message)
