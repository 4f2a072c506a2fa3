"""Whether a report's customers are enough for an ad platform, by what the platform documents; pure.

Looked up in November 2026:

- Google Customer Match: 100 active users (1,000 on Search until 2025),
  support.google.com/google-ads/answer/7476585; countries as ISO 3166-1 alpha-2,
  developers.google.com/data-manager/api/devguides/concepts/formatting.
- Meta: lists of fewer than 100 people are to be avoided, facebook.com/business/help/2082575038703844.
- LinkedIn: 300 matched members, 10,000 emails recommended, at most 300,000 rows,
  linkedin.com/help/lms/answer/a1489764.
- TikTok: 1,000 matched users, ads.tiktok.com/help/article/custom-audiences; no countries in customer files.

No platform documents a minimum for each country, and how many customers match only the platform knows.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from pages.wording.formats import number
from pages.wording.translating import tr, trn
from worker.text.sentences import say

LOOKED_UP = say("November 2026")


@dataclass(frozen=True, slots=True)
class Platform:
    """What a platform documents of lists of customers.

    Attributes:
        fewest: that must be on the list, or be matched; it is the same for us, who know no matches.
        whom: what those are, in the plural.
        recommended: rows with which it expects enough matches; None where it names none.
        most_rows: of one list; None where it names no limit that a report could reach.
    """

    name: str
    fewest: int
    whom: str
    recommended: int | None = None
    most_rows: int | None = None

    @property
    def enough(self) -> int:
        """So many rows are enough, and not below what it recommends."""
        return max(self.fewest, self.recommended or 0)


PLATFORMS = (
    Platform("Google Customer Match", 100, say("active users")),
    Platform("Meta", 100, say("people")),
    Platform("LinkedIn", 300, say("matched members"), recommended=10_000, most_rows=300_000),
    Platform("TikTok", 1_000, say("matched users")),
)


class Suitability(StrEnum):
    """How the customers compare with what is documented."""

    TOO_FEW = say("Too few")
    BELOW = say("Below recommended")
    ENOUGH = say("Enough")
    TOO_MANY = say("Split it")


@dataclass(frozen=True, slots=True)
class Readiness:
    """What an analyst can expect of one platform.

    Attributes:
        sentence: why, and what is missing.
        countries: how many countries are enough on their own.
    """

    platform: Platform
    verdict: Suitability
    sentence: str
    countries: int


def readiness(customers: int, by_country: Sequence[int]) -> list[Readiness]:
    """What to expect of each platform.

    Args:
        customers: of the whole report.
        by_country: customers of each recognised country.
    """
    return [
        Readiness(
            platform,
            *_verdict(platform, customers),
            countries=sum(count >= platform.enough for count in by_country),
        )
        for platform in PLATFORMS
    ]


def _verdict(platform: Platform, customers: int) -> tuple[Suitability, str]:
    name, fewest = platform.name, f"{number(platform.fewest)} {tr(platform.whom)}"
    if customers < platform.fewest:
        return Suitability.TOO_FEW, trn(
            "{platform} needs {fewest}; this report has {count} customer.",
            "{platform} needs {fewest}; this report has {count} customers.",
            customers,
            platform=name,
            fewest=fewest,
        )
    if platform.most_rows and customers > platform.most_rows:
        most = platform.most_rows
        return Suitability.TOO_MANY, tr("{platform} takes {most:,} rows a list.", platform=name, most=most)
    if platform.recommended and customers < platform.recommended:
        return Suitability.BELOW, tr(
            "{platform} needs {fewest}, and recommends {rows:,} rows to reach that.",
            platform=name,
            fewest=fewest,
            rows=platform.recommended,
        )
    return Suitability.ENOUGH, tr("{platform} needs {fewest}.", platform=name, fewest=fewest)
