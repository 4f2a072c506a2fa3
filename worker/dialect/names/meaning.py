"""What a column's name says: whether it is the email's or the country's, and how plainly.

A name is a noun with words around it. The words say whether it is the customer's own ("customer email"), one
of several ("billing country") or something else altogether ("email opt-in", "country of birth"). Words are
taken whole: what is written together is only cut where every piece of it is a word we know, and nothing is
put together from two words, so that no "state" is made of "stat" and "e", no "donation" of "do" and "nation".
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache

from worker.dialect.names import country_words, email_words
from worker.dialect.names import vocabulary as words
from worker.dialect.names.compounds import Compounds
from worker.dialect.names.name_words import words_of_name
from worker.dialect.names.word_lists import Phrase
from worker.text.sentences import say

_LONGEST_NAME = 100
_LONGEST_PHRASE = 6
_UNKNOWN_COST = 100


class Rank(IntEnum):
    """How plainly a name says it; less is plainer.

    UNKNOWN: with words that may mean anything. WEAK: by a word that means it in some files only.
    """

    NOUN = 1
    FORM = 2
    SELF = 3
    NEAR = 4
    FAR = 5
    UNKNOWN = 6
    WEAK = 7


class _Role(IntEnum):
    """What a word does in a name: those that a rank has, and others."""

    NOUN = Rank.NOUN
    FORM = Rank.FORM
    SELF = Rank.SELF
    NEAR = Rank.NEAR
    FAR = Rank.FAR
    UNKNOWN = Rank.UNKNOWN
    WEAK = Rank.WEAK
    AREA = 8
    PART = 9
    THING = 10
    SOMEONE_ELSE = 11
    DISTANT = 12


_RANKED = frozenset({_Role.NOUN, _Role.FORM, _Role.SELF, _Role.NEAR, _Role.FAR, _Role.UNKNOWN})
_FORMS = frozenset({_Role.FORM, _Role.AREA})
_OWNERS = frozenset({_Role.SELF, _Role.NEAR, _Role.FAR, _Role.DISTANT, _Role.UNKNOWN})


@dataclass(frozen=True, slots=True)
class Meaning:
    """What the words of a name say.

    Attributes:
        roles: what they do.
        owner: those that say whose it is, or which of several; columns of equal owners are one thing that is
            written in several ways.
        form: those that say how it is written.
    """

    roles: frozenset[_Role]
    owner: frozenset[str]
    form: frozenset[str]


_Piece = tuple[Phrase, _Role]


@dataclass(frozen=True)
class Wanted:
    """A column to find by its name.

    Attributes:
        noun: what it is called in sentences.
        roles: what each known word or phrase does in its names.
        compounds: how words are written together in them.
    """

    noun: str
    roles: Mapping[Phrase, _Role]
    compounds: Compounds

    def rank(self, name: str) -> Rank | None:
        """How plainly a name says that the column is this one; None when it does not."""
        roles = _meaning(self.noun, name).roles
        if not roles & {_Role.NOUN, _Role.WEAK} or roles & {_Role.THING, _Role.SOMEONE_ELSE}:
            return None
        is_plain = _Role.NOUN in roles
        if _Role.PART in roles:
            return Rank.UNKNOWN if is_plain else None
        if not is_plain:
            return Rank.WEAK
        rank = Rank(max(roles & _RANKED))
        return max(rank, Rank.FAR) if _Role.DISTANT in roles else rank

    def is_distant(self, name: str) -> bool:
        """Whether a name may be that of another one than the customer's own."""
        return self.rank(name) == Rank.UNKNOWN or _Role.DISTANT in _meaning(self.noun, name).roles

    def is_plain(self, name: str) -> bool:
        """Whether a name says surely that the column is this one, or one of several."""
        rank = self.rank(name)
        return rank is not None and rank < Rank.UNKNOWN

    def nouns(self) -> frozenset[str]:
        """Without one of these, its blanks left out, no name says plainly that the column is this one."""
        return frozenset("".join(phrase) for phrase, role in self.roles.items() if role == _Role.NOUN)

    def rules_out(self, name: str) -> bool:
        """Whether a name says that the column is another one: somebody else's, or a part of an address."""
        roles = _meaning(self.noun, name).roles
        return self.rank(name) is None and not roles.isdisjoint({_Role.PART, _Role.SOMEONE_ELSE})

    def form(self, name: str) -> frozenset[str]:
        """The words of a name that say how it is written."""
        return _meaning(self.noun, name).form

    def is_part(self, name: str) -> bool:
        """Whether a name is that of a part of an address: a city, a state."""
        return self.rank(name) is None and _Role.PART in _meaning(self.noun, name).roles

    def owner(self, name: str) -> frozenset[str]:
        """The words of a name that say whose it is, or which of several."""
        return _meaning(self.noun, name).owner

    def understand(self, name: str) -> Meaning:
        """What a name says, not remembered."""
        pieces = self._cut(words_of_name(name)) if len(name) <= _LONGEST_NAME else ()
        roles = frozenset(role for _, role in pieces)
        owner = frozenset(" ".join(words) for words, role in pieces if role in _OWNERS)
        return Meaning(roles, owner, frozenset(" ".join(words) for words, role in pieces if role in _FORMS))

    def _cut(self, name: Phrase) -> tuple[_Piece, ...]:
        """The fewest known phrases that a name consists of."""
        best: list[tuple[int, tuple[_Piece, ...]]] = [(0, ())]
        for end in range(1, len(name) + 1):
            ways = []
            for start in range(max(0, end - _LONGEST_PHRASE), end):
                cost, before = best[start]
                phrase = name[start:end]
                if phrase in self.roles:
                    ways.append((cost + 1, (*before, (phrase, self.roles[phrase]))))
                elif len(phrase) == 1:
                    more, pieces = self._apart(phrase[0])
                    ways.append((cost + more, (*before, *pieces)))
            best.append(min(ways, key=lambda way: way[0]))
        return best[-1][1]

    def _apart(self, word: str) -> tuple[int, list[_Piece]]:
        """The pieces of a word that is not known as a whole, and what it costs to take it for these."""
        pieces = self.compounds.cut(word)
        if not pieces:
            return _UNKNOWN_COST, [((word,), _Role.UNKNOWN)]
        return len(pieces) + 1, [((piece,), self.roles.get((piece,), _Role.UNKNOWN)) for piece in pieces]


