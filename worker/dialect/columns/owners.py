"""Find the country that belongs to the email, and the email that is the customer's own.

The country of an email is the one with the owner's words of the email's name ("Guest Email", "Guest
Country"), whatever the plainest name is: a bare "Country" beside it may be the hotel's. A bare email has the
bare country, unless another one is named for a person, or the bare one stands behind the name of a thing.
Where that is not certain, a person decides.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from worker.countries import country_code
from worker.dialect.columns.choice import Choice
from worker.dialect.columns.filling import with_filling
from worker.dialect.columns.searches import COUNTRY_SEARCH, EMAIL_SEARCH, Search
from worker.dialect.model import Doubt
from worker.dialect.names.meaning import Rank
from worker.dialect.names.name_words import words_of_name
from worker.dialect.names.owner_words import (
    ACCOUNTS,
    GROUPS,
    HOME,
    PEOPLE,
    is_of_address,
    names_thing,
    owner_words_in,
)
from worker.dialect.phrases import all_of, place
from worker.dialect.values.content import Content
from worker.text.sentences import say

_SAME = 0.95
_TWINS = 0.8
"""A country's name and its code may differ in some rows, by slips."""
_AS_MUCH = 0.9
_SHORTEST_STEM = 4
_LONGEST_ENDING = 3


