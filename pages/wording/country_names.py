"""Names of countries in the reader's language, and what those are called that have none we know."""

from __future__ import annotations

import unicodedata
from functools import cache

from babel import Locale

from pages.wording.languages import ENGLISH, language
from pages.wording.translating import tr
from worker.countries import Group, group_of
from worker.text.sentences import say

NO_COUNTRY = say("No country")
NOT_RECOGNISED = say("Not recognised")
GROUP_LABELS = {Group.NONE: NO_COUNTRY, Group.NOT_RECOGNISED: NOT_RECOGNISED}


def country_label(country: str) -> str:
    """The name of an ISO 3166-1 alpha-2 code; of anything else the label of the group it is in."""
    label = GROUP_LABELS.get(group_of(country))
    return _names(language())[country] if label is None else tr(label)


def english_label(country: str) -> str:
    """The same in English, for files that programs read."""
    return GROUP_LABELS.get(group_of(country)) or _names(ENGLISH)[country]


def alphabetic(name: str) -> str:
    """A key by which names stand as in a dictionary: Österreich after Norwegen, not after Zypern."""
    letters = unicodedata.normalize("NFKD", name.casefold())
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def all_countries() -> list[str]:
    """The codes of all countries, by their names as in a dictionary."""
    return _ordered(language())


@cache
def _ordered(code: str) -> list[str]:
    names = _names(code)
    return sorted(
        (each for each in names if group_of(each) is Group.COUNTRY), key=lambda each: alphabetic(names[each])
    )


@cache
def _names(code: str) -> dict[str, str]:
    return dict(Locale.parse(code).territories)
