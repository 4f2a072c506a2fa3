"""How the rows of a file were accounted for, in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from pages.reporting.reject_words import reason_in_words
from pages.wording.country_names import GROUP_LABELS, NO_COUNTRY, NOT_RECOGNISED
from pages.wording.dialects import HASHES, described
from pages.wording.formats import duration, number, plural, share, size
from pages.wording.outcomes import customers_in, figure
from worker.desk.preview import Dialect
from worker.jobs.record import JobRecord, Outcome

_MOST_LINES = 10
_FIRST_USABLE = "the first usable one decided"


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


def tells_countries_of_rows(outcome: Outcome) -> bool:
    """Whether the report says how many rows have no country we know; older ones do not."""
    return {"rows_without_country", "rows_not_recognised"} <= outcome.details.keys()


def usable_rows(outcome: Outcome) -> int:
    """Rows with a valid email and a country we know, duplicates included; of older reports by email alone."""
    details = outcome.details
    unknown = figure(details, "rows_without_country") + figure(details, "rows_not_recognised")
    return outcome.customers + outcome.duplicates - unknown


def usable_share(outcome: Outcome) -> str:
    """What share of all rows that is."""
    return share(usable_rows(outcome), outcome.rows)


def row_accounts(outcome: Outcome) -> list[Account]:
    """Where every row went: the rows of the file, then the parts that add up to them."""
    return [
        Account("Rows in the file", outcome.rows),
        Account("Customers, each counted once", outcome.customers),
        Account("Duplicates of a customer already counted", outcome.duplicates),
        *(_rejected(outcome, reason, rows) for reason, rows in outcome.rejected.items() if rows),
    ]


def country_accounts(outcome: Outcome) -> list[Account]:
    """What the rows of customers name for a country: all such rows, then the parts that add up to them."""
    if not tells_countries_of_rows(outcome):
        return []
    return [
        Account("Rows of customers and their duplicates", outcome.customers + outcome.duplicates),
        Account("Usable: a valid email and a country we know", usable_rows(outcome)),
        Account(
            NO_COUNTRY,
            figure(outcome.details, "rows_without_country"),
            "The field is empty, or holds a word that stands for nothing, such as “N/A” or “unknown”.",
        ),
        Account(
            NOT_RECOGNISED,
            figure(outcome.details, "rows_not_recognised"),
            "What the field holds is no country we know.",
        ),
    ]


def facts(job: JobRecord) -> list[tuple[str, str]]:
    """What else is known of a finished job, as labels and values, without what the record does not say."""
    outcome = job.outcome
    if outcome is None:
        return []
    details = outcome.details
    unpacked = figure(details, "unpacked_bytes")
    found: list[tuple[str, str | None]] = [
        ("File", job.file.name),
        ("Read as", _dialect(details)),
        ("Email column", _text(details, "email_column")),
        ("Country column", _text(details, "country_column")),
        ("Gmail addresses", "dots and +tags ignored" if details.get("fold_gmail") is True else None),
        ("Several addresses in one field", _with_note(details, "rows_with_several_addresses", _FIRST_USABLE)),
        ("Email from a further column", _plural(details, "rows_by_further_columns", "row")),
        ("Emails already hashed", _hashed(details)),
        ("Read row by row, to be sure", _plural(details, "carefully_read_rows", "row")),
        ("In UTF-8, unlike the rest, and read so", _plural(details, "utf8_lines", "line")),
        *((label, _customers(customers_in(outcome, group))) for group, label in GROUP_LABELS.items()),
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


def _rejected(outcome: Outcome, reason: str, rows: int) -> Account:
    label, explanation = reason_in_words(reason)
    named = outcome.details.get("reject_lines")
    lines = named.get(reason, []) if isinstance(named, dict) else []
    known = tuple(line for line in lines if isinstance(line, int)) if isinstance(lines, list) else ()
    return Account(f"Rejected: {label}", rows, explanation, known)


def _text(details: dict[str, Any], key: str) -> str | None:
    value = details.get(key)
    return value if isinstance(value, str) else None


def _plural(details: dict[str, Any], key: str, one: str) -> str | None:
    value = figure(details, key)
    return plural(value, one) if value else None


def _customers(count: int) -> str | None:
    return plural(count, "customer") if count else None


def _with_note(details: dict[str, Any], key: str, note: str) -> str | None:
    rows = _plural(details, key, "row")
    return f"{rows}; {note}" if rows else None


def _hashed(details: dict[str, Any]) -> str | None:
    rows = _plural(details, "hashed_rows", "row")
    kind = HASHES.get(str(details.get("hashed_with")))
    return f"{rows}, with {kind}" if rows and kind else rows


def _conflicting(details: dict[str, Any]) -> str | None:
    value = figure(details, "conflicting_customers")
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
