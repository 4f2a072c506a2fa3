"""English names of countries, and what those are called that have none we know."""

from __future__ import annotations

from functools import cache

from babel import Locale

from worker.countries import Group, group_of

NO_COUNTRY = "No country"
NOT_RECOGNISED = "Not recognised"
GROUP_LABELS = {Group.NONE: NO_COUNTRY, Group.NOT_RECOGNISED: NOT_RECOGNISED}


def country_label(country: str) -> str:
    """The English name of an ISO 3166-1 alpha-2 code; of anything else the label of the group it is in."""
    return GROUP_LABELS.get(group_of(country)) or _names()[country]


@cache
def _names() -> dict[str, str]:
    return dict(Locale("en").territories)
