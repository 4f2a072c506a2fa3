"""What was counted becomes the answer: the report, and how every row of each file was accounted for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

import numpy as np

from worker.counting.keys.count import CustomerCounts, FileCounts
from worker.counting.process.protocol import CountResult
from worker.counting.quality import Quality
from worker.counting.read_file import ReadFile
from worker.counting.report_countries import Codes, Counts, ReportCountries
from worker.counting.shares import MOST_AUDIENCES, Combination, FileShare
from worker.countries import Group
from worker.dialect.model import Dialect
from worker.dialect.values.hashes import EmailHash
from worker.reject import Reject

_TOP_COUNTRIES = 5


class Report:
    """Puts an answer together.

    Args:
        files: as they were read.
        countries: of all of them.
        codes: by file the report's code of each of its own.
        fold_gmail: whether dots and +tags in Gmail addresses were ignored.
    """

    def __init__(
        self,
        files: Sequence[ReadFile],
        countries: ReportCountries,
        codes: Sequence[Codes],
        *,
        fold_gmail: bool,
    ) -> None:
        self._files = files
        self._countries = countries
        self._codes = codes
        self._fold_gmail = fold_gmail

    def answer(
        self, counted: CustomerCounts, *, reading_seconds: float, counting_seconds: float
    ) -> CountResult:
        """The answer to a request whose customers are these."""
        summary = self._countries.summary(counted.customers)
        if int(counted.customers.sum()) != summary.customers:
            raise AssertionError("the report does not add up to the customers counted")
        quality = self._quality(counted, reading_seconds, counting_seconds)
        is_one = len(self._files) == 1
        return CountResult(
            summary_csv=summary.to_csv(),
            reading=self._files[0].reading if is_one else None,
            quality=quality,
            files=() if counted.of_files is None else tuple(self._shares(counted.of_files)),
            combinations=() if counted.of_files is None else tuple(self._combinations(counted.of_files)),
            disagreeing_customers=counted.of_files.disagreeing if counted.of_files else 0,
        )

    def _quality(self, counted: CustomerCounts, reading_seconds: float, counting_seconds: float) -> Quality:
        files, first = self._files, self._first
        summary = self._countries.summary(counted.customers)
        by_rows = self._countries.summary(self._rows_by_country())
        customers = summary.customers
        hashed: Counter[EmailHash] = sum((file.keys.hashed for file in files), Counter())
        return Quality(
            rows=sum(file.keys.rows for file in files),
            customers=customers,
            duplicates=sum(file.keys.stored_rows for file in files) - customers,
            rejected=_told(sum((file.keys.rejected for file in files), Counter())),
            reject_lines=first.keys.reject_lines if len(files) == 1 else {},
            countries=summary.countries,
            top=summary.of(Group.COUNTRY)[:_TOP_COUNTRIES],
            customers_without_country=summary.without_country,
            customers_not_available=summary.not_available,
            placeholders=summary.largest_of(Group.NONE),
            customers_not_recognised=summary.not_recognised,
            unrecognised_countries=len(summary.of(Group.NOT_RECOGNISED)),
            unrecognised=summary.largest_of(Group.NOT_RECOGNISED),
            unrecognised_rows=summary.largest_in(by_rows, Group.NOT_RECOGNISED),
            rows_without_country=by_rows.without_country,
            rows_not_recognised=by_rows.not_recognised,
            conflicting_customers=counted.conflicting,
            rows_with_several_addresses=sum(file.keys.several_rows for file in files),
            rows_by_further_columns=sum(file.keys.further_rows for file in files),
            hashed_rows=hashed.total(),
            hashed_with=next(iter(hashed), None),
            carefully_read_rows=sum(file.keys.carefully_read_rows for file in files),
            utf8_lines=sum(file.utf8_lines for file in files),
            hidden_rows=sum(file.hidden_rows for file in files),
            dialect=first.reading.dialect if first.reading else Dialect(),
            email_column=first.email_column,
            country_column=first.country_column,
            fold_gmail=self._fold_gmail,
            file_bytes=sum(file.file_bytes for file in files),
            unpacked_bytes=sum(file.unpacked_bytes for file in files),
            reading_seconds=round(reading_seconds, 3),
            counting_seconds=round(counting_seconds, 3),
        )

    @property
    def _first(self) -> ReadFile:
        """The first file that is not empty."""
        return next(file for file in self._files if file.reading)

    def _rows_by_country(self) -> Counts:
        total = np.zeros(len(self._countries), np.int64)
        for file, codes in zip(self._files, self._codes, strict=True):
            np.add.at(total, codes, file.keys.by_country)
        return total

    def _shares(self, counts: FileCounts) -> Iterator[FileShare]:
        for number, file in enumerate(self._files):
            distinct = int(counts.distinct[number])
            yield FileShare(
                rows=file.keys.rows,
                customers=distinct,
                new_customers=int(counts.new[number]),
                duplicates=file.keys.stored_rows - distinct,
                rejected=_told(file.keys.rejected),
                reject_lines=file.keys.reject_lines,
                file_bytes=file.file_bytes,
                email_column=file.email_column,
                country_column=file.country_column,
                reading=file.reading,
            )

    def _combinations(self, counts: FileCounts) -> Iterator[Combination]:
        for audiences, customers in enumerate(counts.by_audiences):
            if customers.any():
                members = [at for at in range(MOST_AUDIENCES) if audiences >> at & 1]
                rows = self._countries.summary(customers).rows
                yield Combination(audiences=tuple(members), countries=tuple(rows))


def _told(rejected: Counter[Reject]) -> dict[Reject, int]:
    return {reason: rows for reason, rows in sorted(rejected.items()) if rows}
