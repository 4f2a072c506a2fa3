"""The record of one login: small, without a name, and the only one who knows whether it is over."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Literal, Self

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

LOGINS_PREFIX = "logins/"
_STEPS = 10
_SHORTEST_STEP = timedelta(minutes=1)


class LoginVerdict(StrEnum):
    """How a login stands; the last four are over for good."""

    GOOD = "good"
    UNKNOWN = "unknown"
    IDLE = "idle"
    TOO_OLD = "too_old"
    ENDED = "ended"

    @property
    def is_over(self) -> bool:
        """Whether it lets nobody in any more."""
        return self not in {LoginVerdict.GOOD, LoginVerdict.UNKNOWN}


@dataclass(frozen=True, slots=True)
class SessionLimits:
    """How long logins last.

    Attributes:
        idle: one is over when its person did nothing for so long.
        longest: and so long after it began, whatever they do.
    """

    idle: timedelta
    longest: timedelta

    @property
    def step(self) -> timedelta:
        """How much later than written down somebody's last act is before it is written again."""
        return min(self.idle / _STEPS, _SHORTEST_STEP)


@dataclass(frozen=True, slots=True)
class Login:
    """A login as its cookie proves it.

    Attributes:
        owner: the digest of who logged in.
        id: a digest of what is in no other cookie, which does not lead back to it.
        signed_at: when the cookie was made, by the clock of whichever dashboard made it.
        email: what the provider says, proven or not; kept as a digest only.
    """

    owner: str
    id: str
    signed_at: datetime
    email: str = ""


class LoginRecord(BaseModel):
    """What is kept of a login.

    Attributes:
        revision: differs in every write, so that a writer recognises its own.
        person: the digest of owner and email, by which operators find people of whom they know the address.
        active_at: when its person last did something, to within `Limits.step`.
        ended_at: when it was ended, by its person or an operator.
    """

    model_config = ConfigDict(frozen=True, extra="allow", populate_by_name=True)

    schema_version: Literal[1] = Field(default=1, alias="schema")
    revision: str = ""
    person: str
    signed_at: AwareDatetime
    began_at: AwareDatetime
    active_at: AwareDatetime
    ended_at: AwareDatetime | None = None

    @classmethod
    def of(cls, login: Login, began_at: datetime) -> Self:
        """The record of a login that began then."""
        person = person_digest(login.owner, login.email)
        return cls(person=person, signed_at=login.signed_at, began_at=began_at, active_at=began_at)

    def verdict(
        self, now: datetime, limits: SessionLimits, active_at: datetime | None = None
    ) -> LoginVerdict:
        """How the login stands.

        Args:
            now: the moment to judge it at.
            limits: how long logins last.
            active_at: what is known of its person's last act beside the record.
        """
        if self.ended_at is not None:
            return LoginVerdict.ENDED
        if now - self.began_at > limits.longest:
            return LoginVerdict.TOO_OLD
        if now - max(self.active_at, active_at or self.active_at) > limits.idle:
            return LoginVerdict.IDLE
        return LoginVerdict.GOOD

    def to_json(self) -> bytes:
        """The bytes to store, unlike those of any other write."""
        record = self.model_copy(update={"revision": secrets.token_hex(8)})
        return record.model_dump_json(by_alias=True, exclude_none=True).encode()


class Closing(BaseModel):
    """What ends the logins of one owner that have no record.

    Attributes:
        before: whatever cookie was made no later than that is over.
    """

    model_config = ConfigDict(frozen=True, extra="allow")

    before: AwareDatetime


def person_digest(owner: str, email: str) -> str:
    """By which a person is found whose address is known, and no address by whoever reads it."""
    return hashlib.sha256(f"{owner}\n{email.strip().lower()}".encode()).hexdigest()[:32]


def login_key(owner: str, login_id: str) -> str:
    """Where the record of a login is."""
    return f"{LOGINS_PREFIX}{owner}/{login_id}.json"


def closing_key(owner: str) -> str:
    """Where it says that all logins of an owner were ended."""
    return login_key(owner, "closing")
