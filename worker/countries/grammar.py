"""What a country's name may be written with: an article, and the form of its state."""

# ruff: noqa: SIM905 - lists of words

from __future__ import annotations

import re
from collections.abc import Iterator

from worker.countries.squeezing import join, words_of

_ARTICLE = re.compile(
    r"(?:the|die|der|das|la|le|les|el|los|las|il|lo|gli|os|as) +(?=\w)|l['\u2019] *(?=\w)", re.IGNORECASE
)
_FORMS = frozenset(
    """
    republic rep republique republik republica repubblica republiek republika republiken republikken
    kingdom royaume konigreich reino regno koninkrijk commonwealth
    principality principaute furstentum principado principato sultanate sultanat sultanato
    """.split()
)
_KINDS = frozenset(
    """
    fed federal federale islamic islamique arab arabe united unie cooperative bolivarian bolivarienne oriental
    orientale eastern hashemite hachemite plurinational plurinationale independent unitary
    """.split()
)
_JOINTS = frozenset(
    "the of der von la le les l de du des d el los las del il lo della os as do da dos het".split()
)
"""What joins a form to its name: Republic of, République d'."""
_BEFORE_NAMES = _FORMS | _KINDS | _JOINTS


def cores(name: str) -> Iterator[tuple[str, bool]]:
    """The squeezed names that a name may stand for, its own first.

    Returns:
        Each with whether a republic is left out of it.
    """
    words = words_of(name)
    yield join(words), False
    if article := _ARTICLE.match(name):
        words = words_of(name[article.end() :])
        yield join(words), False
    rest = words
    while rest and rest[0] in _BEFORE_NAMES:
        rest = rest[1:]
    left_out = words[: len(words) - len(rest)]
    if rest and left_out and left_out[0] not in _JOINTS and _FORMS.intersection(left_out):
        yield join(rest), any(word.startswith("rep") for word in left_out)
