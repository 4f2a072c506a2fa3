"""How the rows of a file were accounted for, in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from pages.reporting.rejects import reason_in_words
from pages.wording.countries import NO_COUNTRY
from pages.wording.dialects import described
from pages.wording.formats import duration, number, plural, share, size
from worker.jobs.preview import Dialect
from worker.jobs.record import JobRecord, Outcome

_MOST_LINES = 10


@dataclass(frozen=True)
class Account:
    """Rows that went the same way.

    Attributes:
        explanation: what that means, as a sentence; may be empty.
        lines: physical lines of the file, from 1, where the first of them stand.
    """

    label: str
    rows: int
    explanation: str = ""
    lines: tuple[int, ...] = ()

    @property
    def where(self) -> str:
        """The lines in words: line 7; lines 3, 17 and more."""
        if not self.lines:
            return ""
        listed = ", ".join(number(line) for line in self.lines[:_MOST_LINES])
        more = " and more" if self.rows > min(len(self.lines), _MOST_LINES) else ""
        return f"{'line' if len(self.lines) == 1 else 'lines'} {listed}{more}"


def usable_share(outcome: Outcome) -> str:
    """The share of rows with a usable email, duplicates included."""
    return share(outcome.customers + outcome.duplicates, outcome.rows)


def row_accounts(outcome: Outcome) -> list[Account]:
    """Where every row went: the rows of the file, then the parts that add up to them."""
    return [
        Account("Rows in the file", outcome.rows),
        Account("Customers, each counted once", outcome.customers),
        Account("Duplicates of a customer already counted", outcome.duplicates),
        *(_rejected(outcome, reason, rows) for reason, rows in outcome.rejected.items() if rows),
    ]


def facts(job: JobRecord) -> list[tuple[str, str]]:
    """What else is known of a finished job, as labels and values, without what the record does not say."""
    outcome = job.outcome
    if outcome is None:
        return []
    details = outcome.details
    unpacked = _count(details, "unpacked_bytes")
    found: list[tuple[str, str | None]] = [
        ("File", job.file.name),
        ("Read as", _dialect(details)),
        ("Email column", _text(details, "email_column")),
        ("Country column", _text(details, "country_column")),
        ("Gmail addresses", "dots and +tags ignored" if details.get("fold_gmail") is True else None),
        ("Emails already hashed", _plural(details, "hashed_rows", "row")),
        ("Read row by row, to be sure", _plural(details, "carefully_read_rows", "row")),
        (NO_COUNTRY, _plural(details, "customers_without_country", "customer")),
        ("“NA” taken for no country", _plural(details, "customers_not_available", "customer")),
        ("Rows name different countries", _conflicting(details)),
        ("File size", size(job.file.size) if job.file.size else None),
        ("Unpacked", size(unpacked) if unpacked > job.file.size else None),
        ("Time to read the file", _seconds(details, "reading_seconds")),
        ("Time to count", _seconds(details, "counting_seconds")),
        ("Rows a second", _speed(outcome)),
        ("Attempts", number(job.attempts) if job.attempts > 1 else None),
    ]
    return [(label, value) for label, value in found if value is not None]


def unrecognised(outcome: Outcome) -> tuple[int, list[tuple[str, int]]]:
    """How many values are no country we know, and the largest of them with their customers."""
    count = outcome.details.get("unrecognised_countries", 0)
    listed = outcome.details.get("unrecognised", [])
    if not isinstance(count, int) or not isinstance(listed, list):
        return 0, []
    values = [
        (str(item["value"]), int(item["customers"]))
        for item in listed
        if isinstance(item, dict) and "value" in item and isinstance(item.get("customers"), int)
    ]
    return max(count, len(values)), values


def _rejected(outcome: Outcome, reason: str, rows: int) -> Account:
    label, explanation = reason_in_words(reason)
    named = outcome.details.get("reject_lines")
    lines = named.get(reason, []) if isinstance(named, dict) else []
    known = tuple(line for line in lines if isinstance(line, int)) if isinstance(lines, list) else ()
    return Account(f"Rejected: {label}", rows, explanation, known)


def _text(details: dict[str, Any], key: str) -> str | None:
    value = details.get(key)
    return value if isinstance(value, str) else None


def _count(details: dict[str, Any], key: str) -> int:
    value = details.get(key)
    return value if isinstance(value, int) else 0


def _plural(details: dict[str, Any], key: str, one: str) -> str | None:
    value = _count(details, key)
    return plural(value, one) if value else None


def _conflicting(details: dict[str, Any]) -> str | None:
    value = _count(details, "conflicting_customers")
    return f"{plural(value, 'customer')}; the first row decided" if value else None


def _dialect(details: dict[str, Any]) -> str | None:
    try:
        return described(Dialect.model_validate(details["dialect"]))
    except (KeyError, ValidationError):
        return None


def _seconds(details: dict[str, Any], key: str) -> str | None:
    value = details.get(key)
    return duration(value) if isinstance(value, int | float) else None


def _speed(outcome: Outcome) -> str | None:
    return number(round(outcome.rows / outcome.seconds)) if outcome.rows > outcome.seconds > 0 else None
