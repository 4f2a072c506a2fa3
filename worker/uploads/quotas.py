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
from worker.text.sentences import say, say_counted
from worker.text.sizes import GIGABYTE

DAY = timedelta(days=1)
_MINUTE_SECONDS = 60
_HOUR_MINUTES = 60
_WHEN_FREE = say("Try again as soon as one of them has been counted, or cancel one.")
_WHEN_DELETED = say("Delete failed reports that you do not need; their files go with them.")


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
                say(
                    "This file has {size}; at most {most} may be under way at once. Split it, or leave out "
                    "columns other than email and country.",
                    size=_gigabytes(size),
                    most=_gigabytes(self.bytes),
                )
            )
        if sum(standing.running) + sum(standing.kept) + size > self.bytes:
            raise QuotaReached(
                say(
                    "{files}; with this one it would be more than the {most} that may be at once. {advice}",
                    files=_there(standing),
                    most=_gigabytes(self.bytes),
                    advice=_WHEN_FREE if not standing.kept else _WHEN_DELETED,
                )
            )

    def check_files(self, standing: QuotaUse) -> None:
        """Refuse to have another file counted while enough of them are under way.

        Raises:
            QuotaReached: so it is.
        """
        running = len(standing.running)
        if running >= self.files:
            raise QuotaReached(
                say(
                    "{files} under way, and at most {most:,} may be at once. {advice}",
                    files=_files(running),
                    most=self.files,
                    advice=_WHEN_FREE,
                )
            )

    def _check_day(self, begun: Sequence[datetime], now: datetime) -> None:
        if len(begun) >= self.jobs_a_day:
            frees = begun[len(begun) - self.jobs_a_day] + DAY
            raise QuotaReached(
                say(
                    "You have started {number:,} files within 24 hours, and at most {most:,} are allowed. "
                    "You can start the next in {time}.",
                    number=len(begun),
                    most=self.jobs_a_day,
                    time=_wait(frees - now),
                )
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
    under_way = say(
        "{files} under way with {size}", files=_files(running), size=_gigabytes(sum(standing.running))
    )
    if not kept:
        return under_way
    failed = say_counted(
        "{count:,} file of failed reports is kept with {size}",
        "{count:,} files of failed reports are kept with {size}",
        kept,
        size=_gigabytes(sum(standing.kept)),
    )
    return say("{files}, and {failed}", files=under_way, failed=failed) if running else failed


def _files(count: int) -> str:
    return say_counted("{count:,} of your files is", "{count:,} of your files are", count)


def _gigabytes(size: int) -> str:
    whole, rest = divmod(size, GIGABYTE)
    return say("{size:,.1f} GB", size=size / GIGABYTE) if rest else say("{size:,} GB", size=whole)


def _wait(rest: timedelta) -> str:
    hours, minutes = divmod(max(1, math.ceil(rest.total_seconds() / _MINUTE_SECONDS)), _HOUR_MINUTES)
    return f"{hours} h {minutes:02d} min" if hours else f"{minutes} min"
