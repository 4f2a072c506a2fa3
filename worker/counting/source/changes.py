"""What is said of a file that changes while it is read, or on its way."""

from __future__ import annotations

from worker.errors import FileRefused, StorageUnavailable
from worker.refusal import Refusal
from worker.text.sentences import say


def file_changed() -> FileRefused:
    """The refusal of a file that did not hold still."""
    return FileRefused(
        Refusal.FILE_CHANGED,
        say(
            "The file was changed or removed while it was being counted. Upload it again and leave it in "
            "place."
        ),
    )


def garbled() -> StorageUnavailable:
    """What to raise when bytes came that the storage does not have."""
    return StorageUnavailable(say("The file does not arrive as it lies in the storage; it is tried again."))