@dataclass(frozen=True, slots=True)
class Owners:
    """A table's columns, to tell whose each of them is.

    Attributes:
        columns: their names, with those of their groups.
        contents: what they hold.
        cells: their values in the sample.
    """

    columns: Sequence[str]
    contents: Sequence[Content]
    cells: Sequence[Sequence[str]]

    def own_email(self, email: Choice) -> Choice:
        """The email column, or a question where a bare name may be that of a firm, a hotel, a family."""
        if email.index is None or email.doubt or not self._is_bare(EMAIL_SEARCH, email.index):
            return email
        if self._words(EMAIL_SEARCH, email.index):
            return email
        bare = self.contents[email.index]
        of_thing = self._is_behind_thing(EMAIL_SEARCH, email.index)
        for index in self._others(EMAIL_SEARCH, email.index):
            own = self.contents[index]
            of_person = self._words(EMAIL_SEARCH, index) & PEOPLE - ACCOUNTS
            if not of_person or self._rank(EMAIL_SEARCH, index) > Rank.SELF:
                continue
            is_less = own.fullness < _AS_MUCH * bare.fullness or own.different < _AS_MUCH * bare.different
            if is_less or self._same(EMAIL_SEARCH, email.index, index) >= _SAME:
                continue
            is_finer = bare.different < _AS_MUCH * own.different
            proposed = index if is_finer or of_thing else email.index
            return self._asked(EMAIL_SEARCH, proposed, (email.index, index))
        return email

    def country_of(self, email: Choice, country: Choice) -> Choice:
        """The country column that belongs to the email, or a question which one does."""
        if email.index is None or country.index is None:
            return country
        whose = self._words(EMAIL_SEARCH, email.index)
        is_far = self._rank(EMAIL_SEARCH, email.index) == Rank.FAR
        of_thing = self._is_behind_thing(COUNTRY_SEARCH, country.index)
        fits = {
            index: fit
            for index in self._others(COUNTRY_SEARCH, country.index, may_be_empty=of_thing)
            if is_far or self._rank(COUNTRY_SEARCH, index) != Rank.FAR
            if (fit := _fit(whose, self._words(COUNTRY_SEARCH, index)))
        }
        best = max(fits.values(), default=0.0)
        if best > _fit(whose, self._words(COUNTRY_SEARCH, country.index)):
            owned = min((index for index in fits if fits[index] == best), key=self._plainness)
            is_sure = best == 1 and not email.doubt and not whose.isdisjoint(PEOPLE)
            return self._of_owner(country, country.index, owned, is_sure=is_sure)
        if country.doubt:
            nearest = self._nearest(email.index, country.index)
            return country if nearest == country.index else Choice(nearest, country.doubt)
        return self._beside(email.index, country.index) or country

    def _of_owner(self, country: Choice, other: int, owned: int, *, is_sure: bool) -> Choice:
        """The column that bears the email's owner's words, or a question about it and another one."""
        own, others = self.contents[owned], self.contents[other]
        is_full = own.fullness >= _AS_MUCH * others.fullness
        if is_sure and is_full and self._rank(COUNTRY_SEARCH, owned) <= Rank.NEAR:
            return Choice(owned)
        is_sparse = COUNTRY_SEARCH.is_worse(own, others) and self._is_bare(COUNTRY_SEARCH, other)
        is_other = is_sparse and not self._is_behind_thing(COUNTRY_SEARCH, other)
        if country.doubt:
            return Choice(other if is_other else owned, country.doubt)
        return self._asked(COUNTRY_SEARCH, other if is_other else owned, (other, owned))

    def _nearest(self, email: int, country: int) -> int:
        """The nearest to the email of the country columns of one name."""
        name, content = words_of_name(self.columns[country]), self.contents[country]
        near = [
            index
            for index in self._others(COUNTRY_SEARCH, country)
            if words_of_name(self.columns[index]) == name
            and not COUNTRY_SEARCH.is_worse(self.contents[index], content)
        ]
        return min((country, *near), key=lambda index: abs(index - email))

    def _beside(self, email: int, bare: int) -> Choice | None:
        """A question where a bare country may be a thing's, or another one is named for a person."""
        if not self._is_bare(COUNTRY_SEARCH, bare) or self._words(COUNTRY_SEARCH, bare):
            return None
        of_thing = self._is_behind_thing(COUNTRY_SEARCH, bare)
        for index in sorted(self._others(COUNTRY_SEARCH, bare), key=self._plainness):
            words, rank = self._words(COUNTRY_SEARCH, index), self._rank(COUNTRY_SEARCH, index)
            of_person = rank <= Rank.NEAR and not words.isdisjoint(HOME | PEOPLE - ACCOUNTS)
            is_twin = rank <= Rank.FORM and not words
            is_worse = COUNTRY_SEARCH.is_worse(self.contents[index], self.contents[bare])
            if is_worse or not (is_twin or of_person or (of_thing and rank <= Rank.FAR)):
                continue
            if self._same(COUNTRY_SEARCH, bare, index) < (_TWINS if is_twin else _SAME):
                is_near = not of_thing and words.isdisjoint(HOME) and abs(bare - email) < abs(index - email)
                return self._asked(COUNTRY_SEARCH, bare if is_near or is_twin else index, (bare, index))
        return None

    def with_filling(self, search: Search, found: Choice, used: Choice) -> Choice:
        """A choice with others that have what its column lacks, none of which is a thing's or used."""
        filled = with_filling(search, found, self.columns, self.cells, used)
        others = tuple(
            index
            for index in filled.others
            if not (self._is_bare(search, index) and self._is_behind_thing(search, index))
        )
        return replace(filled, others=others) if others or not filled.others else found

    def _others(self, search: Search, chosen: int, *, may_be_empty: bool = False) -> Iterator[int]:
        """The other columns that are named for what is searched for, and hold it."""
        for index, name in enumerate(self.columns):
            content = self.contents[index]
            holds = search.agrees(content) or (may_be_empty and not content.filled)
            if index != chosen and holds and search.wanted.rank(name):
                yield index

    def _rank(self, search: Search, index: int) -> Rank:
        return search.wanted.rank(self.columns[index]) or Rank.WEAK

    def _is_bare(self, search: Search, index: int) -> bool:
        return self._rank(search, index) <= Rank.FORM

    def _plainness(self, index: int) -> tuple[Rank, int, int]:
        name = self.columns[index]
        return self._rank(COUNTRY_SEARCH, index), len(COUNTRY_SEARCH.wanted.form(name)), index

    def _words(self, search: Search, index: int) -> frozenset[str]:
        name = self.columns[index]
        return owner_words_in(search.wanted.owner(name), search.wanted.form(name))

    def _is_behind_thing(self, search: Search, index: int) -> bool:
        """Whether a column stands behind the name of a thing, with nothing but an address between them."""
        for before in reversed(range(index)):
            name = self.columns[before]
            is_country = search is EMAIL_SEARCH and self._is_bare(COUNTRY_SEARCH, before)
            if not (is_country or is_of_address(name) or COUNTRY_SEARCH.wanted.is_part(name)):
                return names_thing(name, GROUPS if search is EMAIL_SEARCH else frozenset())
        return False

    def _same(self, search: Search, one: int, other: int) -> float:
        """In what share of the rows in which both hold what can be read two columns hold the same."""
        pairs = list(self._pairs(one, other))
        if search is COUNTRY_SEARCH:
            codes = {value: country_code(value) for pair in set(pairs) for value in pair}
            pairs = [(codes[left] or "", codes[right] or "") for left, right in pairs]
            pairs = [pair for pair in pairs if all(pair)]
        return sum(left == right for left, right in pairs) / len(pairs) if pairs else 1.0

    def _pairs(self, one: int, other: int) -> Iterator[tuple[str, str]]:
        for left, right in zip(self.cells[one], self.cells[other], strict=True):
            if left.strip() and right.strip():
                yield left.strip().casefold(), right.strip().casefold()

    def _asked(self, search: Search, proposed: int, rivals: Sequence[int]) -> Choice:
        message = say(
            "Several columns could be the {noun} column: {columns}. Choose the customer's own.",
            noun=search.wanted.noun,
            columns=all_of([place(self.columns, index) for index in sorted({proposed, *rivals})]),
        )
        return Choice(proposed, Doubt(code=search.code, message=message))


def _fit(whose: frozenset[str], words: frozenset[str]) -> float:
    """How many of an email's owner's words a country's name has, in whatever form."""
    return sum(any(_is_alike(word, other) for other in words) for word in whose) / max(1, len(whose))


def _is_alike(word: str, other: str) -> bool:
    """Whether two words differ in their endings only: “guest” and “guests”, “клиент” and “клиента”."""
    if word == other:
        return True
    alike = 0
    while alike < min(len(word), len(other)) and word[alike] == other[alike]:
        alike += 1
    return alike >= _SHORTEST_STEM and max(len(word), len(other)) - alike <= _LONGEST_ENDING
