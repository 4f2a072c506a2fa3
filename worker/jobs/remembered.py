"""What analysts have said of countries, remembered for their next files: an object for each owner."""

from __future__ import annotations

import re
from collections.abc import Callable

import structlog
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from worker.errors import ObjectMissing
from worker.jobs.corrections import VALUE_CHARACTERS
from worker.jobs.object_keys import remembered_key
from worker.storage.client import Storage
from worker.storage.overtaking import retry_when_overtaken

_log = structlog.get_logger()

_CONTENT_TYPE = "application/json"
_TRIES = 12
_MOST = 500
_NOT_FOR_OTHER_FILES = re.compile(r"[\d\s.,+()-]+|.*@.*", re.DOTALL)
"""A number means something else in the next file, and an address is nothing to keep."""


def may_be_remembered(value: str) -> bool:
    """Whether a value means the same in other files, and is nothing but a spelling of moderate length."""
    return len(value) <= VALUE_CHARACTERS and not _NOT_FOR_OTHER_FILES.fullmatch(value)


class _Remembered(BaseModel):
    """Values and their countries, in the order in which they were said."""

    model_config = ConfigDict(frozen=True)

    countries: dict[str, str] = Field(default={}, max_length=_MOST)


class RememberedCountries:
    """Reads and changes what is remembered. Raises StorageUnavailable when S3 is away."""

    def __init__(self, storage: Storage) -> None:
        self._storage = storage

    async def of(self, owner: str) -> dict[str, str]:
        """The countries of values, empty for none, by value."""
        remembered, _ = await self._read(owner)
        return dict(remembered.countries)

    async def remember(self, owner: str, value: str, country: str) -> bool:
        """Remember what a value means; whether it can be, and there was room."""
        if not may_be_remembered(value):
            return False
        after = await self._change(owner, lambda known: {**known, value: country})
        return after.get(value) == country

    async def forget(self, owner: str, value: str, country: str | None = None) -> None:
        """Remember a value no longer; with a country, only if it was said to be that."""

        def without(known: dict[str, str]) -> dict[str, str]:
            return {
                each: means for each, means in known.items() if each != value or country not in {None, means}
            }

        await self._change(owner, without)

    async def _change(self, owner: str, change: Callable[[dict[str, str]], dict[str, str]]) -> dict[str, str]:
        """What is remembered afterwards: as before, where the change would be too much."""

        async def change_once() -> dict[str, str]:
            before, etag = await self._read(owner)
            after = change(dict(before.countries))
            if after == before.countries or len(after) > _MOST:
                return dict(before.countries)
            if not after:
                await self._storage.delete_version(remembered_key(owner), etag or "")
                return after
            body = _Remembered(countries=after).model_dump_json().encode()
            await self._storage.write_if(remembered_key(owner), body, _CONTENT_TYPE, etag=etag)
            return after

        return await retry_when_overtaken(change_once, _TRIES)

    async def _read(self, owner: str) -> tuple[_Remembered, str | None]:
        try:
            body, etag = await self._storage.read(remembered_key(owner))
        except ObjectMissing:
            return _Remembered(), None
        try:
            return _Remembered.model_validate_json(body), etag
        except ValidationError:  # nobody else writes here; a report is worth more than what it is helped by
            _log.warning("remembered.unreadable")
            return _Remembered(), etag
