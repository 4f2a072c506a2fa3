"""The register of logins in S3: each is noted when it begins, and over everywhere once it says so."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import datetime, timedelta

from pydantic import ValidationError

from worker.errors import AudienceError, ObjectMissing, PreconditionFailed
from worker.logins.login_record import (
    LOGINS_PREFIX,
    Closing,
    Login,
    LoginRecord,
    LoginVerdict,
    SessionLimits,
    closing_key,
    login_key,
)
from worker.storage.client import ObjectInfo, Storage
from worker.storage.clock import utc_now
from worker.storage.overtaking import retry_when_overtaken
from worker.tasks import regularly

_JSON = "application/json"
_TRIES = 6
_SWEEP_SECONDS = 86_400
_KEPT = timedelta(days=32)  # longer than any cookie lives: what is gone by then cannot come back


class _Unreadable(AudienceError):
    """The record of this login cannot be read. Log in anew, or tell whoever runs these pages."""

    code = "login_unreadable"

    def __init__(self, etag: str) -> None:
        super().__init__()
        self.etag = etag


class Logins:
    """The register. Its methods raise StorageUnavailable when S3 is away."""

    def __init__(self, storage: Storage, limits: SessionLimits) -> None:
        self.limits = limits
        self._storage = storage

    async def begin(self, login: Login) -> None:
        """Note a login that its provider has just confirmed."""
        await self._add(login, utc_now())

    async def look(self, login: Login, active_at: datetime | None = None) -> LoginRecord:
        """The record of a login, as it is now.

        Args:
            login: the login.
            active_at: when its person last did something here; noted unless the login is over.
        """

        async def look_once() -> LoginRecord:
            stored = await self._get(login_key(login.owner, login.id))
            if stored is None:
                return await self._first_seen(login)
            record, etag = stored
            if not self._is_news(record, active_at):
                return record
            return await self._write(login, record.model_copy(update={"active_at": active_at}), etag)

        return await retry_when_overtaken(look_once, _TRIES)

    async def end(self, login: Login) -> LoginRecord:
        """End a login, for good."""
        new = LoginRecord.of(login, min(login.signed_at, utc_now()))

        async def end_once() -> LoginRecord:
            try:
                record, etag = await self._get(login_key(login.owner, login.id)) or (new, None)
            except _Unreadable as odd:
                record, etag = new, odd.etag
            if record.ended_at is not None:
                return record
            return await self._write(login, record.model_copy(update={"ended_at": utc_now()}), etag)

        return await retry_when_overtaken(end_once, _TRIES)

    async def end_all(self, owner: str) -> int:
        """End every login of an owner that began before now; how many were not over yet.

        Cookies that the register has not seen yet end by when they were made. Those it knows end each by its
        own record, so that clocks that disagree neither spare one nor end one that begins afterwards.
        """
        known = [record async for _, record in self.of_owner(owner)]
        before = max([utc_now(), *(record.signed_at for record in known if record)])
        await self._storage.write(
            closing_key(owner), Closing(before=before).model_dump_json().encode(), _JSON
        )
        open_ones = 0
        async for login_id, record in self.of_owner(owner):
            if record is not None:
                open_ones += record.verdict(utc_now(), self.limits) is LoginVerdict.GOOD
            await self.end(Login(owner, login_id, record.signed_at if record else before))
        return open_ones

    async def forget(self, owner: str) -> int:
        """End every login of an owner and remove its record; how many there were.

        What ends the cookies that may still be about stays until none of them can live.
        """
        if not [login_id async for login_id, _ in self.of_owner(owner)]:
            return 0
        await self.end_all(owner)
        forgotten = [login_id async for login_id, _ in self.of_owner(owner)]
        for login_id in forgotten:
            await self._storage.delete(login_key(owner, login_id))
        return len(forgotten)

    async def of_owner(self, owner: str) -> AsyncIterator[tuple[str, LoginRecord | None]]:
        """Ids and records of an owner's logins, over or not; None for a record that nobody can read."""
        folder = f"{LOGINS_PREFIX}{owner}/"
        keys = [item.key async for item in self._storage.walk(folder) if item.key != closing_key(owner)]
        for key in keys:
            yield key.removeprefix(folder).removesuffix(".json"), await self.read(key)

    async def items(self) -> list[ObjectInfo]:
        """What is in the register."""
        return [item async for item in self._storage.walk(LOGINS_PREFIX)]

    async def keep_swept(self) -> None:
        """Remove what is of no use now and every day, until cancelled."""
        await regularly(self.sweep, _SWEEP_SECONDS, "logins")

    async def sweep(self) -> None:
        """Remove what is of no use because no cookie lives that long."""
        for item in await self.items():
            if utc_now() - item.modified > _KEPT:
                await self._storage.delete(item.key)

    async def read(self, key: str) -> LoginRecord | None:
        """A record by its key; None when nobody can read it."""
        try:
            stored = await self._get(key)
        except _Unreadable:
            return None
        return stored and stored[0]

    async def _first_seen(self, login: Login) -> LoginRecord:
        """A login that was not noted when it began: S3 was away, or it is older than the register."""
        record = LoginRecord.of(login, min(login.signed_at, utc_now()))
        if await self._is_closed(login):
            return record.model_copy(update={"ended_at": utc_now()})
        if record.verdict(utc_now(), self.limits) is not LoginVerdict.GOOD:
            return record
        record = await self._add(login, record.began_at)
        # Whoever ends all logins first says so and then looks for records: one of us sees the other.
        return await self.end(login) if await self._is_closed(login) else record

    async def _add(self, login: Login, began_at: datetime) -> LoginRecord:
        try:
            return await self._write(login, LoginRecord.of(login, began_at), None)
        except PreconditionFailed:
            return await self.look(login)

    async def _is_closed(self, login: Login) -> bool:
        try:
            body, _ = await self._storage.read(closing_key(login.owner))
        except ObjectMissing:
            return False
        return login.signed_at <= Closing.model_validate_json(body).before

    def _is_news(self, record: LoginRecord, active_at: datetime | None) -> bool:
        if active_at is None or active_at - record.active_at < self.limits.step:
            return False
        return record.verdict(active_at, self.limits) is LoginVerdict.GOOD

    async def _get(self, key: str) -> tuple[LoginRecord, str] | None:
        try:
            body, etag = await self._storage.read(key)
        except ObjectMissing:
            return None
        try:
            return LoginRecord.model_validate_json(body), etag
        except ValidationError:  # a newer version's, or not ours: never taken for none
            raise _Unreadable(etag) from None

    async def _write(self, login: Login, record: LoginRecord, etag: str | None) -> LoginRecord:
        await self._storage.write_if(login_key(login.owner, login.id), record.to_json(), _JSON, etag=etag)
        return record
