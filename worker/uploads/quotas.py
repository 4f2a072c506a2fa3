"""How much one owner may have under way, so that nobody fills the bucket or keeps the workers from others."""

from __future__ import annotations

import asyncio
import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Self
from weakref import WeakValueDictionary

from worker.errors import QuotaReached
from worker.settings import Settings
from worker.text.sizes import GIGABYTE, in_gigabytes

DAY = timedelta(days=1)
_MINUTE_SECONDS = 60
_HOUR_MINUTES = 60
_WHEN_FREE = "Try again as soon as one of them has been counted, or cancel one."
_WHEN_DELETED = "Delete failed reports that you do not need; their files go with them."


@dataclass(frozen=True, slots=True)
class QuotaUse:
    """What one owner has at a moment.

    Attributes:
        running: declared bytes of each file under way, from the first byte to the report.
        kept: bytes of each other file that lies in the storage, such as those of failed reports.
        begun: when each job of the last day began, also of those deleted since.
    """

    running: Sequence[int] = ()
    kept: Sequence[int] = ()
    begun: Sequence[datetime] = ()


@dataclass(frozen=True, slots=True)
class Quotas:
    """What one owner may have.

    Attributes:
        files: under way at once, from the first byte to the report.
        bytes: of their declared sizes together, and of the files kept beside them.
        jobs_a_day: begun within 24 hours, whatever became of them.
    """

    files: int
    bytes: int
    jobs_a_day: int

    @classmethod
    def of(cls, settings: Settings) -> Self:
        """As the operator has set them."""
        return cls(settings.owner_files, int(settings.owner_gb * GIGABYTE), settings.owner_jobs_a_day)

    def check(self, standing: QuotaUse, size: int, now: datetime) -> None:
        """Refuse another file of this size.

        Args:
            standing: what the owner has.
            size: bytes of the file that is to begin.
            now: the time.

        Raises:
            QuotaReached: it would be too much; the sentence says what, and when there is room again.
        """
        self._check_day(sorted(at for at in standing.begun if abs(now - at) < DAY), now)
        self.check_files(standing)
        if size > self.bytes:
            raise QuotaReached(
                f"This file has {_gigabytes(size)}; at most {_gigabytes(self.bytes)} may be under way at "
                "once. Split it, or leave out columns other than email and country."
            )
        if sum(standing.running) + sum(standing.kept) + size > self.bytes:
            raise QuotaReached(
                f"{_there(standing)}; with this one it would be more than the {_gigabytes(self.bytes)} that "
                f"may be at once. {_WHEN_FREE if not standing.kept else _WHEN_DELETED}"
            )

    def check_files(self, standing: QuotaUse) -> None:
        """Refuse to have another file counted while enough of them are under way.

        Raises:
            QuotaReached: so it is.
        """
        running = len(standing.running)
        if running >= self.files:
            raise QuotaReached(
                f"{_files(running)} under way, and at most {self.files:,} may be at once. {_WHEN_FREE}"
            )

    def _check_day(self, begun: Sequence[datetime], now: datetime) -> None:
        if len(begun) >= self.jobs_a_day:
            frees = begun[len(begun) - self.jobs_a_day] + DAY
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


def _there(standing: QuotaUse) -> str:
    """What takes the room, the kept files of failed reports being what their owner can do something about."""
    running, kept = len(standing.running), len(standing.kept)
    under_way = f"{_files(running)} under way with {_gigabytes(sum(standing.running))}"
    if not kept:
        return under_way
    failed = (
        f"{kept:,} {'file' if kept == 1 else 'files'} of failed reports "
        f"{'is' if kept == 1 else 'are'} kept with {_gigabytes(sum(standing.kept))}"
    )
    return f"{under_way}, and {failed}" if running else failed


def _files(count: int) -> str:
    return f"{count:,} of your files {'is' if count == 1 else 'are'}"


def _gigabytes(size: int) -> str:
    return in_gigabytes(size, ",.10g" if size % GIGABYTE == 0 else ",.1f")


def _wait(rest: timedelta) -> str:
    hours, minutes = divmod(max(1, math.ceil(rest.total_seconds() / _MINUTE_SECONDS)), _HOUR_MINUTES)
    return f"{hours} h {minutes:02d} min" if hours else f"{minutes} min"
