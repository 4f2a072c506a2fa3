"""How logins stand, as one dashboard knows it: S3 is asked every few seconds for each that is in use."""

from __future__ import annotations

import asyncio
import time
from collections import OrderedDict
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import structlog

from worker.errors import AudienceError
from worker.logins.login_record import Login, LoginRecord, LoginVerdict, SessionLimits
from worker.logins.register import Logins
from worker.settings import Settings
from worker.storage.client import Storage
from worker.storage.clock import utc_now
from worker.tasks import end_tasks

_log = structlog.get_logger()

_FRESH_SECONDS = 5.0
_TRUSTED_SECONDS = 300.0  # with S3 away nobody can end a login either
_MOST = 10_000


@dataclass(slots=True)
class _Known:
    """What is known of a login.

    Attributes:
        read_at: when its record began to be read, the last time that it could.
        failed_at: when it was last known that it could not.
        active_at: when its person last did something at this dashboard.
    """

    record: LoginRecord | None = None
    read_at: float = float("-inf")
    failed_at: float = float("-inf")
    active_at: datetime | None = None
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)


class LoginStanding:
    """Knows how logins stand. What is a coroutine is for one event loop, the rest for any thread.

    Args:
        clock: seconds that only grow.
    """

    def __init__(self, logins: Logins, clock: Callable[[], float] = time.monotonic) -> None:
        self._logins = logins
        self._clock = clock
        self._known: OrderedDict[str, _Known] = OrderedDict()

    def glance(self, login: Login) -> LoginVerdict | None:
        """How a login stands as far as that was asked within the last seconds; None when it was not."""
        known = self._known.get(login.id)
        if known is None:
            return None
        is_stale = self._clock() - max(known.read_at, known.failed_at) > _FRESH_SECONDS
        return None if is_stale and not _is_final(known) else self._judged(known)

    def note(self, login: Login) -> None:
        """Its person has just done something; that does not bring back a login that is over."""
        known = self._known.get(login.id)
        if known is not None and self._judged(known) is LoginVerdict.GOOD:
            known.active_at = utc_now()

    async def begin(self, login: Login) -> None:
        """Note a login that its provider has just confirmed.

        Raises:
            StorageUnavailable: S3 is away.
        """
        await self._logins.begin(login)

    async def verdict(self, login: Login) -> LoginVerdict:
        """How a login stands now; unknown when S3 cannot say so and has not for minutes."""
        asked_at = self._clock()
        known = self._known.setdefault(login.id, _Known())
        self._known.move_to_end(login.id)
        while len(self._known) > _MOST:
            self._known.popitem(last=False)
        async with known.lock:
            if max(known.read_at, known.failed_at) <= asked_at and not _is_final(known):
                await self._ask(login, known)
        return self._judged(known)

    async def end(self, login: Login) -> None:
        """End a login, for good and for every dashboard.

        Raises:
            StorageUnavailable: S3 is away, and the login goes on.
        """
        known = self._known.setdefault(login.id, _Known())
        async with known.lock:
            known.record = await self._logins.end(login)

    async def _ask(self, login: Login, known: _Known) -> None:
        began = self._clock()
        try:
            known.record = await self._logins.look(login, known.active_at)
            known.read_at = began
        except AudienceError as error:
            _log.warning("login.not_checked", code=error.code)
            known.failed_at = self._clock()

    def _judged(self, known: _Known) -> LoginVerdict:
        if known.record is None:
            return LoginVerdict.UNKNOWN
        verdict = known.record.verdict(utc_now(), self._logins.limits, known.active_at)
        is_trusted = self._clock() - known.read_at <= _TRUSTED_SECONDS
        return verdict if is_trusted or verdict.is_over else LoginVerdict.UNKNOWN


def _is_final(known: _Known) -> bool:
    """Whether the login has been ended, which nothing undoes."""
    return known.record is not None and known.record.ended_at is not None


@asynccontextmanager
async def open_standing(settings: Settings, storage: Storage) -> AsyncIterator[LoginStanding]:
    """How logins stand, by the register in this storage, which is kept swept meanwhile."""
    logins = Logins(storage, limits_of(settings))
    task = asyncio.create_task(logins.keep_swept())
    try:
        yield LoginStanding(logins)
    finally:
        await end_tasks([task])


def limits_of(settings: Settings) -> SessionLimits:
    """How long logins last by these settings."""
    return SessionLimits(timedelta(hours=settings.session_idle_hours), timedelta(days=settings.session_days))
