"""The one file in a zip archive, as a stream."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator, Sequence

from worker.dialect.byte_source import ByteSource
from worker.dialect.file_kinds import refuse_documents
from worker.dialect.packing.unpack_limits import UnpackLimits
from worker.dialect.packing.zip_members import directory, member, too_many
from worker.errors import FileRefused
from worker.refusal import Refusal
from worker.text.sentences import say


def unpack_zip(source: ByteSource, chunk_bytes: int, limits: UnpackLimits) -> Iterator[bytes]:
    """The bytes of the one file in a zip archive, in pieces of at most `chunk_bytes`, its checksum proved.

    Raises:
        FileRefused: there are several, or none; or it is encrypted, damaged, incomplete or far too large.
        StorageUnavailable: it cannot be read right now.
    """
    return member(source, _the_only_file(directory(source)), chunk_bytes, limits)


def _the_only_file(entries: Sequence[zipfile.ZipInfo]) -> zipfile.ZipInfo:
    refuse_documents([entry.filename for entry in entries])
    files = [entry for entry in entries if not _is_ignored(entry)]
    if not files:
        raise FileRefused(Refusal.EMPTY_FILE, say("The zip archive holds no file."))
    if len(files) > 1:
        raise too_many(say("{number:,} files", number=len(files)))
    return files[0]


def _is_ignored(entry: zipfile.ZipInfo) -> bool:
    *folders, name = entry.filename.split("/")
    return entry.is_dir() or "__MACOSX" in folders or name in {".DS_Store", "Thumbs.db", "desktop.ini"}
