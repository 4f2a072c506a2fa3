"""Column names in sentences: short, printable, and never a customer's data."""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce

from worker.text.sentences import say

_NAMES_SHOWN = 30
_MOST_LISTED = 5
_NAME_LENGTH_SHOWN = 40


def list_names(columns: Sequence[str]) -> str:
    """The names of a file's columns."""
    shown = [quoted(name) for name in columns[:_NAMES_SHOWN]]
    rest = len(columns) - _NAMES_SHOWN
    return say("{names} and {rest} more", names=shown, rest=rest) if rest > 0 else say("{names}", names=shown)


def place(columns: Sequence[str], index: int) -> str:
    """One column's name and number."""
    number = say("column {number}", number=index + 1)
    if columns[index] == number.capitalize():
        return number
    return say("{name} (column {number})", name=quoted(columns[index]), number=index + 1)


def list_places(columns: Sequence[str], indexes: Sequence[int]) -> str:
    """The names and numbers of some columns, for a sentence."""
    return listed([place(columns, index) for index in indexes])


def listed(names: Sequence[str]) -> str:
    """Some names as a sentence has them, the first of many."""
    *first, last = names[:_MOST_LISTED]
    return say("{names} and {last}", names=first, last=last) if first else last


def all_of(names: Sequence[str]) -> str:
    """Some names as a sentence has them, with "and" between them."""
    return reduce(lambda said, name: say("{names} and {last}", names=said, last=name), names)


def joined(columns: Sequence[str], indexes: Sequence[int]) -> str:
    """The names of some columns, as they stand in the file; with its number where a name repeats."""
    names = [columns[index] for index in indexes]
    return ", ".join(
        name if name not in names[:at] else f"{name} (column {index + 1})"
        for at, (index, name) in enumerate(zip(indexes, names, strict=True))
    )


def quoted(name: str) -> str:
    """A name in quotation marks; what may be an email is not repeated."""
    if "@" in name:
        return say("“{name}”", name="…")
    printable = "".join(letter if letter.isprintable() else " " for letter in name)
    cut = f"{printable[:_NAME_LENGTH_SHOWN]}…" if len(printable) > _NAME_LENGTH_SHOWN else printable
    return say("“{name}”", name=cut)
