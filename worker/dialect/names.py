"""What a column's name says: whether it is the email's or the country's, and how plainly.

A name is a noun with words around it. The words say whether it is the customer's own ("customer email"), one
of several ("billing country") or something else altogether ("email opt-in"). Case, accents, spaces and
punctuation mean nothing.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import IntEnum
from functools import cached_property, lru_cache

from worker.dialect import vocabulary as words

_LONGEST_NAME = 60
_UNKNOWN_LETTER_COST = 100
_PLAIN_LETTERS = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "\N{LATIN SMALL LETTER DOTLESS I}": "i", "æ": "ae", "œ": "oe"}
)
_WORD_BOUNDARY = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")


class Rank(IntEnum):
    """How plainly a name says it; less is plainer."""

    NOUN = 1
    FORM = 2
    SELF = 3
    NEAR = 4
    FAR = 5
    UNKNOWN = 6
    OTHER = 9


@dataclass(frozen=True)
class Wanted:
    """A column to find by its name.

    Attributes:
        noun: what it is called in sentences.
        ranks: what each known word makes of a name.
        weak: whole names that may mean it.
        glued: nouns that may end an unknown word.
    """

    noun: str
    nouns: frozenset[str]
    ranks: dict[str, Rank]
    weak: frozenset[str]
    glued: tuple[str, ...]

    @cached_property
    def _any_noun(self) -> re.Pattern[str]:
        return re.compile("|".join(map(re.escape, sorted(self.nouns, key=len, reverse=True))))

    def rank(self, name: str) -> Rank | None:
        """How plainly a name says that the column is this one; None when it does not."""
        if len(name) > _LONGEST_NAME:
            return None
        return _rank(self.noun, name)

    def rank_anew(self, name: str) -> Rank | None:
        """The same, not remembered."""
        parts = list(_parts(name))
        squeezed = "".join(parts)
        if squeezed in self.weak:
            return Rank.UNKNOWN
        if not self._any_noun.search(squeezed):
            return None
        pieces = self._cut(squeezed, parts)
        if sum(piece in self.nouns for piece in pieces) == 0:
            return None
        rank = max(self.ranks.get(piece, Rank.UNKNOWN) for piece in pieces)
        return None if rank == Rank.OTHER else rank

    def _cut(self, squeezed: str, parts: list[str]) -> list[str]:
        """Cut a name into the fewest known words; unknown ones begin and end where its own words do."""
        ends = {0}
        for part in parts:
            ends.add(max(ends) + len(part))
        best: list[tuple[int, list[str]] | None] = [(0, []), *([None] * len(squeezed))]
        for start in range(len(squeezed)):
            reached = best[start]
            if reached is None:
                continue
            for end in range(start + 1, len(squeezed) + 1):
                piece = squeezed[start:end]
                if piece in self.ranks:
                    cost = 1
                elif start in ends and (end in ends or squeezed.startswith(self.glued, end)):
                    cost = _UNKNOWN_LETTER_COST * (end - start)
                else:
                    continue
                known = best[end]
                if known is None or reached[0] + cost < known[0]:
                    best[end] = (reached[0] + cost, [*reached[1], piece])
        last = best[-1]
        return last[1] if last else [squeezed]


def squeeze(name: str) -> str:
    """A name without case, accents, spaces and punctuation."""
    return "".join(_parts(name))


def _parts(name: str) -> Iterator[str]:
    for word in _WORD_BOUNDARY.sub(" ", name).split():
        folded = unicodedata.normalize("NFKD", word.casefold().translate(_PLAIN_LETTERS))
        plain = "".join(
            letter if letter.isalnum() else " " for letter in folded if not unicodedata.combining(letter)
        )
        yield from plain.split()


def _wanted(
    noun: str,
    *,
    nouns: Iterable[str],
    form: Iterable[str],
    others: Iterable[str],
    special: Iterable[str] = (),
    weak: Iterable[str] = (),
    glued: tuple[str, ...] = (),
) -> Wanted:
    ranks: dict[str, Rank] = {}
    known = (
        (nouns, Rank.NOUN),
        (special, Rank.FORM),
        (others, Rank.OTHER),
        (form, Rank.FORM),
        (words.FORM_WORDS, Rank.FORM),
        (words.SELF_WORDS, Rank.SELF),
        (words.NEAR_ROLES, Rank.NEAR),
        (words.FAR_ROLES, Rank.FAR),
        (words.OTHER_THINGS, Rank.OTHER),
    )
    for of_rank, rank in known:
        for word in of_rank:
            ranks.setdefault(squeeze(word), rank)
    nouns_squeezed = frozenset(squeeze(word) for word in (*nouns, *special))
    return Wanted(noun, nouns_squeezed, ranks, frozenset(weak), glued)


EMAIL = _wanted(
    "email",
    nouns=words.EMAIL_NOUNS,
    form=words.EMAIL_FORM_WORDS,
    others=words.NOT_EMAIL,
    glued=("email", "courriel", "correo"),
)
COUNTRY = _wanted(
    "country",
    nouns=words.COUNTRY_NOUNS,
    form=words.COUNTRY_FORM_WORDS,
    others=words.NOT_COUNTRY,
    special=words.SPECIAL_COUNTRY_NAMES,
    weak=words.WEAK_COUNTRY_NAMES,
    glued=("country",),
)
_BY_NOUN = {wanted.noun: wanted for wanted in (EMAIL, COUNTRY)}


@lru_cache(maxsize=4096)
def _rank(noun: str, name: str) -> Rank | None:
    return _BY_NOUN[noun].rank_anew(name)
