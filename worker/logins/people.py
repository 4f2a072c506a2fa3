"""Who is logged in, for operators: people without names, found by the address that one knows of them."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from datetime import datetime, timedelta

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, computed_field

from worker.errors import NobodyLoggedIn
from worker.jobs.object_keys import LOCAL_OWNER, is_owner
from worker.logins.login_record import LOGINS_PREFIX, LoginRecord, LoginVerdict, closing_key, person_digest
from worker.logins.register import Logins
from worker.storage.clock import utc_now

_PARALLEL = 24
_SHOWN_CHARACTERS = 8
_SLACK = timedelta(minutes=1)


class Person(BaseModel):
    """Somebody who is logged in.

    Attributes:
        sessions: how many of their logins are not over.
        active_at: when they last did something in any of them.
    """

    model_config = ConfigDict(frozen=True)

    owner: str = Field(exclude=True, repr=False)
    sessions: int
    active_at: AwareDatetime

    @computed_field  # type: ignore[prop-decorator]
    @property
    def named(self) -> str:
        """What operators see: the beginning of the owner's name, which is itself only a digest."""
        return self.owner[:_SHOWN_CHARACTERS]


class People:
    """Whoever is logged in. Its methods raise StorageUnavailable when S3 is away."""

    def __init__(self, logins: Logins) -> None:
        self._logins = logins
        self._seen: dict[str, tuple[str, LoginRecord | None]] = {}
        self._reads = asyncio.Semaphore(_PARALLEL)

    async def present(self) -> list[Person]:
        """Whose logins are not over, whoever did something last first."""
        now, open_ones = utc_now(), defaultdict[str, list[datetime]](list)
        for key, record in (await self._records()).items():
            if record.verdict(now, self._logins.limits) is LoginVerdict.GOOD:
                open_ones[_owner(key)].append(record.active_at)
        people = [
            Person(owner=owner, sessions=len(active), active_at=max(active))
            for owner, active in open_ones.items()
        ]
        return sorted(people, key=lambda person: person.active_at, reverse=True)

    async def named(self, who: str) -> set[str]:
        """The owners that an operator means by an email address, or by an owner's whole name.

        Raises:
            NobodyLoggedIn: no login of this address is known.
        """
        if "@" not in who:
            if not is_owner(who) or who == LOCAL_OWNER:
                raise NobodyLoggedIn(
                    "Give an email address, or an owner: 32 of the digits and letters a to f."
                )
            return {who}
        records = await self._records()
        named = ((_owner(key), record.person) for key, record in records.items())
        owners = {owner for owner, person in named if person == person_digest(owner, who)}
        if not owners:
            raise NobodyLoggedIn
        return owners

    async def _records(self) -> dict[str, LoginRecord]:
        """Records by their keys, but of logins that are idle; read are only those that have changed since."""
        used_since = utc_now() - self._logins.limits.idle - _SLACK
        items = {
            item.key: item.etag
            for item in await self._logins.items()
            if item.key != closing_key(_owner(item.key)) and item.modified >= used_since
        }
        self._seen = {key: seen for key, seen in self._seen.items() if items.get(key) == seen[0]}
        await asyncio.gather(*(self._read(key, items[key]) for key in items.keys() - self._seen.keys()))
        return {key: record for key, (_, record) in self._seen.items() if record is not None}

    async def _read(self, key: str, etag: str) -> None:
        async with self._reads:
            self._seen[key] = (etag, await self._logins.read(key))


def _owner(key: str) -> str:
    return key.removeprefix(LOGINS_PREFIX).partition("/")[0]
