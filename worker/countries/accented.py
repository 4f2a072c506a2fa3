"""Names of countries as Western Europe spells them, with their accents: they tell a text's encoding."""

from __future__ import annotations

from functools import cache
from pathlib import Path

ACCENTED = Path(__file__).with_name("accented.txt")


@cache
def accented_names() -> frozenset[str]:
    """The names that have letters beyond ASCII, in lower case, as Windows-1252 can write them."""
    return frozenset(ACCENTED.read_text(encoding="utf-8").splitlines())
