"""Files in memory, packed in every way."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass

from worker.dialect.model import Compression

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd


@dataclass
class MemorySource:
    """Some bytes as a file.

    Attributes:
        piece_bytes: of each piece, whatever is asked for; 0: as asked.
        read_bytes: how many were read.
    """

    data: bytes
    piece_bytes: int = 0
    read_bytes: int = 0

    def __post_init__(self) -> None:
        self.size = len(self.data)

    def read_at(self, offset: int, length: int) -> bytes:
        piece = self.data[offset : offset + length]
        self.read_bytes += len(piece)
        return piece

    def chunks(self, chunk_bytes: int) -> Iterator[bytes]:
        piece_bytes = self.piece_bytes or chunk_bytes
        for offset in range(0, self.size, piece_bytes):
            yield self.read_at(offset, piece_bytes)


def pack(data: bytes, compression: Compression) -> bytes:
    """The data in an archive of one member."""
    match compression:
        case Compression.NONE:
            return data
        case Compression.GZIP:
            return gzip.compress(data)
        case Compression.ZSTD:
            return zstd.compress(data, options={zstd.CompressionParameter.checksum_flag: 1})
        case Compression.BZIP2:
            return bz2.compress(data)
        case Compression.XZ:
            return lzma.compress(data)
        case Compression.ZIP:
            return zipped({"customers.csv": data})


def zipped(files: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip archive of these files; names that end in a slash are folders."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return buffer.getvalue()
