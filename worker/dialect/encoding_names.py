"""Encodings as people know them."""

from __future__ import annotations

import codecs

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

_BY_CODEC = {codecs.lookup(codec).name: name for codec, name in ENCODINGS.items()}


def encoding_name(codec: str) -> str:
    """What people call a codec, by whichever of its names."""
    try:
        name = codecs.lookup(codec).name
    except LookupError:
        return codec.upper()
    return _BY_CODEC.get(name, name.upper())
