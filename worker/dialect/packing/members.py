"""Unpack the members of an archive, each by its decompressor, and say what is wrong with one."""

from __future__ import annotations

import bz2
import lzma
import sys
from collections.abc import Callable, Iterator
from typing import Protocol, cast

from zlib_ng import zlib_ng

from worker.dialect.model import Compression
from worker.errors import FileRefused
from worker.refusal import Refusal
from worker.text.sentences import say

if sys.version_info >= (3, 14):
    from compression.zstd import ZstdDecompressor, ZstdError
else:
    from backports.zstd import ZstdDecompressor, ZstdError

__all__ = [
    "STARTS",
    "Decompressor",
    "Deflate",
    "ZstdDecompressor",
    "damaged",
    "incomplete",
    "lzma_decompressor",
    "unpack_members",
]

_MEMORY_BYTES = 256 * 1024 * 1024
"""For one decompressor: four times what the strongest usual settings ask for."""
_DEFLATE_ERROR = cast("type[Exception]", zlib_ng.error)  # its annotation names an instance
_RAW_DEFLATE = -zlib_ng.MAX_WBITS
_GZIP = 16 + zlib_ng.MAX_WBITS
_NAMES = {
    Compression.GZIP: "gzip",
    Compression.ZSTD: "zstd",
    Compression.BZIP2: "bzip2",
    Compression.XZ: "xz",
    Compression.ZIP: "zip",
}


class Decompressor(Protocol):
    """What unpacks one member; the interface of bz2, lzma and zstd."""

    @property
    def eof(self) -> bool:
        """Whether the member is unpacked to its end, its checksum proved."""
        ...

    @property
    def needs_input(self) -> bool:
        """Whether there is nothing more to get without more input."""
        ...

    @property
    def unused_data(self) -> bytes:
        """What came behind the end of the member."""
        ...

    def decompress(self, data: bytes, max_length: int) -> bytes:
        """Unpack some, at most `max_length` bytes of output."""
        ...


def unpack_members(
    packed: Iterator[bytes], start: Callable[[], Decompressor], compression: Compression, chunk_bytes: int
) -> Iterator[bytes]:
    """Unpack members that follow one another, zero bytes between and behind them.

    Args:
        packed: all of the archive, in pieces of any size.
        start: makes what unpacks one member.
        compression: named in sentences.
        chunk_bytes: the largest piece to give.

    Raises:
        FileRefused: the archive is damaged or incomplete.
    """
    decompressor: Decompressor | None = start()
    try:
        for piece in packed:
            data = piece
            while data or (decompressor is not None and not decompressor.needs_input):
                if decompressor is None:
                    data = data.lstrip(b"\0")
                    if not data:
                        break
                    decompressor = start()
                unpacked = decompressor.decompress(data, chunk_bytes)
                data = b""
                if unpacked:
                    yield unpacked
                if decompressor.eof:
                    data, decompressor = decompressor.unused_data, None
    except (_DEFLATE_ERROR, lzma.LZMAError, ZstdError, OSError, EOFError, ValueError) as error:
        if "memory" in str(error).lower():
            raise _too_demanding(compression) from None
        raise damaged(compression) from None
    if decompressor is not None:
        raise incomplete(compression)


class Deflate:
    """zlib's decompressor, in its faster form, with the interface of the others."""

    def __init__(self, wbits: int = _RAW_DEFLATE) -> None:
        self._inner = zlib_ng.decompressobj(wbits)
        self._is_full = False

    @property
    def eof(self) -> bool:
        """Whether the member is unpacked to its end, its checksum proved."""
        return self._inner.eof

    @property
    def needs_input(self) -> bool:
        """Whether there is nothing more to get without more input."""
        return not self._is_full and not self._inner.unconsumed_tail

    @property
    def unused_data(self) -> bytes:
        """What came behind the end of the member."""
        return self._inner.unused_data

    def decompress(self, data: bytes, max_length: int) -> bytes:
        """Unpack some, at most `max_length` bytes of output."""
        tail = self._inner.unconsumed_tail
        unpacked = self._inner.decompress(tail + data if tail else data, max_length)
        self._is_full = len(unpacked) == max_length  # zlib may hold more even when it wants no more input
        return unpacked


def lzma_decompressor(kind: int = lzma.FORMAT_XZ) -> Decompressor:
    """What unpacks one xz stream, or another kind of lzma's."""
    return lzma.LZMADecompressor(kind, memlimit=_MEMORY_BYTES)


STARTS: dict[Compression, Callable[[], Decompressor]] = {
    Compression.GZIP: lambda: Deflate(_GZIP),
    Compression.ZSTD: ZstdDecompressor,
    Compression.BZIP2: bz2.BZ2Decompressor,
    Compression.XZ: lzma_decompressor,
}
"""What unpacks one member."""


def damaged(compression: Compression) -> FileRefused:
    """What is said of an archive whose content proves wrong."""
    return FileRefused(
        Refusal.NOT_OPENED,
        say(
            "The {kind} archive is damaged, or something else follows behind it. Pack the CSV file again and "
            "upload it once more.",
            kind=_NAMES[compression],
        ),
    )


def incomplete(compression: Compression) -> FileRefused:
    """What is said of an archive that ends too early."""
    return FileRefused(
        Refusal.NOT_OPENED,
        say(
            "The {kind} archive is incomplete: its end is missing. Pack the CSV file again and upload it "
            "once more.",
            kind=_NAMES[compression],
        ),
    )


def _too_demanding(compression: Compression) -> FileRefused:
    return FileRefused(
        Refusal.NOT_OPENED,
        say(
            "Unpacking this {kind} archive takes too much memory. Pack the CSV file with the usual "
            "settings, and upload it again.",
            kind=_NAMES[compression],
        ),
    )
