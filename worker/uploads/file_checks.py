"""What may be uploaded, judged by name and size alone; what is in it shows later."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePath

from worker.dialect.file_kinds import advice_by_name
from worker.errors import UploadRefused
from worker.jobs.file_names import BOOK_SUFFIXES, PACKED_SUFFIXES, TEXT_SUFFIXES
from worker.jobs.record import NAME_CHARACTERS
from worker.settings import Settings
from worker.text.sizes import in_gigabytes


def check_file(name: str, size: int, settings: Settings) -> None:
    """Refuse what cannot be counted before a byte is sent.

    Raises:
        UploadRefused: no table by its name, empty, or too large.
    """
    if advice := advice_by_name(name):
        raise UploadRefused(advice)
    if not name.lower().endswith(TEXT_SUFFIXES + BOOK_SUFFIXES + PACKED_SUFFIXES):
        raise UploadRefused(
            "This is not a table by its name. Export your customers as .csv; "
            f"{_listed(TEXT_SUFFIXES[1:])} are fine, too, and all of them packed as "
            f"{_listed(PACKED_SUFFIXES)}; so are {_listed(BOOK_SUFFIXES, 'and')}."
        )
    if size <= 0:
        raise UploadRefused("This file is empty. Export it again and check that it has rows.")
    if size > settings.max_file_bytes:
        raise UploadRefused(
            f"This file has {in_gigabytes(size)}; at most {settings.max_file_gb:,.10g} GB are allowed. "
            "Split it, or leave out columns other than email and country."
        )


def label(name: str) -> str:
    """The file's name as a label: no path, nothing that controls or turns the text around it, capped."""
    printable = "".join(char for char in PurePath(name.replace("\\", "/")).name if char.isprintable())
    return printable[:NAME_CHARACTERS] or "file.csv"


def _listed(suffixes: Sequence[str], conjunction: str = "or") -> str:
    *others, last = suffixes
    return f"{', '.join(others)} {conjunction} {last}"
