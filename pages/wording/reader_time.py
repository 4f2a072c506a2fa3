"""Times as the reader's clock shows them."""

from __future__ import annotations

from datetime import UTC, datetime, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import streamlit as st

from pages.wording.formats import exact, relative
from worker.jobs.record import JobRecord


def moment_of(job: JobRecord) -> datetime:
    """The moment that a report's age is told from: its end, or before that its beginning."""
    return job.finished_at or job.created_at


def when(moment: datetime, now: datetime) -> str:
    """HTML that says how long ago something was, and exactly when on hover."""
    hover = exact(moment, _zone())
    return f'<time datetime="{moment.isoformat()}" title="{hover}">{relative(moment, now)}</time>'


def _zone() -> tzinfo:
    try:
        return ZoneInfo(st.context.timezone or "UTC")
    except (ZoneInfoNotFoundError, ValueError):
        return UTC
