"""What a certain field looks like, in one way of separating and quoting fields.

A quoted field is quoted from end to end but for blanks around it. A field that does not begin with a
quotation mark may hold an even number of them.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from worker.dialect.model import Escape

_BLANKS = " \t"
_NOTHING = "(?!)"


class FieldPatterns(NamedTuple):
    """Patterns with possessive repetitions, for Python's engine tries all others.

    Attributes:
        opened: a quoted field up to the mark that closes it.
        spaced: a whole one, perhaps with blanks around.
        field: a certain field, quoted or not.
    """

    opened: str
    spaced: str
    field: str


def field_patterns(
    separator: str, quote: str, escape: Escape = Escape.DOUBLED, *, without: str = ""
) -> FieldPatterns:
    """The patterns of one field.

    Args:
        separator: between fields.
        quote: the quotation mark; empty where fields are never quoted.
        escape: how such a mark is written inside a quoted field.
        without: what is in no field, as in a class of characters.
    """
    between, mark, blanks = re.escape(separator), re.escape(quote), blanks_of(separator)
    plain = rf"[^{mark}{between}\r\n{without}]"
    if not quote:
        return FieldPatterns(_NOTHING, _NOTHING, f"{plain}*+")
    if escape is Escape.BACKSLASH:
        inner, escaped = rf"[^{mark}\\{without}]*+", rf"(?:\\.|{mark}{mark})"
    else:
        inner, escaped = f"[^{mark}{without}]*+", f"{mark}{mark}"
    opened = f"{mark}{inner}(?:{escaped}{inner})*+"
    spaced = rf"[{blanks}]*+{opened}{mark}[{blanks}]*+(?=[{between}\r\n]|\Z)"
    pairs = f"(?:{mark}{plain}*+{mark}{plain}*+)*+"
    return FieldPatterns(opened, spaced, f"(?>{spaced}|{plain}++{pairs}|{opened}{mark}|)")


def blanks_of(separator: str) -> str:
    """The blanks that do not separate fields."""
    return _BLANKS.replace(separator, "")