def _wanted(
    noun: str,
    known: Iterable[tuple[Iterable[Phrase], _Role]],
    *,
    heads: frozenset[str],
    short_heads: frozenset[str] = frozenset(),
    companions: frozenset[str] = frozenset(),
    last: tuple[str, ...] = (),
) -> Wanted:
    """A column to find; of a phrase that stands in several lists the first says what it does."""
    roles: dict[Phrase, _Role] = {}
    shared = (
        (words.FORM_WORDS, _Role.FORM),
        (words.SELF_WORDS, _Role.SELF),
        (words.NEAR_ROLES, _Role.NEAR),
        (words.FAR_ROLES, _Role.FAR),
        (words.OTHER_PEOPLE, _Role.SOMEONE_ELSE),
        (words.PAST, _Role.SOMEONE_ELSE),
        (words.OTHER_THINGS, _Role.THING),
    )
    for phrases, role in (*known, *shared):
        for phrase in phrases:
            roles.setdefault(phrase, role)
            joined = "".join(phrase)
            if len(phrase) > 1 and not joined[-1].isdigit():
                roles.setdefault((joined,), role)
    single = frozenset(phrase[0] for phrase in roles if len(phrase) == 1)
    return Wanted(noun, roles, Compounds(single | companions, heads, short_heads, companions, last))


EMAIL = _wanted(
    say("email"),
    (
        (email_words.NOUNS, _Role.NOUN),
        (email_words.OTHERS, _Role.THING),
        (email_words.FORM, _Role.FORM),
        (email_words.DISTANT, _Role.DISTANT),
        (words.SENDERS, _Role.DISTANT),  # of money a customer is
    ),
    heads=email_words.JOINED,
    last=email_words.LAST,
)
COUNTRY = _wanted(
    say("country"),
    (
        (country_words.NOUNS, _Role.NOUN),
        (country_words.WEAK, _Role.WEAK),
        (country_words.OTHERS, _Role.SOMEONE_ELSE),
        (words.SENDERS, _Role.SOMEONE_ELSE),
        (country_words.DISTANT, _Role.DISTANT),
        (country_words.AREAS, _Role.AREA),
        (country_words.FORM, _Role.FORM),
        (country_words.NEAR, _Role.NEAR),
        (words.FORM_WORDS, _Role.FORM),
        (country_words.PARTS, _Role.PART),
    ),
    heads=country_words.JOINED | country_words.JOINED_PARTS,
    short_heads=country_words.SHORT_JOINED,
    companions=country_words.COMPANIONS,
)
_BY_NOUN = {wanted.noun: wanted for wanted in (EMAIL, COUNTRY)}


@lru_cache(maxsize=4096)
def _meaning(noun: str, name: str) -> Meaning:
    return _BY_NOUN[noun].understand(name)
