"""How the rows of a file were accounted for, in words."""

from __future__ import annotations

from dataclasses import dataclass

from pages.reporting.reject_words import reason_in_words
from pages.wording.country_names import GROUP_LABELS, NO_COUNTRY, NOT_RECOGNISED
from pages.wording.dialects import HASHES, described
from pages.wording.formats import duration, number, plural, share, size
from pages.wording.outcomes import customers_in, said_in_words
from worker.jobs.correcting import reported
from worker.jobs.details import Details
from worker.jobs.record import JobRecord, Outcome

_MOST_LINES = 10


@dataclass(frozen=True)
class Account:
    """Rows that went the same way.

    Attributes:
        explanation: what that means, as a sentence; may be empty.
        lines: physical lines of the file, or rows of the sheet, from 1, where the first of them stand.
        noun: what these are called.
    """

    label: str
    rows: int
    explanation: str = ""
    lines: tuple[int, ...] = ()
    noun: str = "line"

    @property
    def where(self) -> str:
        """The lines in words: line 7; lines 3, 17 and more."""
        if not self.lines:
            return ""
        listed = ", ".join(number(line) for line in self.lines[:_MOST_LINES])
        more = " and more" if self.rows > min(len(self.lines), _MOST_LINES) else ""
        return f"{self.noun if len(self.lines) == 1 else f'{self.noun}s'} {listed}{more}"


def tells_countries_of_rows(outcome: Outcome) -> bool:
    """Whether the report says how many rows have no country we know; older ones do not."""
    return None not in (outcome.details.rows_without_country, outcome.details.rows_not_recognised)


def usable_rows(outcome: Outcome) -> int:
    """Rows with a valid email and a country we know, duplicates included; of older reports by email alone."""
    details = outcome.details
    unknown = (details.rows_without_country or 0) + (details.rows_not_recognised or 0)
    return outcome.customers + outcome.duplicates - unknown


def usable_share(outcome: Outcome) -> str:
    """What share of all rows that is; at least, where corrections leave no more to be told."""
    at_least = "≥\N{NO-BREAK SPACE}" if outcome.details.usable_at_least else ""
    return at_least + share(usable_rows(outcome), outcome.rows)


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
    if not tells_countries_of_rows(outcome) or outcome.details.usable_at_least:
        return []
    return [
        Account("Rows of customers and their duplicates", outcome.customers + outcome.duplicates),
        Account("Usable: a valid email and a country we know", usable_rows(outcome)),
        Account(
            NO_COUNTRY,
            outcome.details.rows_without_country or 0,
            "The field is empty, or holds a word that stands for nothing, such as “N/A” or “unknown”.",
        ),
        Account(
            NOT_RECOGNISED,
            outcome.details.rows_not_recognised or 0,
            "What the field holds is no country we know.",
        ),
    ]


def facts(job: JobRecord) -> list[tuple[str, str]]:
    """What else is known of a finished job, as labels and values, without what the record does not say."""
    outcome = reported(job)
    if outcome is None:
        return []
    details = outcome.details
    several = _plural(details.rows_with_several_addresses, "row")
    conflicting = _plural(details.conflicting_customers, "customer")
    at_most = "at most " if details.conflicting_at_most else ""
    found: list[tuple[str, str | None]] = [
        ("File", job.file.name),
        ("Read as", described(details.dialect) if details.dialect else None),
        ("Sheet", _sheet(details)),
        ("Hidden in the workbook, and counted", _plural(details.hidden_rows, "row")),
        ("Email column", details.email_column),
        ("Country column", details.country_column),
        ("Gmail addresses", "dots and +tags ignored" if details.fold_gmail else None),
        ("Several addresses in one field", _with_note(several, "the first usable one decided")),
        ("Email from a further column", _plural(details.rows_by_further_columns, "row")),
        ("Emails already hashed", _hashed(details)),
        ("Read row by row, to be sure", _plural(details.carefully_read_rows, "row")),
        ("In UTF-8, unlike the rest, and read so", _plural(details.utf8_lines, "line")),
        *(
            (label, _plural(customers_in(outcome, group), "customer"))
            for group, label in GROUP_LABELS.items()
        ),
        ("“NA” taken for no country", _plural(details.customers_not_available, "customer")),
        ("Countries you said", _said(job)),
        ("Rows name different countries", _with_note(conflicting, "the first row decided", at_most)),
        ("File size", size(job.file.size) if job.file.size else None),
        ("Unpacked", size(details.unpacked_bytes) if details.unpacked_bytes > job.file.size else None),
        ("Time to read the file", _seconds(details.reading_seconds)),
        ("Time to count", _seconds(details.counting_seconds)),
        ("Rows a second", _speed(outcome)),
        ("Attempts", number(job.attempts) if job.attempts > 1 else None),
    ]
    return [(label, value) for label, value in found if value is not None]


def _rejected(outcome: Outcome, reason: str, rows: int) -> Account:
    label, explanation = reason_in_words(reason)
    lines = outcome.details.reject_lines.get(reason, ())
    dialect = outcome.details.dialect
    noun = "row" if dialect and dialect.book else "line"
    return Account(f"Rejected: {label}", rows, explanation, tuple(lines), noun)


def _sheet(details: Details) -> str | None:
    book = details.dialect.book if details.dialect else None
    return book.name or None if book else None


def _plural(value: int, one: str) -> str | None:
    return plural(value, one) if value else None


def _with_note(count: str | None, note: str, before: str = "") -> str | None:
    return f"{before}{count}; {note}" if count else None


def _said(job: JobRecord) -> str | None:
    made = job.corrections.made if job.corrections else ()
    return "; ".join(said_in_words(each.value, each.country) for each in made) or None


def _hashed(details: Details) -> str | None:
    rows = _plural(details.hashed_rows, "row")
    return f"{rows}, with {HASHES[details.hashed_with]}" if rows and details.hashed_with else rows


def _seconds(value: float | None) -> str | None:
    return None if value is None else duration(value)


def _speed(outcome: Outcome) -> str | None:
    return number(round(outcome.rows / outcome.seconds)) if outcome.rows > outcome.seconds > 0 else None
