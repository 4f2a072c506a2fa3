"""How much one owner may have under way, so that nobody fills the bucket or keeps the workers from others."""

from __future__ import annotations

import asyncio
import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Self
from weakref import WeakValueDictionary

from worker.errors import UploadRefused
from worker.jobs.record import JobRecord
from worker.settings import Settings

_GIGABYTE = 1_000_000_000
_DAY = timedelta(days=1)
_MINUTE_SECONDS = 60
_HOUR_MINUTES = 60
_WHEN_FREE = "Try again as soon as one of them has been counted, or cancel one."


class QuotaReached(UploadRefused):
    """You have as much under way as one person may have."""

    code = "quota_reached"


@dataclass(frozen=True, slots=True)
class Quotas:
    """What one owner may have.

    Attributes:
        files: under way at once, from the first byte to the report.
        bytes: the same of their declared sizes together.
        jobs_a_day: begun within 24 hours, whatever became of them; deleted ones are not seen.
    """

    files: int
    bytes: int
    jobs_a_day: int

    @classmethod
    def of(cls, settings: Settings) -> Self:
        """As the operator has set them."""
        return cls(settings.owner_files, int(settings.owner_gb * _GIGABYTE), settings.owner_jobs_a_day)

    def check(self, jobs: Sequence[JobRecord], size: int, now: datetime) -> None:
        """Refuse another file of this size.

        Args:
            jobs: all that the owner has.
            size: bytes of the file that is to begin.
            now: the time.

        Raises:
            QuotaReached: it would be too much; the sentence says what, and when there is room again.
        """
        self._check_day(sorted(job.created_at for job in jobs if abs(now - job.created_at) < _DAY), now)
        sizes = [job.file.size for job in jobs if job.is_running]
        if len(sizes) >= self.files:
            raise QuotaReached(
                f"{_files(len(sizes))} under way, and at most {self.files:,} may be at once. {_WHEN_FREE}"
            )
        if size > self.bytes:
            raise QuotaReached(
                f"This file has {_gigabytes(size)}; at most {_gigabytes(self.bytes)} may be under way at "
                "once. Split it, or leave out columns other than email and country."
            )
        if sum(sizes) + size > self.bytes:
            raise QuotaReached(
                f"{_files(len(sizes))} under way with {_gigabytes(sum(sizes))}; with this one it would be "
                f"more than the {_gigabytes(self.bytes)} that may be at once. {_WHEN_FREE}"
            )

    def _check_day(self, begun: Sequence[datetime], now: datetime) -> None:
        if len(begun) >= self.jobs_a_day:
            frees = begun[len(begun) - self.jobs_a_day] + _DAY
            raise QuotaReached(
                f"You have started {len(begun):,} files within 24 hours, and at most {self.jobs_a_day:,} are "
                f"allowed. You can start the next in {_wait(frees - now)}."
            )


class Turns:
    """One at a time for each owner within this process, so that what was checked still holds when it is done.

    It remembers only those who are at it.
    """

    def __init__(self) -> None:
        self._taken: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    def of(self, owner: str) -> asyncio.Lock:
        """The turn of this owner."""
        return self._taken.setdefault(owner, asyncio.Lock())


def _files(count: int) -> str:
    return f"{count:,} of your files {'is' if count == 1 else 'are'}"


def _gigabytes(size: int) -> str:
    return f"{size / _GIGABYTE:,.10g} GB" if size % _GIGABYTE == 0 else f"{size / _GIGABYTE:,.1f} GB"


def _wait(rest: timedelta) -> str:
    hours, minutes = divmod(max(1, math.ceil(rest.total_seconds() / _MINUTE_SECONDS)), _HOUR_MINUTES)
    return f"{hours} h {minutes:02d} min" if hours else f"{minutes} min"
