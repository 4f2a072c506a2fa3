"""People who work with the pages all day, in several tabs: what they look at, and the files they bring."""

from __future__ import annotations

import asyncio
import itertools
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from random import Random

from pages.access.claims import owner_of
from tests.benchmarks.sessions import Session
from tests.faults.scene import customers, upload
from tests.login import COOKIE_SECRET
from tests.raw_session import login_cookie
from tests.records import make_job
from worker.desk.analyst import Desk
from worker.desk.desks import open_desks
from worker.jobs.record import JobRecord, JobState, Lease
from worker.queue.contract import Publisher
from worker.settings import read_settings
from worker.storage.clock import utc_now

_OLD_REPORTS = 25
_LONG_LEASE = timedelta(hours=2)
_SMALL_ROWS, _MIDDLE_ROWS, _MIDDLE_EVERY = 500, 200_000, 5
_ENDING_SECONDS = 60
_LINKS = {
    "reports": ("report", "report", "report", ""),
    "report": ("reports", "reports", "reports", ""),
    "": ("reports",),
}
"""Where analysts go from each page; what is there twice, twice as often."""


@dataclass
class Analyst:
    """Somebody who has logged in.

    Attributes:
        cookies: of their browser.
        jobs: ids of theirs, the newest last.
    """

    owner: str
    cookies: dict[str, str]
    jobs: list[str] = field(default_factory=list)

    def history(self) -> list[JobRecord]:
        """Reports of the last hours, and a large file that is being counted all the time."""
        lease = Lease(worker="w1", token="t1", until=utc_now() + _LONG_LEASE)
        records = [
            make_job(JobState.SUCCEEDED, owner=self.owner, age=timedelta(minutes=10 + number))
            for number in reversed(range(_OLD_REPORTS))
        ]
        records.append(make_job(JobState.PROCESSING, owner=self.owner, name="large.csv", lease=lease))
        self.jobs += [job.job_id for job in records]
        return records

    def chosen_job(self, chance: Random) -> str:
        """The newest as often as any other."""
        return chance.choice((self.jobs[-1], chance.choice(self.jobs)))


@dataclass(frozen=True)
class Switch:
    """That somebody went to a page, and how many seconds that took."""

    page: str
    seconds: float


def analysts(count: int, url: str) -> list[Analyst]:
    """So many people, logged in to the dashboard at this address."""
    return [_analyst(f"analyst-{number}", url) for number in range(count)]


def _analyst(name: str, url: str) -> Analyst:
    claims = {
        "iss": "https://idp.example",
        "sub": name,
        "email": f"{name}@example.org",
        "email_verified": True,
    }
    owner = owner_of(claims | {"is_logged_in": True})
    assert owner is not None
    return Analyst(owner, login_cookie(COOKIE_SECRET, url, claims))


async def work(
    session: Session, analyst: Analyst, chance: Random, thinking: tuple[float, float], until: float
) -> list[Switch]:
    """Go from page to page, with time to think on each; what does not work is the session's trouble.

    Args:
        thinking: least and most seconds on a page.
        until: monotonic time; at least once, however late that is.
    """
    switches: list[Switch] = []
    while (pause := chance.uniform(*thinking)) < until - time.monotonic() or not switches:
        await asyncio.sleep(pause)
        page = chance.choice(_LINKS[session.page])
        query = f"job={analyst.chosen_job(chance)}" if page == "report" else ""
        try:
            switches.append(Switch(page, await session.go(page, query)))
        except TimeoutError:
            session.troubles.append(f"the page {page!r} did not come")
            if time.monotonic() > until:
                break
        except ConnectionError:
            break
    return switches


def files() -> list[bytes]:
    """What they bring: a file of middle size, then some small ones."""
    return [customers(_MIDDLE_ROWS)[0], *[customers(_SMALL_ROWS)[0]] * (_MIDDLE_EVERY - 1)]


async def bring(
    bodies: Sequence[bytes], people: Sequence[Analyst], every_seconds: float, until: float
) -> list[JobRecord]:
    """Upload these files again and again, people in turns; all the jobs, at least one, ended.

    Raises:
        TimeoutError: not all had ended a minute after the last was there.
    """
    settings = read_settings()
    async with Publisher(settings) as publisher, open_desks(settings, publisher) as desks:
        brought: list[tuple[Desk, str]] = []
        for number in itertools.count():
            if brought and time.monotonic() + every_seconds > until:
                break
            person = people[number % len(people)]
            desk = desks.desk(person.owner, external=False)
            job = await upload(desk, bodies[number % len(bodies)])
            person.jobs.append(job.job_id)
            brought.append((desk, job.job_id))
            await asyncio.sleep(every_seconds)
        async with asyncio.timeout(_ENDING_SECONDS):
            return [await _ended(desk, job_id) for desk, job_id in brought]


async def _ended(desk: Desk, job_id: str) -> JobRecord:
    while (job := await desk.job(job_id)).is_running:  # noqa: ASYNC110 - the storage tells nobody
        await asyncio.sleep(0.2)
    return job
