"""Undo what a program does to text in UTF-8 that it takes for Windows-1252 and saves so: "EspaÃ±a"."""

from __future__ import annotations


def mended(text: str) -> str | None:
    """The text as it was before; None where that is not what happened to it."""
    if text.isascii():
        return None
    try:
        return b"".join(map(_byte, text)).decode()
    except UnicodeError:
        return None


def _byte(letter: str) -> bytes:
    """What was read as this letter; what means nothing in Windows-1252 is read as Latin-1."""
    try:
        return letter.encode("cp1252")
    except UnicodeEncodeError:
        return letter.encode("latin-1")
