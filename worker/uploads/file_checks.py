"""What may be uploaded, judged by name and size alone; what is in it shows later."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePath

from worker.dialect.file_kinds import advice_by_name
from worker.errors import UploadRefused
from worker.jobs.file_names import BOOK_SUFFIXES, PACKED_SUFFIXES, TEXT_SUFFIXES
from worker.jobs.record import NAME_CHARACTERS
from worker.settings import Settings
from worker.text.sentences import say
from worker.text.sizes import GIGABYTE


def check_file(name: str, size: int, settings: Settings) -> None:
    """Refuse what cannot be counted before a byte is sent.

    Raises:
        UploadRefused: no table by its name, empty, or too large.
    """
    if advice := advice_by_name(name):
        raise UploadRefused(advice)
    if not name.lower().endswith(TEXT_SUFFIXES + BOOK_SUFFIXES + PACKED_SUFFIXES):
        raise UploadRefused(
            say(
                "This is not a table by its name. Export your customers as .csv; {texts} are fine, too, and "
                "all of them packed as {packed}; so are {books}.",
                texts=_any_of(TEXT_SUFFIXES[1:]),
                packed=_any_of(PACKED_SUFFIXES),
                books=_all_of(BOOK_SUFFIXES),
            )
        )
    if size <= 0:
        raise UploadRefused(say("This file is empty. Export it again and check that it has rows."))
    if size > settings.max_file_bytes:
        raise UploadRefused(
            say(
                "This file has {size:,.1f} GB; at most {most:,.10g} GB are allowed. Split it, or leave out "
                "columns other than email and country.",
                size=size / GIGABYTE,
                most=settings.max_file_gb,
            )
        )


def label(name: str) -> str:
    """The file's name as a label: no path, nothing that controls or turns the text around it, capped."""
    printable = "".join(char for char in PurePath(name.replace("\\", "/")).name if char.isprintable())
    return printable[:NAME_CHARACTERS] or "file.csv"


def _any_of(suffixes: Sequence[str]) -> str:
    *others, last = suffixes
    return say("{names} or {last}", names=others, last=last)


def _all_of(suffixes: Sequence[str]) -> str:
    *others, last = suffixes
    return say("{names} and {last}", names=others, last=last)
