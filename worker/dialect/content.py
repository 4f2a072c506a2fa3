"""What a column's values say: whether they are emails, hashed emails or countries."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from worker.countries import country_code

_EMAIL = re.compile(
    r"""\s*(?:=?["'<“„«\u2018]\s*)?(?:mailto:)?\s*[^\s@,;:"<>()]{1,64}@[^\s@,;:"<>()]{1,253}\.[^\s@.,;:"<>()]{2,63}\s*["'>”“»\u2019]?\s*""",
    re.IGNORECASE,
)
_HASHED = re.compile(r"""\s*(?:=?["'])?(?:[0-9A-Fa-f]{64}|[0-9A-Fa-f]{40}|[0-9A-Fa-f]{32})["']?\s*""")
_SHORT_HASH = re.compile(r"""\s*(?:=?["'])?(?:[0-9A-Fa-f]{40}|[0-9A-Fa-f]{32})["']?\s*""")
"""MD5 and SHA-1: somebody's ids look the same."""
_LONGEST_COUNTRY = 80
_MOST_DISTINCT = 300
"""Distinct values of a column that are looked up; a column of more is judged by these."""


def _pairs(letters: str) -> Iterator[str]:
    return map("".join, zip(letters[::2], letters[1::2], strict=True))


_LANGUAGES = frozenset(
    _pairs(
        "arbebgbnbscacscydadeelenesetfafifrgaglhehihrhuidisitjakakkkoltlvmkmsmtnbnlnnnoplptrorusksl"
        "sqsrsvtathtrukurvizh"
    )
)
_AMERICAN_STATES = frozenset(
    _pairs(
        "AKALARAZCACOCTDCDEFLGAHIIAIDILINKSKYLAMAMDMEMIMNMOMSMTNCNDNENHNJNMNVNYOHOKORPARISCSDTNTXUT"
        "VAVTWAWIWVWYABBCMBNBNLNSONPEQCSK"
    )
)
_ANSWERS = frozenset({"NO", "YES", "Y", "N", "ME", "NA"})


@dataclass(frozen=True, slots=True)
class Content:
    """What the sampled values of a column are.

    Attributes:
        filled: how many are not empty.
        emails: share of those that are emails or hashes of such.
        emails_alone: the same, without what would not be known for an email but for the column's name:
            MD5 and SHA-1 hashes, which ids look like.
        countries: share of those that are countries.
        countries_alone: the same, without what would not be known for a country but for the column's name:
            numbers, codes of languages, codes of American states.
    """

    filled: int
    emails: float
    emails_alone: float
    countries: float
    countries_alone: float


EMPTY = Content(filled=0, emails=0.0, emails_alone=0.0, countries=0.0, countries_alone=0.0)


def is_email(value: str) -> bool:
    """Whether a value looks like an email or a hashed one."""
    return bool(("@" in value and _EMAIL.fullmatch(value)) or _HASHED.fullmatch(value))


def is_country(value: str) -> bool:
    """Whether a value is a country."""
    return len(value) <= _LONGEST_COUNTRY and country_code(value) is not None


def judge(values: Sequence[str]) -> Content:
    """What a column's values are.

    Args:
        values: of one column, in any number.
    """
    counts = Counter(value for value in map(str.strip, values) if value)
    filled = counts.total()
    if not filled:
        return EMPTY
    looked_at = dict(counts.most_common(_MOST_DISTINCT))
    total = sum(looked_at.values())
    emails = _share(looked_at, is_email, total)
    if emails:
        alone = _share(looked_at, lambda value: is_email(value) and not _SHORT_HASH.fullmatch(value), total)
        return Content(filled, emails, alone, 0.0, 0.0)
    countries = _share(looked_at, is_country, total)
    alone = 0.0
    if countries and not _is_something_else(looked_at):
        alone = _share(looked_at, lambda value: not value.isnumeric() and is_country(value), total)
    return Content(filled, emails, 0.0, countries, alone)


def _share(counts: dict[str, int], holds: Callable[[str], bool], total: int) -> float:
    return sum(count for value, count in counts.items() if holds(value)) / total


def _is_something_else(values: dict[str, int]) -> bool:
    """Whether all values are two-letter codes of something that is no country, or answers."""
    return (
        all(value[:2] in _LANGUAGES and (len(value) == 2 or value[2] in "-_") for value in values)  # noqa: PLR2004
        or (len(values) > 1 and all(value in _AMERICAN_STATES for value in values))
        or all(value.upper() in _ANSWERS for value in values)
    )
