"""The members of a zip archive: its directory, and each member's bytes as a stream, proved at its end."""

from __future__ import annotations

import bz2
import io
import lzma
import struct
import zipfile
from collections.abc import Callable, Iterator
from itertools import chain
from typing import Any

from zlib_ng import zlib_ng

from worker.dialect.byte_source import ByteSource
from worker.dialect.model import Compression
from worker.dialect.packing.members import (
    Decompressor,
    Deflate,
    ZstdDecompressor,
    damaged,
    incomplete,
    lzma_decompressor,
    unpack_members,
)
from worker.dialect.packing.source_file import SourceFile
from worker.dialect.packing.unpack_limits import Fed, UnpackLimits, capped, require_within
from worker.errors import FileRefused
from worker.refusal import Refusal
from worker.text.sentences import say

_PIECE_BYTES = 256 * 1024
_WINDOW_BYTES = 256 * 1024
_DIRECTORY_BYTES = 4 * 1024 * 1024
"""More is read only for archives of very many files."""
_LOCAL_HEADER = struct.Struct("<4s22xHH")
_LOCAL_MAGIC = b"PK\x03\x04"
_ENCRYPTED = 0x1 | 0x40
_ENDS_BY_MARK = 0x2
_DEFLATE64, _ZSTD = 9, 93


def directory(source: ByteSource) -> list[zipfile.ZipInfo]:
    """What is in an archive, as its end says.

    Raises:
        FileRefused: its end is missing, or it holds very many files.
        StorageUnavailable: it cannot be read right now.
    """
    try:
        with zipfile.ZipFile(io.BufferedReader(_File(source), _WINDOW_BYTES)) as archive:
            return archive.infolist()
    except (zipfile.BadZipFile, EOFError, NotImplementedError, struct.error, ValueError):
        raise incomplete(Compression.ZIP) from None


def member(
    source: ByteSource, file: zipfile.ZipInfo, chunk_bytes: int, limits: UnpackLimits, *, alone: bool = True
) -> Iterator[bytes]:
    """The bytes of one member, in pieces of at most `chunk_bytes`, its checksum proved.

    Args:
        source: the archive.
        file: the member, as its directory has it.
        chunk_bytes: the largest piece to give.
        limits: how much it may hold.
        alone: whether the archive is read in order for it; otherwise only its own bytes are.

    Raises:
        FileRefused: it is encrypted, damaged, incomplete or far too large.
        StorageUnavailable: it cannot be read right now.
    """
    if file.flag_bits & _ENCRYPTED:
        raise FileRefused(
            Refusal.NOT_OPENED, say("The zip archive is encrypted. Pack the CSV file without a password.")
        )
    require_within(file.file_size, max(file.compress_size, 1), limits)
    start = _data_offset(source, file)
    if alone:
        pieces = _within(source.chunks(_PIECE_BYTES), start, file.compress_size)
    else:
        pieces = _ranges(source, start, file.compress_size)
    packed = Fed(pieces)
    return _proved(capped(_method(file)(packed, file, chunk_bytes), packed, limits), file)


def _ranges(source: ByteSource, start: int, size: int) -> Iterator[bytes]:
    for offset in range(start, start + size, _PIECE_BYTES):
        wanted = min(_PIECE_BYTES, start + size - offset)
        piece = source.read_at(offset, wanted)
        yield piece
        if len(piece) < wanted:
            raise incomplete(Compression.ZIP)


def too_many(files: str) -> FileRefused:
    """The refusal of an archive of more files than can be counted."""
    return FileRefused(
        Refusal.NOT_OPENED,
        say(
            "The zip archive holds {files}, and only one can be counted. Upload the CSV file alone.",
            files=files,
        ),
    )


