"""What is said of a workbook that cannot be opened."""

from __future__ import annotations

from worker.errors import FileRefused
from worker.refusal import Refusal
from worker.text.sentences import say


def damaged() -> FileRefused:
    """The refusal of one that is not as its format demands."""
    return FileRefused(
        Refusal.NOT_OPENED,
        say(
            "The workbook is damaged or incomplete. Open it in your spreadsheet program, save it again, and "
            "upload it once more."
        ),
    )


def protected() -> FileRefused:
    """The refusal of one that only opens with a password."""
    return FileRefused(
        Refusal.PROTECTED,
        say(
            "This file is protected by a password. Open it in your spreadsheet program, take the password "
            "away (in Excel: File, Info, Protect Workbook, Encrypt with Password), save it, and upload it "
            "again."
        ),
    )
