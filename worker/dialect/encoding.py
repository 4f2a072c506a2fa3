"""Which encoding a text is in."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from worker.dialect.western import Western, judge_western
from worker.errors import FileRefused, Refusal

UTF8 = "utf-8"
_WESTERN = "cp1252"
_BOMS = (
    (codecs.BOM_UTF8, UTF8),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # begins like UTF-16's
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_USUAL = [
    "cp1252",
    "iso8859_15",
    "cp1250",
    "iso8859_2",
    "cp1251",
    "koi8_r",
    "cp866",
    "cp1253",
    "cp1254",
    "cp1255",
    "cp1256",
    "cp1257",
    "cp850",
    "cp852",
    "mac_roman",
    "cp932",
    "euc_jp",
    "gb18030",
    "big5",
    "cp949",
]
_NO_ENCODINGS_OF_FILES = {"idna", "punycode", "unicode_escape", "raw_unicode_escape", "undefined", "utf-7"}
_BETWEEN_FIELDS = re.compile(rb'[,;\t"\r\n]+')  # never within a character of several bytes
_ACCIDENTS = 0.1
_SAMPLE_BYTES = 64 * 1024
_PATTERN_BYTES = 64 * 1024


@dataclass(frozen=True, slots=True)
class Encoding:
    """What a text is encoded in.

    Attributes:
        codec: Python's name of it.
        is_certain: whether it is known rather than guessed.
        is_proven: whether anything in the text speaks for it: in plain ASCII nothing does, so that what
            follows may yet prove it wrong.
    """

    codec: str
    is_certain: bool
    is_proven: bool = True


def sniff_encoding(data: bytes, *, is_whole: bool) -> Encoding:
    """The encoding of a text.

    Args:
        data: its beginning.
        is_whole: whether that is all of it; else it may end within a character.
    """
    for mark, codec in _BOMS:
        if data.startswith(mark) and (codec == UTF8 or _decodes(data, codec, is_whole=is_whole)):
            return Encoding(codec, is_certain=True)
    for mark, codec in _BOMS[3:]:  # damaged, but what else could it be
        if data.startswith(mark):
            return Encoding(codec, is_certain=True)
    wide = _wide(data)
    if wide is not None:
        return Encoding(wide, is_certain=True)
    if _decodes(data, UTF8, is_whole=is_whole):
        return Encoding(UTF8, is_certain=True, is_proven=not data.isascii())
    return _narrow(data)


def chosen_encoding(name: str) -> Encoding:
    """The encoding a person names.

    Raises:
        FileRefused: there is none of that name.
    """
    try:
        codec = codecs.lookup(name.strip()).name
        b" ".decode(codec, "replace")  # an empty text is not looked at
    except (LookupError, ValueError):
        codec = "undefined"
    if codec.replace("-", "_") in _NO_ENCODINGS_OF_FILES:
        raise FileRefused(
            Refusal.NOT_TEXT,
            "The encoding chosen is not known. Choose another, such as utf-8, cp1252 or utf-16.",
        )
    return Encoding(UTF8 if codec == "utf-8-sig" else codec, is_certain=True)


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
    patterns = {
        "utf-32-le": zeros[0] < few and zeros[2] > 1 - few and zeros[3] > 1 - few,
        "utf-32-be": zeros[3] < few and zeros[0] > 1 - few and zeros[1] > 1 - few,
        "utf-16-le": max(zeros[0], zeros[2]) < few and min(zeros[1], zeros[3]) > many,
        "utf-16-be": max(zeros[1], zeros[3]) < few and min(zeros[0], zeros[2]) > many,
    }
    return next(
        (
            codec
            for codec, fits in patterns.items()
            if fits and _decodes(start[: len(start) // 4 * 4], codec, is_whole=False)
        ),
        None,
    )


def _narrow(data: bytes) -> Encoding:
    """What is not UTF-8: damaged UTF-8, Windows-1252, or the detector's best guess."""
    text = data.decode(UTF8, "replace")
    faults = text.count("\ufffd")
    others = sum(1 for letter in text if letter > "\x7f") - faults
    if faults <= _ACCIDENTS * others:
        return Encoding(UTF8, is_certain=True)
    sample = _telling(data)
    western = judge_western(sample) if others <= _ACCIDENTS * faults else Western.HARDLY
    if western is not Western.HARDLY:
        return Encoding(_WESTERN, is_certain=western is Western.CERTAINLY)
    from charset_normalizer import from_bytes  # noqa: PLC0415 - 0.1 s to import, for few files

    best = from_bytes(sample, cp_isolation=_USUAL).best()
    if best is None or _WESTERN in best.could_be_from_charset or best.encoding not in _USUAL:
        return Encoding(_WESTERN, is_certain=False)
    return Encoding(codecs.lookup(best.encoding).name, is_certain=False)


def _telling(data: bytes) -> bytes:
    """The distinct fields that are not ASCII, for what is the same in all encodings tells nothing."""
    fields: dict[bytes, None] = {}
    size = 0
    for field in _BETWEEN_FIELDS.split(data):
        if not field.isascii() and field not in fields:
            fields[field] = None
            size += len(field) + 1
            if size > _SAMPLE_BYTES:
                break
    return b"\n".join(fields)
