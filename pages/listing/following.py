"""Rows of reports that follow what becomes of these, whoever did it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import streamlit as st

from pages.access.visitor import current_desk
from pages.backend import backend
from pages.listing.moving import is_hidden, move_rows
from pages.listing.view import Telling
from pages.live import show_live
from pages.wording.states import faces, poll_seconds
from worker.desk.expecting import Expectation
from worker.errors import StorageUnavailable
from worker.jobs.record import JobRecord
from worker.storage.clock import utc_now

_AWAY_SECONDS = 3.0
_NOTHING_RUNS_SECONDS = 10.0
_LAST_SEEN = "reports_last_seen"
Expected = dict[str, Expectation]


class Listing:
    """The reports as they are now, or, with the storage away, as they were last seen.

    Args:
        recent: whether they may be a moment old, which is cheaper.
    """

    def __init__(self, *, recent: bool = False) -> None:
        desk = current_desk()
        self.jobs: list[JobRecord] | None
        try:
            self.jobs = backend().call(desk.recent_jobs if recent else desk.jobs)
            self.away: StorageUnavailable | None = None
        except StorageUnavailable as error:
            self.jobs = st.session_state.get(_LAST_SEEN)
            self.away = error
        st.session_state[_LAST_SEEN] = self.jobs
        self.expected = backend().call(desk.expectations.of, self.jobs or [])

    @property
    def poll_seconds(self) -> float | None:
        """How often to look again; None while nobody can see it."""
        if is_hidden():
            return None
        return _AWAY_SECONDS if self.away else poll_seconds(self.jobs or []) or _NOTHING_RUNS_SECONDS


def was_seen() -> bool:
    """Whether the reports have been seen before."""
    return st.session_state.get(_LAST_SEEN) is not None


def follow_rows(
    listing: Listing,
    rows: list[JobRecord],
    drawn: datetime,
    telling: Telling | None = None,
    *,
    of_interest: Callable[[list[JobRecord]], list[JobRecord]] = list,
) -> None:
    """Move bars and ages in the rows; when anything else has changed, the page runs anew.

    Args:
        listing: what was drawn.
        rows: of it, those that have rows.
        drawn: when.
        telling: what the page's address is to say.
        of_interest: those of all reports of which the page shows something.
    """
    seconds = listing.poll_seconds
    shown = {job.job_id for job in rows}
    before = faces(of_interest(listing.jobs or []), drawn)
    is_first_run = True

    def follow() -> None:
        nonlocal is_first_run
        now = listing if is_first_run else Listing(recent=True)
        is_first_run = False
        jobs = now.jobs or []
        if now.poll_seconds != seconds or faces(of_interest(jobs), utc_now()) != before:
            st.rerun()
        move_rows([job for job in jobs if job.job_id in shown], now.expected, utc_now(), telling)

    show_live(follow, every_seconds=seconds)
