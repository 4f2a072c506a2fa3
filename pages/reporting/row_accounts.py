"""How the rows of a file were accounted for, in words."""

from __future__ import annotations

from dataclasses import dataclass

from pages.reporting.reject_words import reason_in_words
from pages.wording.country_names import GROUP_LABELS, NO_COUNTRY, NOT_RECOGNISED
from pages.wording.dialects import HASHES, described
from pages.wording.formats import duration, number, share, size
from pages.wording.outcomes import customers_in, said_in_words
from pages.wording.translating import tr, trn
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
        is_of_sheet: whether they are rows of a sheet.
    """

    label: str
    rows: int
    explanation: str = ""
    lines: tuple[int, ...] = ()
    is_of_sheet: bool = False

    @property
    def where(self) -> str:
        """The lines in words: line 7; lines 3, 17 and more."""
        if not self.lines:
            return ""
        listed = ", ".join(number(line) for line in self.lines[:_MOST_LINES])
        if self.rows > min(len(self.lines), _MOST_LINES):
            listed = tr("{numbers} and more", numbers=listed)
        if self.is_of_sheet:
            return trn("row {numbers}", "rows {numbers}", len(self.lines), numbers=listed)
        return trn("line {numbers}", "lines {numbers}", len(self.lines), numbers=listed)


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
        Account(tr("Rows in the file"), outcome.rows),
        Account(tr("Customers, each counted once"), outcome.customers),
        Account(tr("Duplicates of a customer already counted"), outcome.duplicates),
        *(_rejected(outcome, reason, rows) for reason, rows in outcome.rejected.items() if rows),
    ]


def country_accounts(outcome: Outcome) -> list[Account]:
    """What the rows of customers name for a country: all such rows, then the parts that add up to them."""
    if not tells_countries_of_rows(outcome) or outcome.details.usable_at_least:
        return []
    return [
        Account(tr("Rows of customers and their duplicates"), outcome.customers + outcome.duplicates),
        Account(tr("Usable: a valid email and a country we know"), usable_rows(outcome)),
        Account(
            tr(NO_COUNTRY),
            outcome.details.rows_without_country or 0,
            tr("The field is empty, or holds a word that stands for nothing, such as “N/A” or “unknown”."),
        ),
        Account(
            tr(NOT_RECOGNISED),
            outcome.details.rows_not_recognised or 0,
            tr("What the field holds is no country we know."),
        ),
    ]


def facts(job: JobRecord) -> list[tuple[str, str]]:
    """What else is known of a finished job, as labels and values, without what the record does not say."""
    outcome = reported(job)
    if outcome is None:
        return []
    details = outcome.details
    several = _rows(details.rows_with_several_addresses)
    conflicting = _customers(details.conflicting_customers)
    if conflicting and details.conflicting_at_most:
        conflicting = tr("at most {customers}", customers=conflicting)
    found: list[tuple[str, str | None]] = [
        (tr("File"), job.file.name),
        (tr("Read as"), described(details.dialect) if details.dialect else None),
        (tr("Sheet"), _sheet(details)),
        (tr("Hidden in the workbook, and counted"), _rows(details.hidden_rows)),
        (tr("Email column"), details.email_column),
        (tr("Country column"), details.country_column),
        (tr("Gmail addresses"), tr("dots and +tags ignored") if details.fold_gmail else None),
        (
            tr("Several addresses in one field"),
            several and tr("{rows}; the first usable one decided", rows=several),
        ),
        (tr("Email from a further column"), _rows(details.rows_by_further_columns)),
        (tr("Emails already hashed"), _hashed(details)),
        (tr("Read row by row, to be sure"), _rows(details.carefully_read_rows)),
        (tr("In UTF-8, unlike the rest, and read so"), _lines(details.utf8_lines)),
        *((tr(label), _customers(customers_in(outcome, group))) for group, label in GROUP_LABELS.items()),
        (tr("“NA” taken for no country"), _customers(details.customers_not_available)),
        (tr("Countries you said"), _said(job)),
        (
            tr("Rows name different countries"),
            conflicting and tr("{customers}; the first row decided", customers=conflicting),
        ),
        (tr("File size"), size(job.file.size) if job.file.size else None),
        (tr("Unpacked"), size(details.unpacked_bytes) if details.unpacked_bytes > job.file.size else None),
    ]
    return [(label, value) for label, value in found if value is not None]


def timings(job: JobRecord) -> list[tuple[str, str]]:
    """How long what took, likewise."""
    if job.outcome is None:
        return []
    found = [
        (tr("Time to read the file"), _seconds(job.outcome.details.reading_seconds)),
        (tr("Time to count"), _seconds(job.outcome.details.counting_seconds)),
        (tr("Rows a second"), _speed(job.outcome)),
        (tr("Attempts"), number(job.attempts) if job.attempts > 1 else None),
    ]
    return [(label, value) for label, value in found if value is not None]


def _rejected(outcome: Outcome, reason: str, rows: int) -> Account:
    label, explanation = reason_in_words(reason)
    lines = outcome.details.reject_lines.get(reason, ())
    dialect = outcome.details.dialect
    is_of_sheet = bool(dialect and dialect.book)
    return Account(tr("Rejected: {reason}", reason=label), rows, explanation, tuple(lines), is_of_sheet)


def _sheet(details: Details) -> str | None:
    book = details.dialect.book if details.dialect else None
    return book.name or None if book else None


def _rows(value: int) -> str | None:
    return trn("{count} row", "{count} rows", value) if value else None


def _lines(value: int) -> str | None:
    return trn("{count} line", "{count} lines", value) if value else None


def _customers(value: int) -> str | None:
    return trn("{count} customer", "{count} customers", value) if value else None


def _said(job: JobRecord) -> str | None:
    made = job.corrections.made if job.corrections else ()
    return "; ".join(said_in_words(each.value, each.country) for each in made) or None


def _hashed(details: Details) -> str | None:
    rows = _rows(details.hashed_rows)
    if not rows or not details.hashed_with:
        return rows
    return tr("{rows}, with {hash}", rows=rows, hash=HASHES[details.hashed_with])


def _seconds(value: float | None) -> str | None:
    return None if value is None else duration(value)


def _speed(outcome: Outcome) -> str | None:
    return number(round(outcome.rows / outcome.seconds)) if outcome.rows > outcome.seconds > 0 else None
