"""What the values of a column rather are than countries: states, languages, answers.

Codes of two letters mean something else in many lists. What tells is what the list would hold besides: values
that are no countries, and countries that few customers live in, without any of their neighbours.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from worker.countries import country_codes
from worker.dialect.values.codings import (
    ALL_CODES,
    AMERICAN,
    ANSWERS,
    CODINGS,
    LANGUAGES,
    STATES,
    STATES_AND_PROVINCES,
    Coding,
)
from worker.dialect.values.likelihood import surprising

_CODE = re.compile(r"[A-Z]{2,3}")
_MANY = 5
"""So many different countries are hardly all called like American states by chance."""
_LONGEST = 15
_NOTED, _AT_STAKE = 0.01, 0.005
_SURPRISE = 0.5
"""What a country that few customers live in weighs beside a value that is none."""
_FEWEST_UNKNOWN, _UNKNOWN = 3, 0.1
_UNKNOWN_CODES = "codes of something else"


@dataclass(frozen=True, slots=True)
class _Values:
    """A column's values.

    Attributes:
        shares: of each, in capitals, of all rows.
        countries: the codes of those that are countries.
        surprising: those of them that few customers live in.
    """

    shares: Mapping[str, float]
    countries: Mapping[str, str]
    surprising: frozenset[str]


def subdivisions_of(counts: Mapping[str, int]) -> str | None:
    """What the values of a column rather are than countries, in the plural; None for countries.

    Args:
        counts: the values and how often each comes up.
    """
    if all(len(value) > _LONGEST for value in counts):
        return None
    values = _values(counts)
    is_plain = not values.countries and ALL_CODES.isdisjoint(map(LANGUAGES.bare, values.shares))
    found = [] if is_plain else [each for each in CODINGS if _speaks_for(each, values)]
    if found:
        return max(
            found, key=lambda each: (_share(each, values), _score(each, values), -len(each.codes))
        ).name
    if len(counts) >= _MANY and values.shares.keys() <= STATES:
        return AMERICAN
    return _UNKNOWN_CODES if _are_unknown_codes(values) else None


def may_be_something_else(counts: Mapping[str, int]) -> bool:
    """Whether all values may be states of America, answers or, in small letters, languages.

    Where a column's name says nothing, they are not taken for countries.
    """
    values = [value.strip() for value in counts]
    letters = [value.upper() for value in values]
    return (
        (len(values) > 1 and STATES_AND_PROVINCES.issuperset(letters))
        or all(map(ANSWERS.holds, letters))
        or (all(value[:2].islower() for value in values) and all(map(LANGUAGES.holds, letters)))
    )


def _values(counts: Mapping[str, int]) -> _Values:
    known, total = country_codes(counts), sum(counts.values())
    shares: defaultdict[str, float] = defaultdict(float)
    countries = {}
    for value, count in counts.items():
        key = value.strip(" .").upper()
        shares[key] += count / total
        if value in known:
            countries[key] = known[value]
    noted = {value: code for value, code in countries.items() if shares[value] >= _NOTED}
    rare = surprising(noted.values())
    return _Values(shares, countries, frozenset(value for value, code in noted.items() if code in rare))


def _speaks_for(coding: Coding, values: _Values) -> bool:
    """Whether the values are rather of a coding, and some would be counted as countries."""
    members = [value for value in values.shares if coding.holds(value)]
    at_stake = sum(values.shares[value] for value in members if value in values.countries)
    if len(values.shares) == 1 or (at_stake < _AT_STAKE and 2 * _share(coding, values) <= 1):
        return False
    is_all = coding.is_closed and len(members) == len(values.shares)
    return is_all or _score(coding, values) >= coding.needed


def _share(coding: Coding, values: _Values) -> float:
    return sum(share for value, share in values.shares.items() if coding.holds(value))


def _score(coding: Coding, values: _Values) -> float:
    """How many values speak for a coding more than for countries."""
    score = 0.0
    for value, share in values.shares.items():
        weight = min(1.0, share / _NOTED)
        is_country = value in values.countries
        if not coding.tells(value):
            score -= weight * (is_country and not coding.holds(value))
        elif not is_country or value in values.surprising:
            score += weight * (_SURPRISE if is_country else 1)
    return score


def _are_unknown_codes(values: _Values) -> bool:
    """Whether many different codes are none of countries."""
    unknown = [
        value
        for value, share in values.shares.items()
        if share >= _NOTED and value not in values.countries and _CODE.fullmatch(value)
    ]
    share = sum(values.shares[value] for value in unknown)
    return len(unknown) >= _FEWEST_UNKNOWN and share >= _UNKNOWN
