"""Turn a text into UTF-8, piece by piece, without losing anything unseen."""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Iterable, Iterator
from itertools import chain

from worker.dialect.encoding.display_names import encoding_name
from worker.dialect.encoding.text_encoding import UTF8
from worker.dialect.encoding.utf8_words import Part
from worker.errors import FileRefused
from worker.refusal import Refusal
from worker.text.sentences import say

_BOM = "\ufeff"
_WESTERN = "cp1252"
_SHIFTED, _RARE = "\u0a00\ufffe", "\u2c00-\u2cff\u2e00-\u2e7f\u3400-\u4dbf"
_SUSPECT = re.compile(f"[{_SHIFTED}{_RARE}]")
_SURELY_NO_TEXT = re.compile(
    rf"[{_SHIFTED}]|([{_RARE}])[^\n]{{0,30}}?(?!\1)([{_RARE}])[^\n]{{0,30}}?(?!\1|\2)[{_RARE}]"
)
"""What was read as UTF-16 and is something else.

Ends of lines become the first two where a byte before them is missing; both stand for nothing else. Rows of
one byte a letter become characters that are rare in any language. Three different ones are close together in
no line: Chinese and Japanese have single ones in names, or one time and again.
"""
_NEXT_LINE = "\x85"


def transcode(
    chunks: Iterable[bytes], encoding: str, *, on_utf8_lines: Callable[[int], None] = lambda _lines: None
) -> Iterator[bytes]:
    """The same text in UTF-8 without byte order mark; UTF-8 itself is passed on as it is, errors and all.

    What is in UTF-8 among a text in another encoding stays so. Bytes without meaning become U+FFFD where
    every byte is one character.

    Args:
        chunks: the text in pieces of any size, cut anywhere.
        encoding: Python's name of its codec.
        on_utf8_lines: told how many more lines are in UTF-8 though the encoding is another.

    Raises:
        FileRefused: it is not in that encoding; only when a character may take several bytes.
    """
    return _transcoded(chunks, encoding, on_utf8_lines, is_whole=True)


def decode_beginning(data: bytes, encoding: str, *, is_whole: bool) -> bytes:
    """The beginning of a text in UTF-8; unlike `transcode`, it may end within a character.

    Raises:
        FileRefused: it is not in that encoding.
    """
    return b"".join(_transcoded([data], encoding, lambda _lines: None, is_whole=is_whole))


def _transcoded(
    chunks: Iterable[bytes], encoding: str, on_utf8_lines: Callable[[int], None], *, is_whole: bool
) -> Iterator[bytes]:
    if encoding == UTF8:
        return _without_mark(iter(chunks))
    from worker.dialect.encoding.mixed import separate  # noqa: PLC0415 - numpy, for few files

    is_single = _is_single_byte(encoding)
    pieces: Iterable[list[Part]] = ([(chunk, False)] for chunk in chunks)
    if _holds_ascii(encoding):
        chunks = _without_mark(iter(chunks))
        pieces = separate(chunks, is_telling=not is_single, on_lines=on_utf8_lines)
    return _from_single_bytes(pieces, encoding) if is_single else _from_many_bytes(pieces, encoding, is_whole)


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


def _from_single_bytes(pieces: Iterable[list[Part]], encoding: str) -> Iterator[bytes]:
    decode = _decoder(encoding)
    holds_ascii = _holds_ascii(encoding)
    for parts in pieces:
        if holds_ascii:
            yield b"".join(
                part if is_utf8 or part.isascii() else decode(part).encode() for part, is_utf8 in parts
            )
        else:  # of mainframes, whose lines end otherwise
            yield b"".join(decode(part).replace(_NEXT_LINE, "\n").encode() for part, _ in parts)


def _decoder(encoding: str) -> Callable[[bytes], str]:
    """Of one byte a letter; without what only Windows-1252 has, as ISO-8859-1, which is faster."""
    decode = codecs.getincrementaldecoder(encoding)("replace").decode
    if encoding != _WESTERN:
        return decode
    from worker.dialect.encoding.mixed import has_own_characters  # noqa: PLC0415 - numpy, for few files

    return lambda part: decode(part) if has_own_characters(part) else part.decode("iso8859-1")


def _from_many_bytes(pieces: Iterable[list[Part]], encoding: str, is_whole: bool) -> Iterator[bytes]:
    decoder = codecs.getincrementaldecoder(encoding)("strict")
    is_wide = encoding.startswith("utf-16")
    line, is_first = 1, True
    try:
        for part, is_utf8 in chain.from_iterable(pieces):
            text = part.decode() if is_utf8 else decoder.decode(part)
            if is_first and text:
                text, is_first = text.removeprefix(_BOM), False
            if is_wide and (fault := _fault_of_wide(text)) is not None:
                raise _not_in(encoding, line + text.count("\n", 0, fault))
            data = text.encode()
            line += data.count(b"\n")
            if data:
                yield data
        decoder.decode(b"", final=is_whole)
    except UnicodeError as error:
        raise _not_in(encoding, line + _lines_before(error)) from None


def _fault_of_wide(text: str) -> int | None:
    """Where what was read as UTF-16 is surely something else."""
    places = (found.start() for found in _SUSPECT.finditer(text))
    return next((place for place in places if _SURELY_NO_TEXT.match(text, place)), None)


def _lines_before(error: UnicodeError) -> int:
    """Line feeds between what was decoded last and the fault."""
    if not isinstance(error, UnicodeDecodeError):
        return 0
    before = error.object[: error.start].decode(error.encoding, "replace")
    return before.count("\n")


def _not_in(encoding: str, line: int) -> FileRefused:
    return FileRefused(
        Refusal.MALFORMED,
        say(
            "Line {line:,} cannot be read as {encoding}: the file is damaged there, or in another encoding. "
            "Choose the right one, or save the file as “CSV UTF-8” and upload it again.",
            line=line,
            encoding=encoding_name(encoding),
        ),
    )


def _holds_ascii(codec: str) -> bool:
    """Whether plain letters are the same bytes as in ASCII."""
    letters = bytes(range(128))
    return letters.decode(codec, "replace").encode() == letters


def _is_single_byte(codec: str) -> bool:
    new_decoder = codecs.getincrementaldecoder(codec)
    return all(len(new_decoder("replace").decode(bytes([value]))) == 1 for value in range(256))
