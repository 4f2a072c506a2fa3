"""The disk for temporary files: whether there is room, and what to say when there is not."""

from __future__ import annotations

import shutil
from pathlib import Path

from worker.errors import FileRefused, NoRoom
from worker.refusal import Refusal
from worker.text.sentences import say
from worker.text.sizes import GIGABYTE, MEBIBYTE

_KEY_BYTES_A_ROW = 16 * 1.1
"""The beginning of a file tells its rows only roughly."""
_SPARE_BYTES = 64 * MEBIBYTE
ALLOW_MORE = say("Ask whoever runs this service to allow more, or split the file.")


def require_disk_room(folder: Path | None, rows: int) -> None:
    """Look whether the temporary files of a file of so many rows will fit on the disk.

    Raises:
        NoRoom: hardly; another worker, or this one later, may have more room.
    """
    needed = rows * _KEY_BYTES_A_ROW + _SPARE_BYTES
    free = shutil.disk_usage(folder or ".").free
    if free < needed:
        raise NoRoom(
            say(
                "The disk for temporary files has {free:,.1f} GB free, but this file may need {needed:,.1f} "
                "GB. Ask whoever runs this service to make room.",
                free=free / GIGABYTE,
                needed=needed / GIGABYTE,
            )
        )


def out_of_disk(disk_bytes: int) -> FileRefused:
    """A file has more rows than may be kept in temporary files."""
    return FileRefused(
        Refusal.OUT_OF_DISK,
        say(
            "Counting this file needs more than the {size:,.3g} GB of temporary disk one file may use. "
            "{advice}",
            size=disk_bytes / GIGABYTE,
            advice=ALLOW_MORE,
        ),
    )
