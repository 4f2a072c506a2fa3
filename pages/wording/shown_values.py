"""Values of a file, shown: short, on one line, and with a stand-in where something is that cannot be seen."""

from __future__ import annotations

import re

from pages.wording.formats import shortened
from worker.text.unseen import UNSEEN

_STAND_IN = "\N{REPLACEMENT CHARACTER}"
_MARK = r"[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff]"
_MANY_MARKS = re.compile(f"({_MARK}{{4}}){_MARK}+")


def shown(value: str, characters: int) -> str:
    """At most so many characters of a value, the middle left out, and few accents upon each other."""
    return shortened(_MANY_MARKS.sub(r"\1", cleaned(" ".join(value.split()))), characters)


def cleaned(value: str) -> str:
    """The value with a stand-in for each character that is not seen but does something; its lines stay."""
    return UNSEEN.sub(lambda found: found[0] if found[0] == "\r" else _STAND_IN, value)