def _data_offset(source: ByteSource, file: zipfile.ZipInfo) -> int:
    header = source.read_at(file.header_offset, _LOCAL_HEADER.size)
    if len(header) < _LOCAL_HEADER.size:
        raise incomplete(Compression.ZIP)
    magic, name_bytes, extra_bytes = _LOCAL_HEADER.unpack(header)
    if magic != _LOCAL_MAGIC:
        raise damaged(Compression.ZIP)
    return int(file.header_offset + _LOCAL_HEADER.size + name_bytes + extra_bytes)


def _within(pieces: Iterator[bytes], start: int, size: int) -> Iterator[bytes]:
    """So many of the bytes, from there on."""
    end = 0
    for piece in pieces:
        begin, end = end, end + len(piece)
        if end > start and begin < start + size:
            yield piece[max(0, start - begin) : start + size - begin]
        if end >= start + size:
            return
    raise incomplete(Compression.ZIP)


def _proved(pieces: Iterator[bytes], file: zipfile.ZipInfo) -> Iterator[bytes]:
    checksum = size = 0
    for piece in pieces:
        checksum = zlib_ng.crc32(piece, checksum)
        size += len(piece)
        yield piece
    if (checksum, size) != (file.CRC, file.file_size):
        raise damaged(Compression.ZIP)


def _method(file: zipfile.ZipInfo) -> Callable[[Iterator[bytes], zipfile.ZipInfo, int], Iterator[bytes]]:
    method = file.compress_type
    if method in _METHODS:
        return _METHODS[method]
    sentence = say(
        "The zip archive is packed with a method (number {number}) that cannot be read here. Pack the CSV "
        "file with gzip instead.",
        number=method,
    )
    if method == _DEFLATE64:
        sentence = say(
            "The zip archive is packed with a method (Deflate64) that cannot be read here. Windows uses it "
            "for files over 2 GB; pack the CSV file with gzip instead."
        )
    raise FileRefused(Refusal.NOT_OPENED, sentence)


def _stored(packed: Iterator[bytes], _file: zipfile.ZipInfo, _chunk_bytes: int) -> Iterator[bytes]:
    return packed


def _by(
    start: Callable[[], Decompressor],
) -> Callable[[Iterator[bytes], zipfile.ZipInfo, int], Iterator[bytes]]:
    def unpack(packed: Iterator[bytes], _file: zipfile.ZipInfo, chunk_bytes: int) -> Iterator[bytes]:
        return unpack_members(packed, start, Compression.ZIP, chunk_bytes)

    return unpack


def _by_lzma(packed: Iterator[bytes], file: zipfile.ZipInfo, chunk_bytes: int) -> Iterator[bytes]:
    """Zip's header, put as that of an .lzma file: properties, then the size unless a mark ends the data."""
    beginning = b""
    while len(beginning) < 9 and (piece := next(packed, b"")):  # noqa: PLR2004 - version, size, properties
        beginning += piece
    size = b"\xff" * 8 if file.flag_bits & _ENDS_BY_MARK else struct.pack("<Q", file.file_size)
    header = beginning[4:9] + size
    return unpack_members(
        chain((header, beginning[9:]), packed),
        lambda: lzma_decompressor(lzma.FORMAT_ALONE),
        Compression.ZIP,
        chunk_bytes,
    )


_METHODS: dict[int, Callable[[Iterator[bytes], zipfile.ZipInfo, int], Iterator[bytes]]] = {
    zipfile.ZIP_STORED: _stored,
    zipfile.ZIP_DEFLATED: _by(Deflate),
    zipfile.ZIP_BZIP2: _by(bz2.BZ2Decompressor),
    zipfile.ZIP_LZMA: _by_lzma,
    _ZSTD: _by(ZstdDecompressor),
}


class _File(SourceFile):
    """A source as a file that `zipfile` can read the directory of."""

    def readinto(self, buffer: Any) -> int:
        if self.read_bytes + len(buffer) > _DIRECTORY_BYTES:
            raise too_many(say("very many files"))
        return super().readinto(buffer)
