"""Dashboards with a login behind one address, and what they let whom do."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

from pages.access.claims import owner_of
from tests.dashboard import Dashboard
from tests.login import Provider, write_secrets
from tests.raw_session import RawSession, raw_session, rerun


@dataclass
class Site:
    """Dashboards behind one address, of which all but the first are reached as a proxy would."""

    boards: list[Dashboard]
    provider: Provider
    audit: Path

    @property
    def url(self) -> str:
        return self.boards[0].url

    def owner(self, subject: str) -> str:
        owner = owner_of({"is_logged_in": True, "iss": self.provider.url, "sub": subject})
        assert owner is not None
        return owner

    @asynccontextmanager
    async def session(self, cookies: dict[str, str], board: int = 0) -> AsyncIterator[RawSession]:
        """A connection with these cookies."""
        async with raw_session(self.boards[board].url, cookies, self.as_named) as session:
            yield session

    @asynccontextmanager
    async def browser(self, cookies: dict[str, str], board: int = 0) -> AsyncIterator[httpx.AsyncClient]:
        """Requests with these cookies."""
        async with httpx.AsyncClient(
            base_url=self.boards[board].url, headers=self.as_named, cookies=cookies, trust_env=False
        ) as client:
            yield client

    @property
    def as_named(self) -> dict[str, str]:
        return {"Origin": self.url, "Host": self.url.removeprefix("http://")}

    async def lets_in(self, cookies: dict[str, str], board: int = 0) -> bool:
        """Whether a page opened with these cookies shows more than the way in."""
        async with self.session(cookies, board) as session:
            messages = await session.say(rerun())
        return "navigation" in {message.WhichOneof("type") for message in messages}

    async def shuts_out(self, cookies: dict[str, str]) -> bool:
        """Whether no dashboard lets in whoever has these cookies."""
        return not any([await self.lets_in(cookies, board) for board in range(len(self.boards))])

    def acts(self, subject: str) -> list[dict[str, str]]:
        """What the audit says of somebody, without times."""
        lines = [json.loads(line) for line in self.audit.read_text().splitlines()]
        about = [line for line in lines if self.owner(subject) in (line["actor"], line.get("owner"))]
        return [{name: line[name] for name in ("act", "outcome", "code") if name in line} for line in about]


def opened(folder: Path, provider: Provider, count: int, **environment: str) -> Site:
    """Dashboards that run."""
    audit = folder / "audit.log"
    common = {
        "AUDIENCE_OPERATORS": "ops@example.org",
        "AUDIENCE_AUDIT_FILE": str(audit),
        "AUDIENCE_ALLOWED_DOMAINS": "example.org",
    }
    boards = [Dashboard(folder / f"data-{number}", common | environment) for number in range(count)]
    secrets = write_secrets(folder / "secrets.toml", port=boards[0].port, provider=provider.url)
    for board in boards:
        board.options["secrets.files"] = str(secrets)
        board.start()
    return Site(boards, provider, audit)
