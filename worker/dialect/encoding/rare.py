"""Encodings in which even plain letters are other bytes, or plain letters stand for others."""

from __future__ import annotations

import re
from itertools import islice

from worker.dialect.encoding.utf8_words import is_utf8
from worker.errors import FileRefused
from worker.refusal import Refusal
from worker.text.sentences import say

_OF_MAINFRAMES = ("cp037", "cp273", "cp500", "cp1026")
_LOOKED_AT_BYTES = 16 * 1024
_MOST_STRANGE = 0.1
_PLAIN = re.compile("[ -~\t\r\n\x85]")
_ESCAPED = {
    "iso2022_jp": re.compile(rb"\x1b\$[@B](?:[!-~]{2}){1,200}\x1b\([BJ]"),
    "iso2022_kr": re.compile(rb"\x0e(?:[!-~]{2}){1,200}\x0f"),
    "hz": re.compile(rb"~\{(?:[!-w][!-~]){1,200}~\}"),
}
_UTF7 = re.compile(rb"\+[A-Za-z0-9+/]{3,200}-")
_AROUND_BYTES = 80
_MOST_WORDS = 100
_BETWEEN_FIELDS = re.compile(rb'[,;\t|\r\n"]')


def mainframe_encoding(data: bytes) -> str | None:
    """Which EBCDIC a text is in, told by its "@"; None where it is in none."""
    start = data[:_LOOKED_AT_BYTES]
    texts = {codec: start.decode(codec, "replace") for codec in _OF_MAINFRAMES}
    codec = max(texts, key=lambda each: texts[each].count("@"))
    text = texts[codec]
    has_lines = "\n" in text or "\x85" in text
    is_plain = len(_PLAIN.sub("", text)) <= _MOST_STRANGE * len(text)
    return codec if has_lines and is_plain else None


def escaped_encoding(data: bytes) -> str | None:
    """In which encoding plain letters stand for others behind an escape; None where none does.

    Args:
        data: ASCII.

    Raises:
        FileRefused: they do as in mail (UTF-7).
    """
    found = (codec for codec, pattern in _ESCAPED.items() if pattern.search(data))
    if codec := next(found, None):
        return codec
    if any(_is_utf7(data, word) for word in islice(_UTF7.finditer(data), _MOST_WORDS)):
        raise FileRefused(
            Refusal.UNKNOWN_ENCODING,
            say(
                "Letters with accents are written in this file as in mail (UTF-7). Save it as “CSV UTF-8”, "
                "or choose UTF-8 to count it as it is."
            ),
        )
    return None


def _is_utf7(data: bytes, word: re.Match[bytes]) -> bool:
    """Whether the field of the word is one in that; an email with a tag is none."""
    start, end = word.span()
    before = _BETWEEN_FIELDS.split(data[max(0, start - _AROUND_BYTES) : start])[-1]
    behind = _BETWEEN_FIELDS.split(data[end : end + _AROUND_BYTES])[0]
    field = before + word.group() + behind
    try:
        text = field.decode("utf-7")
        return b"@" not in field and not text.isascii() and is_utf8(text.encode())
    except UnicodeError:
        return False
