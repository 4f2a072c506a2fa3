"""The disk for temporary files: whether there is room, and what to say when there is not."""

from __future__ import annotations

import shutil
from pathlib import Path

from worker.errors import FileRefused, NoRoom
from worker.refusal import Refusal
from worker.text.sizes import MEBIBYTE, in_gigabytes

_KEY_BYTES_A_ROW = 16 * 1.1
"""The beginning of a file tells its rows only roughly."""
_SPARE_BYTES = 64 * MEBIBYTE
ALLOW_MORE = "Ask whoever runs this service to allow more, or split the file."


def require_disk_room(folder: Path | None, rows: int) -> None:
    """Look whether the temporary files of a file of so many rows will fit on the disk.

    Raises:
        NoRoom: hardly; another worker, or this one later, may have more room.
    """
    needed = rows * _KEY_BYTES_A_ROW + _SPARE_BYTES
    free = shutil.disk_usage(folder or ".").free
    if free < needed:
        raise NoRoom(
            f"The disk for temporary files has {in_gigabytes(free)} free, but this file may need "
            f"{in_gigabytes(needed)}. Ask whoever runs this service to make room."
        )


def out_of_disk(disk_bytes: int) -> FileRefused:
    """A file has more rows than may be kept in temporary files."""
    return FileRefused(
        Refusal.OUT_OF_DISK,
        f"Counting this file needs more than the {in_gigabytes(disk_bytes, ',.3g')} of "
        f"temporary disk a job may use. {ALLOW_MORE}",
    )
