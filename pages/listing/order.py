"""In which order reports are listed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from enum import StrEnum
from typing import Any

from pages.listing.search import folded
from pages.wording.states import Filter, filter_of
from worker.jobs.record import JobRecord
from worker.text.sentences import say

_DIGITS = re.compile(r"(\d+)")
_URGENT_FIRST = (Filter.NEEDS_YOU, Filter.RUNNING, Filter.FAILED, Filter.READY, Filter.ENDED)


class Order(StrEnum):
    """What comes first."""

    NEWEST = say("Newest")
    NAME = say("Name")
    CUSTOMERS = say("Customers")
    STATE = say("State")


def in_order(jobs: Iterable[JobRecord], order: Order) -> list[JobRecord]:
    """The reports in this order; equal ones, and all of NEWEST, stay as they came: newest first."""
    return sorted(jobs, key=_KEYS[order])


def _by_name(job: JobRecord) -> tuple[tuple[bool, int, str], ...]:
    """Numbers count as such: week 9 comes before week 10."""
    parts = _DIGITS.split(folded(job.name))
    return tuple((False, int(part), "") if at % 2 else (True, 0, part) for at, part in enumerate(parts))


def _by_customers(job: JobRecord) -> int:
    """Most first; those without a report last."""
    return 1 if job.outcome is None else -job.outcome.customers


def _by_state(job: JobRecord) -> int:
    return _URGENT_FIRST.index(filter_of(job))


_KEYS: dict[Order, Callable[[JobRecord], Any]] = {
    Order.NEWEST: lambda _: 0,
    Order.NAME: _by_name,
    Order.CUSTOMERS: _by_customers,
    Order.STATE: _by_state,
}
