"""How a file is written, in words: encodings, separators, and the whole of it in a line."""

from __future__ import annotations

import codecs
from collections.abc import Iterator

from worker.jobs.preview import Compression, Dialect, Escape, LineEnding, ShortRows

SEPARATORS = {
    ",": "Comma ( , )",
    ";": "Semicolon ( ; )",
    "\t": "Tab",
    "|": "Vertical bar ( | )",
    ":": "Colon ( : )",
    "^": "Caret ( ^ )",
    "~": "Tilde ( ~ )",
    " ": "Blank",
}
ENCODINGS = {
    "utf-8": "UTF-8",
    "cp1252": "Western European (Windows-1252)",
    "iso8859_15": "Western European (Latin-9)",
    "mac_roman": "Western European (Mac)",
    "cp850": "Western European (DOS 850)",
    "cp1250": "Central European (Windows-1250)",
    "iso8859_2": "Central European (Latin-2)",
    "cp852": "Central European (DOS 852)",
    "cp1257": "Baltic (Windows-1257)",
    "cp1251": "Cyrillic (Windows-1251)",
    "koi8_r": "Cyrillic (KOI8-R)",
    "cp866": "Cyrillic (DOS 866)",
    "cp1253": "Greek (Windows-1253)",
    "cp1254": "Turkish (Windows-1254)",
    "cp1255": "Hebrew (Windows-1255)",
    "cp1256": "Arabic (Windows-1256)",
    "cp932": "Japanese (Shift-JIS)",
    "euc_jp": "Japanese (EUC-JP)",
    "gb18030": "Chinese (GB 18030)",
    "big5": "Chinese (Big5)",
    "cp949": "Korean (EUC-KR)",
    "utf-16-le": "UTF-16, little-endian",
    "utf-16-be": "UTF-16, big-endian",
}
QUOTES = {'"': 'Double ( " )', "'": "Single ( ' )", "": "None: fields are never quoted"}
ESCAPES = {
    Escape.DOUBLED: 'Written twice ( "" )',
    Escape.BACKSLASH: 'Behind a backslash ( \\" )',
}
LINE_ENDINGS = {
    LineEnding.LF: "LF or CRLF",
    LineEnding.CRLF: "CRLF, as Windows writes it",
    LineEnding.CR: "CR, as old Macs wrote it",
    LineEnding.CRCRLF: "CR CR LF, doubled by mistake",
}
SHORT_ROWS = {
    ShortRows.REJECT: "Reject them, and say how many",
    ShortRows.FILL: "Take the missing fields as empty",
}

_BY_CODEC = {codecs.lookup(codec).name: name for codec, name in ENCODINGS.items()}
_PLURALS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "vertical bars", " ": "blanks"}
_PACKED = {Compression.ZSTD: "Zstandard", Compression.ZIP: "ZIP"}


def encoding_name(codec: str) -> str:
    """What people call a codec, by whichever of its names."""
    try:
        name = codecs.lookup(codec).name
    except LookupError:
        return codec.upper()
    return _BY_CODEC.get(name, name.upper())


def described(dialect: Dialect) -> str:
    """How a file is written, in a line: UTF-16, semicolons, header in line 3, gzip."""
    text = ", ".join(_parts(dialect))
    return text[0].upper() + text[1:]


def _parts(dialect: Dialect) -> Iterator[str]:
    yield encoding_name(dialect.encoding)
    yield _PLURALS.get(dialect.separator, f"“{dialect.separator}” between fields")
    if dialect.quote == "":
        yield "no quotation marks"
    elif dialect.quote == "'":
        yield "single quotation marks"
    if dialect.escape is Escape.BACKSLASH:
        yield "backslashes before quotation marks"
    if dialect.line_ending is LineEnding.CR:
        yield "old Mac line ends"
    elif dialect.line_ending is LineEnding.CRCRLF:
        yield "doubled carriage returns"
    line = dialect.skipped_lines + 1
    if dialect.has_header:
        yield f"header in line {line}"
    else:
        yield "no header" if line == 1 else f"no header, rows from line {line}"
    if dialect.short_rows is ShortRows.FILL:
        yield "missing fields taken as empty"
    if dialect.compression is not Compression.NONE:
        yield _PACKED.get(dialect.compression, dialect.compression.value)
