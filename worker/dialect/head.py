"""The beginning of a file as text, and what had to be known to read it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from worker.dialect.byte_source import ByteSource
from worker.dialect.encoding.sniffing import sniff_encoding
from worker.dialect.encoding.text_encoding import Encoding, chosen_encoding
from worker.dialect.encoding.transcoding import decode_beginning
from worker.dialect.file_kinds import refuse_what_is_no_text
from worker.dialect.model import Choices, Compression, Place
from worker.dialect.packing.unpack_limits import UnpackLimits
from worker.dialect.packing.unpacking import sniff_compression, unpack
from worker.errors import FileRefused
from worker.refusal import Refusal
from worker.text.sentences import say

HEAD_BYTES = 1024 * 1024
_PACKED_PIECE_BYTES = 64 * 1024
_TAR_MARK, _TAR_MARK_AT = b"ustar", 257
_BOOKS = (b"\xd0\xcf\x11\xe0", b"PAR1")
_OTHER_ARCHIVES = (b"Rar!\x1a\x07", b"7z\xbc\xaf\x27\x1c", b"\x04\x22\x4d\x18", b"\x1f\x9d", b"LZIP")


@dataclass(frozen=True, slots=True)
class LateEvidence:
    """What the text further on showed, whose beginning is plain ASCII.

    Attributes:
        encoding: what it is in.
        place: where the first letters beyond ASCII are.
    """

    encoding: Encoding
    place: Place


@dataclass(frozen=True, slots=True)
class Head:
    """The beginning of a file.

    Attributes:
        text: unpacked, in UTF-8 without byte order mark, line endings as they are; up to 1 MiB, cut anywhere.
        is_whole: whether that is all of the file.
        compression: how the file is packed.
        encoding: Python's name of the codec of the unpacked text.
        is_encoding_certain: whether the encoding is known rather than guessed.
        is_encoding_proven: whether anything speaks for it; in plain ASCII nothing does.
        non_ascii_from: where the first letters are that speak for it, if that is further on.
    """

    text: bytes
    is_whole: bool
    compression: Compression
    encoding: str
    is_encoding_certain: bool
    is_encoding_proven: bool = False
    non_ascii_from: Place | None = None


def read_head(
    source: ByteSource, choices: Choices, limits: UnpackLimits, *, later: LateEvidence | None = None
) -> Head:
    """Read the beginning of a file.

    Args:
        source: the file.
        choices: the encoding counts.
        limits: how much it may hold when it is packed.
        later: what the text further on showed, if the beginning is plain ASCII.

    Raises:
        FileRefused: the file is no text, or cannot be unpacked or decoded.
        StorageUnavailable: it cannot be read right now.
    """
    first = source.read_at(0, HEAD_BYTES + 1)
    compression = sniff_compression(first)
    raw = first
    if compression is not Compression.NONE:
        raw = _beginning(_LazySource(source, first), compression, limits)
    is_whole = len(raw) <= HEAD_BYTES
    raw = raw[:HEAD_BYTES]
    _refuse_archives(raw, compression)
    refuse_what_is_no_text(raw, may_hold_controls=True)
    encoding, place = _encoding(raw, later, choices, is_whole=is_whole)
    text = decode_beginning(raw, encoding.codec, is_whole=is_whole)
    return Head(
        text[:HEAD_BYTES],
        is_whole and len(text) <= HEAD_BYTES,
        compression,
        encoding.codec,
        is_encoding_certain=encoding.is_certain,
        is_encoding_proven=encoding.is_proven,
        non_ascii_from=place,
    )


def _beginning(source: ByteSource, compression: Compression, limits: UnpackLimits) -> bytes:
    """The unpacked bytes, one more than the head has where there are more."""
    pieces: list[bytes] = []
    size = 0
    for piece in unpack(source, compression, HEAD_BYTES // 8, limits):
        pieces.append(piece)
        size += len(piece)
        if size > HEAD_BYTES:
            break
    return b"".join(pieces)


def _refuse_archives(raw: bytes, compression: Compression) -> None:
    if raw.startswith(_OTHER_ARCHIVES) or raw[_TAR_MARK_AT:].startswith(_TAR_MARK):
        raise FileRefused(
            Refusal.NOT_TEXT,
            say(
                "This is an archive of another kind than zip, gzip, zstd, bzip2 or xz. Unpack it, and upload "
                "the file inside."
            ),
        )
    packed_again = sniff_compression(raw) is not Compression.NONE or raw.startswith(_BOOKS)
    if compression is not Compression.NONE and packed_again:
        raise FileRefused(
            Refusal.NOT_TEXT,
            say(
                "There is an archive or a workbook inside this archive. Unpack it, and upload what is inside "
                "by itself: workbooks and Parquet files are packed already."
            ),
        )


def _encoding(
    raw: bytes, later: LateEvidence | None, choices: Choices, *, is_whole: bool
) -> tuple[Encoding, Place | None]:
    if choices.encoding is not None:
        return chosen_encoding(choices.encoding), None
    encoding = sniff_encoding(raw, is_whole=is_whole)
    return (later.encoding, later.place) if later and not encoding.is_proven else (encoding, None)


class _LazySource:
    """A source of which nothing is read ahead of need, and its first bytes not again."""

    def __init__(self, source: ByteSource, first: bytes) -> None:
        self._source = source
        self._first = first
        self.size = source.size

    def read_at(self, offset: int, length: int) -> bytes:
        if offset + length <= len(self._first):
            return self._first[offset : offset + length]
        return self._source.read_at(offset, length)

    def chunks(self, chunk_bytes: int) -> Iterator[bytes]:
        piece_bytes = min(chunk_bytes, _PACKED_PIECE_BYTES)
        for offset in range(0, self.size, piece_bytes):
            yield self.read_at(offset, piece_bytes)
