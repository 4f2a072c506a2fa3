"""Turn a text into UTF-8, piece by piece, without losing anything unseen."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable, Iterator

from worker.dialect.encoding import UTF8
from worker.errors import FileRefused, Refusal

_BOM = "\ufeff"
_SHIFTED = re.compile("[\u0a00\ufffe]")
"""What ends of lines become in UTF-16 when a byte before them is missing; both stand for nothing else."""


def transcode(chunks: Iterable[bytes], encoding: str) -> Iterator[bytes]:
    """The same text in UTF-8 without byte order mark; UTF-8 itself is passed on as it is, errors and all.

    Bytes without meaning become U+FFFD where every byte is one character.

    Args:
        chunks: the text in pieces of any size, cut anywhere.
        encoding: Python's name of its codec.

    Raises:
        FileRefused: it is not in that encoding; only when a character may take several bytes.
    """
    if encoding == UTF8:
        return _without_mark(iter(chunks))
    if _is_single_byte(encoding):
        return _from_single_bytes(chunks, encoding)
    return _from_many_bytes(chunks, encoding)


def decode_beginning(data: bytes, encoding: str, *, is_whole: bool) -> bytes:
    """The beginning of a text in UTF-8; unlike `transcode`, it may end within a character.

    Raises:
        FileRefused: it is not in that encoding.
    """
    pieces = transcode([data], encoding)
    if is_whole or encoding == UTF8 or _is_single_byte(encoding):
        return b"".join(pieces)
    return next(pieces, b"")  # what would complain of the end is never asked


def _without_mark(chunks: Iterator[bytes]) -> Iterator[bytes]:
    beginning = b""
    for chunk in chunks:
        beginning = beginning + chunk if beginning else chunk
        if len(beginning) >= len(codecs.BOM_UTF8):
            break
    rest = beginning.removeprefix(codecs.BOM_UTF8)
    if rest:
        yield rest
    yield from chunks


def _from_single_bytes(chunks: Iterable[bytes], encoding: str) -> Iterator[bytes]:
    decoder = codecs.getincrementaldecoder(encoding)("replace")
    ascii_bytes = bytes(range(128))
    is_superset = ascii_bytes.decode(encoding, "replace").encode() == ascii_bytes
    for chunk in chunks:
        yield chunk if is_superset and chunk.isascii() else decoder.decode(chunk).encode()


def _from_many_bytes(chunks: Iterable[bytes], encoding: str) -> Iterator[bytes]:
    decoder = codecs.getincrementaldecoder(encoding)("strict")
    is_wide = encoding.startswith("utf-16")
    line, is_first = 1, True
    try:
        for chunk in chunks:
            text = decoder.decode(chunk)
            if is_first and text:
                text, is_first = text.removeprefix(_BOM), False
            if is_wide and (found := _SHIFTED.search(text)):
                raise _not_in(encoding, line + text.count("\n", 0, found.start()))
            data = text.encode()
            line += data.count(b"\n")
            if data:
                yield data
        decoder.decode(b"", final=True)
    except UnicodeError as error:
        raise _not_in(encoding, line + _lines_before(error)) from None


def _lines_before(error: UnicodeError) -> int:
    """Line feeds between what was decoded last and the fault."""
    if not isinstance(error, UnicodeDecodeError):
        return 0
    before = error.object[: error.start].decode(error.encoding, "replace")
    return before.count("\n")


def _not_in(encoding: str, line: int) -> FileRefused:
    return FileRefused(
        Refusal.MALFORMED,
        f"Line {line:,} cannot be read as {encoding}: the file is damaged there, or in another encoding. "
        "Choose the right one, or save the file as “CSV UTF-8” and upload it again.",
    )


def _is_single_byte(codec: str) -> bool:
    new_decoder = codecs.getincrementaldecoder(codec)
    return all(len(new_decoder("replace").decode(bytes([value]))) == 1 for value in range(256))
