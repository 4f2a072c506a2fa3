"""Encodings as people know them."""

from __future__ import annotations

import codecs

ENCODINGS = {
    "utf-8": "UTF-8",
    "cp1252": "Western European (Windows-1252)",
    "iso8859-15": "Western European (Latin-9)",
    "mac-roman": "Western European (Mac)",
    "cp850": "Western European (DOS 850)",
    "cp1250": "Central European (Windows-1250)",
    "iso8859-2": "Central European (Latin-2)",
    "cp852": "Central European (DOS 852)",
    "mac-latin2": "Central European (Mac)",
    "cp1257": "Baltic (Windows-1257)",
    "cp1251": "Cyrillic (Windows-1251)",
    "iso8859-5": "Cyrillic (ISO 8859-5)",
    "koi8-r": "Cyrillic (KOI8-R)",
    "koi8-u": "Cyrillic (KOI8-U)",
    "cp866": "Cyrillic (DOS 866)",
    "mac-cyrillic": "Cyrillic (Mac)",
    "cp1253": "Greek (Windows-1253)",
    "cp1254": "Turkish (Windows-1254)",
    "cp1255": "Hebrew (Windows-1255)",
    "cp1256": "Arabic (Windows-1256)",
    "cp932": "Japanese (Shift-JIS)",
    "euc_jp": "Japanese (EUC-JP)",
    "gb18030": "Chinese (GB 18030)",
    "big5": "Chinese (Big5)",
    "cp949": "Korean (EUC-KR)",
    "cp874": "Thai (Windows-874)",
    "utf-16-le": "UTF-16, little-endian",
    "utf-16-be": "UTF-16, big-endian",
    "iso2022_jp": "Japanese (ISO-2022-JP)",
    "iso2022_kr": "Korean (ISO-2022-KR)",
    "hz": "Chinese (HZ)",
    "cp037": "EBCDIC (IBM 037)",
    "cp273": "EBCDIC (IBM 273, German)",
    "cp500": "EBCDIC (IBM 500)",
    "cp1026": "EBCDIC (IBM 1026, Turkish)",
}
"""Those that a person may choose, by Python's own name of their codec."""


def encoding_name(codec: str) -> str:
    """What people call a codec, by whichever of its names."""
    try:
        name = codecs.lookup(codec).name
    except LookupError:
        return codec.upper()
    return ENCODINGS.get(name, name.upper())
