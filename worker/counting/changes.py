"""What is said of a file that changes while it is read."""

from __future__ import annotations

from worker.errors import FileRefused, Refusal


def file_changed() -> FileRefused:
    """The refusal of a file that did not hold still."""
    return FileRefused(
        Refusal.FILE_CHANGED,
        "The file was changed or removed while it was being counted. Upload it again and leave it in place.",
    )
