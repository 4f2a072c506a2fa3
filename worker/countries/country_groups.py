"""The groups in which customers are shown: of a country, of none, and of what is not recognised."""

from __future__ import annotations

from enum import StrEnum

from worker.countries.recognition import is_alpha2
from worker.text.nothing import means_nothing


class Group(StrEnum):
    """What a country of a report is."""

    COUNTRY = "country"
    NONE = "none"
    NOT_RECOGNISED = "not_recognised"


def group_of(country: str) -> Group:
    """The group of one country of a report: an alpha-2 code, nothing or words for that, or anything else."""
    if is_alpha2(country):
        return Group.COUNTRY
    return Group.NONE if means_nothing(country) else Group.NOT_RECOGNISED
