"""Which encoding a text is in."""

from __future__ import annotations

import codecs
import re

from worker.dialect.encoding.rare import escaped_encoding, mainframe_encoding
from worker.dialect.encoding.text_encoding import UTF8, Encoding
from worker.dialect.encoding.utf8_words import mixes_scripts

_BOMS = (
    (codecs.BOM_UTF8, UTF8),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # begins like UTF-16's
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_BEYOND_ASCII = re.compile(rb"[\x80-\xff]+")
_ACCIDENTS = 0.1
_OTHER_ZEROS = 0.25
"""In UTF-16, of those where most are: characters of Chinese and Japanese have some where others have none."""
_PATTERN_BYTES = 64 * 1024


def sniff_encoding(data: bytes, *, is_whole: bool) -> Encoding:
    """The encoding of a text.

    Args:
        data: its beginning.
        is_whole: whether that is all of it; else it may end within a character.
    """
    if (sure := _marked(data, is_whole=is_whole) or _wide(data)) is not None:
        return Encoding(sure, is_certain=True)
    if data.isascii() and b"\0" not in data:
        escaped = escaped_encoding(data)
        return Encoding(escaped or UTF8, is_certain=escaped is None, is_proven=escaped is not None)
    if _decodes(data, UTF8, is_whole=is_whole):
        return _by_chance(data) or Encoding(UTF8, is_certain=True, is_proven=not data.isascii())
    if (mainframe := mainframe_encoding(data)) is not None:
        return Encoding(mainframe, is_certain=False)
    return _narrow(data.removeprefix(codecs.BOM_UTF8))


def _marked(data: bytes, *, is_whole: bool) -> str | None:
    """What a byte order mark says."""
    marked = [codec for mark, codec in _BOMS if data.startswith(mark)]
    sound = (codec for codec in marked if _decodes(data, codec, is_whole=is_whole))
    damaged = (codec for codec in marked if codec.startswith("utf-16"))  # but what else could it be
    return next(sound, None) or next(damaged, None)


def _decodes(data: bytes, codec: str, *, is_whole: bool) -> bool:
    try:
        codecs.getincrementaldecoder(codec)("strict").decode(data, final=is_whole)
    except UnicodeError:
        return False
    return True


def _wide(data: bytes) -> str | None:
    """UTF-16 or UTF-32 without a mark: separators and ends of lines show where the zero bytes go."""
    start = data[:_PATTERN_BYTES]
    start = start[: len(start) // 4 * 4]
    if b"\0" not in start or not start:
        return None
    zeros = [start[place::4].count(0) / (len(start) // 4) for place in range(4)]
    few, many = 0.02, 0.1
    first, second = zeros[0] + zeros[2], zeros[1] + zeros[3]
    patterns = {
        "utf-32-le": zeros[0] < _OTHER_ZEROS and zeros[2] > 1 - few and zeros[3] > 1 - few,
        "utf-32-be": zeros[3] < _OTHER_ZEROS and zeros[0] > 1 - few and zeros[1] > 1 - few,
        "utf-16-le": min(zeros[1], zeros[3]) > many and first < _OTHER_ZEROS * second,
        "utf-16-be": min(zeros[0], zeros[2]) > many and second < _OTHER_ZEROS * first,
    }
    return next((codec for codec, fits in patterns.items() if fits and _is_text(start, codec)), None)


def _is_text(data: bytes, codec: str) -> bool:
    """Whether it decodes, up to a character that may be cut, and has no NULs."""
    try:
        return "\0" not in codecs.getincrementaldecoder(codec)("strict").decode(data)
    except UnicodeError:
        return False


def _by_chance(data: bytes) -> Encoding | None:
    """What else a text may be in whose bytes beyond ASCII only happen to be UTF-8, as of "SUÍÇA" in DOS."""
    first = _BEYOND_ASCII.search(data)
    if first is None or not mixes_scripts(data[max(0, first.start() - 1) : first.end() + 1]):
        return None
    from worker.dialect.encoding.likeliest import likelier_encoding  # noqa: PLC0415 - tables of words, for few files

    return likelier_encoding(data)


def _narrow(data: bytes) -> Encoding:
    """What is not UTF-8: damaged UTF-8, Windows-1252, or the best guess."""
    text = data.decode(UTF8, "replace")
    faults = text.count("\ufffd")
    others = len(text) - len(text.encode("ascii", "ignore")) - faults
    if faults <= _ACCIDENTS * others:
        return Encoding(UTF8, is_certain=True)
    from worker.dialect.encoding.likeliest import likeliest_encoding  # noqa: PLC0415 - tables of words, for few files

    return likeliest_encoding(data)
