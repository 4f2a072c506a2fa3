"""Groups of columns in the line above a header: “Hotel,,Guest,” above “Email,Country,Email,Country”."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from worker.dialect.names.meaning import COUNTRY, EMAIL
from worker.dialect.names.name_words import words_of_name
from worker.dialect.names.owner_words import names_owner, names_thing, without_filling

_LONGEST_LABEL = 60


def with_groups(columns: tuple[str, ...], above: Sequence[str]) -> tuple[str, ...]:
    """The columns' names, each behind that of its group where emails or countries are told apart by groups.

    Args:
        columns: the header's names.
        above: the cells of the line above it.
    """
    labels = _spread(above, len(columns))
    if not _are_groups(labels, above) or not (_tell_apart(columns, labels) or _are_owners(labels)):
        return columns
    named = zip(labels, columns, strict=True)
    searched = {label for label, name in named if EMAIL.rank(name) or COUNTRY.rank(name)}
    if len(searched) < 2:  # noqa: PLR2004
        return columns
    return tuple(
        f"{without_filling(label)} {name}".strip() if name else ""
        for label, name in zip(labels, columns, strict=True)
    )


def _spread(above: Sequence[str], width: int) -> list[str]:
    """The label of each column: that of a group stands above its first one, or above all of them."""
    labels: list[str] = []
    for index in range(width):
        cell = above[index].strip() if index < len(above) else ""
        labels.append(cell or (labels[-1] if labels else ""))
    return labels


def _are_groups(labels: Sequence[str], above: Sequence[str]) -> bool:
    """Whether labels stand for several columns each, or are of owners: no title, no “Exported by, Ada”."""
    if len(set(labels)) < 2 or any(cell.strip() for cell in above[len(labels) :]):  # noqa: PLR2004
        return False
    if any("@" in label or len(label) > _LONGEST_LABEL for label in labels):
        return False
    return any(one == other != labels[-1] for one, other in pairwise(labels)) or _are_owners(labels)


def _are_owners(labels: Sequence[str]) -> bool:
    """Whether all are owners, and some of them things: columns of different ones do not belong together."""
    known = {label for label in labels if label}
    return len(known) > 1 and all(map(names_owner, known)) and any(map(names_thing, known))


def _tell_apart(columns: Sequence[str], labels: Sequence[str]) -> bool:
    """Whether columns of the same name are in different groups."""
    found: dict[tuple[str, ...], str] = {}
    for name, label in zip(columns, labels, strict=True):
        words = tuple(word for word in words_of_name(name) if not word.isdigit())
        if words and found.setdefault(words, label) != label:
            return True
    return False
