"""Encodings as people know them."""

from __future__ import annotations

import codecs

from worker.text.sentences import say

ENCODINGS = {
    "utf-8": "UTF-8",
    "cp1252": say("Western European (Windows-1252)"),
    "iso8859-15": say("Western European (Latin-9)"),
    "mac-roman": say("Western European (Mac)"),
    "cp850": say("Western European (DOS 850)"),
    "cp1250": say("Central European (Windows-1250)"),
    "iso8859-2": say("Central European (Latin-2)"),
    "cp852": say("Central European (DOS 852)"),
    "mac-latin2": say("Central European (Mac)"),
    "cp1257": say("Baltic (Windows-1257)"),
    "cp1251": say("Cyrillic (Windows-1251)"),
    "iso8859-5": say("Cyrillic (ISO 8859-5)"),
    "koi8-r": say("Cyrillic (KOI8-R)"),
    "koi8-u": say("Cyrillic (KOI8-U)"),
    "cp866": say("Cyrillic (DOS 866)"),
    "mac-cyrillic": say("Cyrillic (Mac)"),
    "cp1253": say("Greek (Windows-1253)"),
    "cp1254": say("Turkish (Windows-1254)"),
    "cp1255": say("Hebrew (Windows-1255)"),
    "cp1256": say("Arabic (Windows-1256)"),
    "cp932": say("Japanese (Shift-JIS)"),
    "euc_jp": say("Japanese (EUC-JP)"),
    "gb18030": say("Chinese (GB 18030)"),
    "big5": say("Chinese (Big5)"),
    "cp949": say("Korean (EUC-KR)"),
    "cp874": say("Thai (Windows-874)"),
    "utf-16-le": say("UTF-16, little-endian"),
    "utf-16-be": say("UTF-16, big-endian"),
    "iso2022_jp": say("Japanese (ISO-2022-JP)"),
    "iso2022_kr": say("Korean (ISO-2022-KR)"),
    "hz": say("Chinese (HZ)"),
    "cp037": say("EBCDIC (IBM 037)"),
    "cp273": say("EBCDIC (IBM 273, German)"),
    "cp500": say("EBCDIC (IBM 500)"),
    "cp1026": say("EBCDIC (IBM 1026, Turkish)"),
}
"""Those that a person may choose, by Python's own name of their codec."""


def encoding_name(codec: str) -> str:
    """What people call a codec, by whichever of its names."""
    try:
        name = codecs.lookup(codec).name
    except LookupError:
        return codec.upper()
    return ENCODINGS.get(name, name.upper())
