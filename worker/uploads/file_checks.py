"""What may be uploaded, judged by name and size alone; what is in it shows later."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePath

from worker.errors import UploadRefused
from worker.jobs.record import NAME_CHARACTERS
from worker.settings import Settings

_TEXTS = (".csv", ".tsv", ".tab", ".txt", ".psv")
_PACKED = (".zip", ".gz", ".zst", ".bz2", ".xz")
_GIGABYTE = 1_000_000_000


def check_file(name: str, size: int, settings: Settings) -> None:
    """Refuse what cannot be counted before a byte is sent.

    Raises:
        UploadRefused: not a CSV by name, empty, or too large.
    """
    if not name.lower().endswith(_TEXTS + _PACKED):
        raise UploadRefused(
            f"This is not a CSV file by its name. Export your customers as .csv; {_listed(_TEXTS[1:])} are "
            f"fine, too, and all of them packed as {_listed(_PACKED)}."
        )
    if size <= 0:
        raise UploadRefused("This file is empty. Export it again and check that it has rows.")
    if size > settings.max_file_bytes:
        raise UploadRefused(
            f"This file has {size / _GIGABYTE:,.1f} GB; at most {settings.max_file_gb:,.10g} GB are allowed. "
            "Split it, or leave out columns other than email and country."
        )


def label(name: str) -> str:
    """The file's name as a label: no path, nothing that controls or turns the text around it, capped."""
    printable = "".join(char for char in PurePath(name.replace("\\", "/")).name if char.isprintable())
    return printable[:NAME_CHARACTERS] or "file.csv"


def _listed(suffixes: Sequence[str]) -> str:
    *others, last = suffixes
    return f"{', '.join(others)} or {last}"
