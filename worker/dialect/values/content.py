"""What a column's values say: whether they are emails, hashed emails or countries."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from worker.countries import country_code, country_codes
from worker.dialect.values.american_places import are_states, may_hold_states, states_of_places
from worker.dialect.values.codings import AMERICAN
from worker.dialect.values.email_cells import hash_of, is_email, is_surely_email
from worker.dialect.values.hashes import EmailHash
from worker.dialect.values.mailboxes import names_several
from worker.dialect.values.masked import is_masked
from worker.dialect.values.subdivisions import may_be_something_else, subdivisions_of
from worker.text.nothing import means_nothing
from worker.text.sentences import say

_DIGIT = re.compile(r"\d")
_ADDRESS = re.compile(r"[^\s@]@[^\s@.]++\.[^\s@]")
_OTHER_TEXT = re.compile(r"[\s,;:=<>|]")
_LONGEST_COUNTRY = 80
_MOSTLY = 0.5
_SPARSE = 0.5
_REPEATED = 0.2
_FEWEST_REPEATED = 5
_MOST_DISTINCT = 300
"""Distinct values of a column that are looked up; a column of more is judged by these."""


MASKED, SEVERAL, WITHIN = say("masked emails"), say("several emails"), say("emails within other text")
"""In cells that should be one customer's."""


@dataclass(frozen=True, slots=True)
class Content:
    """What the sampled values of a column are.

    Attributes:
        rows: how many values there are.
        filled: how many of them are not empty, and no words for nothing ("unknown").
        emails: share of those that are emails or hashes of such.
        emails_alone: the same, without what would not be known for an email but for the column's name:
            MD5 and SHA-1 hashes, which ids look like.
        countries: share of those that are countries.
        countries_alone: the same, without what would not be known for a country but for the column's name:
            numbers, codes of languages, codes of American states.
        numbers: share of those that hold digits, as amounts, dialling codes and ids do, but are no countries.
        different: how many different ones there are.
        parts: what parts of countries they rather are, such as "American states", or emails that are not one
            customer's; None when none.
        within: share of those that have an email within other text, out of which it is not read.
        hashes: how many of those looked at are hashes, by kind.
    """

    rows: int = 0
    filled: int = 0
    emails: float = 0.0
    emails_alone: float = 0.0
    countries: float = 0.0
    countries_alone: float = 0.0
    numbers: float = 0.0
    different: int = 0
    parts: str | None = None
    within: float = 0.0
    hashes: Mapping[EmailHash, int] = field(default_factory=dict)

    @property
    def fullness(self) -> float:
        """The share of values that are not empty."""
        return self.filled / self.rows if self.rows else 0.0

    def is_sparse_beside(self, other: Content) -> bool:
        """Whether it is nearly empty where another column is full."""
        return self.fullness < _SPARSE * other.fullness

    def is_repeated_beside(self, other: Content) -> bool:
        """Whether the same few values come again and again where another column's differ."""
        if self.filled < _FEWEST_REPEATED:
            return False
        return self.different * other.filled < _REPEATED * other.different * self.filled

    @property
    def are_numbers(self) -> bool:
        """Whether most values are numbers, or codes with digits."""
        return self.numbers > _MOSTLY

    @property
    def is_something_else(self) -> bool:
        """Whether nobody would choose the column for what it holds."""
        return self.parts is not None or self.are_numbers


def is_country(value: str) -> bool:
    """Whether a value is a country."""
    return len(value) <= _LONGEST_COUNTRY and country_code(value) is not None


def judge_columns(columns: Sequence[Sequence[str]]) -> list[Content]:
    """What the values of each column are, and what they are beside the others'.

    Args:
        columns: each with as many values, one a row.
    """
    contents = [judge_column(values) for values in columns]
    codes = [
        index for index, content in enumerate(contents) if _may_be_states_beside(content, columns[index])
    ]
    places = states_of_places(columns) if codes else []
    for index in codes:
        if any(are_states(columns[index], beside) for beside in places):
            contents[index] = replace(contents[index], countries_alone=0.0, parts=AMERICAN)
    return contents


def parts_in(columns: Sequence[Sequence[str]], index: int) -> str | None:
    """What parts of countries one of some columns rather holds; `judge_columns` judges all of them."""
    content = judge_column(columns[index])
    if _may_be_states_beside(content, columns[index]):
        are_some = any(are_states(columns[index], beside) for beside in states_of_places(columns))
        return AMERICAN if are_some else None
    return content.parts


def _may_be_states_beside(content: Content, values: Sequence[str]) -> bool:
    return bool(content.countries) and content.parts is None and may_hold_states(values)


def judge_column(values: Sequence[str]) -> Content:
    """What a column's values are.

    Args:
        values: of one column, in any number.
    """
    named = Counter(map(str.strip, values))
    counts = Counter({value: rows for value, rows in named.items() if value and not _is_nothing(value)})
    filled = counts.total()
    if not filled:
        return Content(rows=len(values))
    looked_at = dict(counts.most_common(_MOST_DISTINCT))
    total = sum(looked_at.values())
    emails = _share(looked_at, is_email, total)
    if _share(looked_at, is_masked, total) > _MOSTLY:
        return Content(len(values), filled, different=len(counts), parts=MASKED)
    within = _share(looked_at, _has_email_within, total)
    if within > _MOSTLY:
        return Content(len(values), filled, emails, different=len(counts), parts=WITHIN, within=within)
    are_lists = emails > _MOSTLY and _share(looked_at, names_several, total) > _MOSTLY
    content = Content(
        len(values),
        filled,
        emails,
        emails_alone=_share(looked_at, is_surely_email, total) if emails else 0.0,
        different=len(counts),
        parts=SEVERAL if are_lists else None,
        within=within,
        hashes=_hashes(looked_at) if emails else {},
    )
    if emails > _MOSTLY:
        return content
    codes = country_codes(value for value in looked_at if len(value) <= _LONGEST_COUNTRY)
    parts = subdivisions_of(looked_at)
    alone = 0.0
    if codes and parts is None and not may_be_something_else(looked_at):
        alone = _share(looked_at, lambda value: not value.isnumeric() and value in codes, total)
    return replace(
        content,
        countries=_share(looked_at, codes.__contains__, total),
        countries_alone=alone,
        numbers=0.0
        if emails
        else _share(looked_at, lambda value: _is_number(value) and value not in codes, total),
        parts=parts,
    )


def _has_email_within(value: str) -> bool:
    is_one = "@" in value and _ADDRESS.search(value) is not None
    return is_one and _OTHER_TEXT.search(value) is not None and not is_email(value)


def _is_number(value: str) -> bool:
    return _DIGIT.search(value) is not None


def _is_nothing(value: str) -> bool:
    return means_nothing(value) and not is_country(value)


def _hashes(counts: dict[str, int]) -> Counter[EmailHash]:
    found: Counter[EmailHash] = Counter()
    for value, count in counts.items():
        if kind := hash_of(value):
            found[kind] += count
    return found


def _share(counts: dict[str, int], holds: Callable[[str], bool], total: int) -> float:
    return sum(count for value, count in counts.items() if holds(value)) / total
