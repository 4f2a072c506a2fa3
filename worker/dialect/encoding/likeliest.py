"""Which encoding a text beyond ASCII is most likely in, by the words that it makes."""

from __future__ import annotations

import codecs
import re
from collections.abc import Sequence

from worker.dialect.encoding.guessing import Guess, rank_encodings
from worker.dialect.encoding.spelling.letter_pairs import read_field
from worker.dialect.encoding.text_encoding import Encoding
from worker.dialect.encoding.utf8_words import is_utf8, mixes_scripts
from worker.dialect.encoding.western import is_surely_western, strange_fields

_WESTERN = "cp1252"
_BETWEEN_FIELDS = re.compile(rb'[,;\t"\r\n]+')  # never within a character of several bytes
_OF_TWO_BYTES = frozenset({"cp932", "euc_jp", "gb18030", "big5", "cp949"})
"""In these any two bytes may be a character, so that one that is UTF-8 is no chance."""
_ACCIDENTS = 0.1
_SURELY_LIKELIER = 8.0
_SAMPLE_BYTES = 64 * 1024


def likelier_encoding(data: bytes) -> Encoding | None:
    """What a text in UTF-8 may rather be in: one whose fields are all words there, and here none is."""
    fields = _beyond_ascii(data)
    if not all(mixes_scripts(field) for field in fields):
        return None
    best = rank_encodings(data, fields)[0]
    if best.codec in _OF_TWO_BYTES or any(
        read_field(text).strangeness or mixes_scripts(text.encode()) for text in best.text
    ):
        return None
    return Encoding(codecs.lookup(best.codec).name, is_certain=False)


def likeliest_encoding(data: bytes) -> Encoding:
    """What a text is in that is not UTF-8; certain where it can only be Windows-1252."""
    fields = [field for field in _beyond_ascii(data) if not is_utf8(field)]
    ranked = rank_encodings(data, fields)
    is_certain = _is_western(ranked) and is_surely_western(fields)
    if is_certain and (few := strange_fields(fields)):
        is_certain = _is_western(rank_encodings(data, few))
    codec = next((guess.codec for guess in ranked if _reads(data, guess.codec)), ranked[0].codec)
    return Encoding(codecs.lookup(codec).name, is_certain=is_certain and codec == ranked[0].codec)


def _reads(data: bytes, codec: str) -> bool:
    """Whether a text can be read in an encoding, but for a few damaged characters."""
    text = data.decode(codec, "replace")
    faults = text.count("\ufffd")
    others = len(text) - len(text.encode("ascii", "ignore")) - faults
    return faults <= _ACCIDENTS * others + 1  # one may be cut at the end


def _is_western(ranked: Sequence[Guess]) -> bool:
    """Whether nothing but Windows-1252 is likely, or what reads the same."""
    best, *others = ranked
    rival = next((other for other in others if other.text != best.text), None)
    is_likely = rival is not None and rival.likelihood > best.likelihood - _SURELY_LIKELIER
    return best.codec == _WESTERN and not is_likely


def _beyond_ascii(data: bytes) -> list[bytes]:
    """The distinct fields that are not ASCII, for what is the same in all encodings tells nothing."""
    fields: dict[bytes, None] = {}
    size = 0
    for field in _BETWEEN_FIELDS.split(data):
        if not field.isascii() and field not in fields:
            fields[field] = None
            size += len(field) + 1
            if size > _SAMPLE_BYTES:
                break
    return list(fields)
