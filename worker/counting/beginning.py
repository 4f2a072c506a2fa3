"""A look at a file that is not counted yet: it meets all that its count would meet before the first row."""

from __future__ import annotations

from worker.counting.keys.email_keys import EmailRules
from worker.counting.process.fetching import at_hand
from worker.counting.process.protocol import CountRequest
from worker.counting.process.scratch import keys_folder
from worker.counting.row_stream import Assumed, open_rows
from worker.counting.source.byte_stream import open_stream
from worker.errors import FileRefused


def look_at_beginning(request: CountRequest) -> None:
    """Do what a count does with a file before its first row, and no more.

    Args:
        request: the file, and a scratch folder that exists.

    Raises:
        Unclear: a person has to look at how the file is read first.
        FileRefused: the file cannot be counted with certainty, or changed meanwhile.
        StorageUnavailable: it cannot be read right now.
        ConfigurationError: the storage refuses the credentials.
        NoRoom: the scratch disk has too little room.
        OSError: the scratch disk is full or broken.
    """
    with (
        open_stream(request.file.source) as opened,
        keys_folder(request.scratch_dir) as scratch,
        at_hand(opened, request, scratch) as stream,
    ):
        try:
            open_rows(stream, request, Assumed(EmailRules(fold_gmail=request.file.options.fold_gmail)))
        except FileRefused:
            stream.confirm_read()
            raise
