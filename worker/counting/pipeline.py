"""One file, from its first byte to its report."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from worker.counting.keys.count import CustomerCounts, count_customers
from worker.counting.keys.email_keys import EmailRules, Hashing, hash_email
from worker.counting.keys.key_files import KeyStore
from worker.counting.keys.partition import Partitioned, partition
from worker.counting.process.disk import require_disk_room
from worker.counting.process.fetching import at_hand
from worker.counting.process.protocol import CountProgress, CountRequest, CountResult
from worker.counting.process.scratch import keys_folder
from worker.counting.promises import require_as_promised
from worker.counting.quality import Quality
from worker.counting.rejects import no_customers
from worker.counting.restarts import Doubtful, ReadAgain
from worker.counting.row_stream import Assumed, RowStream, open_rows
from worker.counting.source.byte_stream import ByteStream, open_stream
from worker.counting.summary import meanings_of, summarise
from worker.countries import Group
from worker.dialect.columns.not_available import question_by_counts
from worker.dialect.phrases import joined, place
from worker.dialect.unclear import Unclear
from worker.errors import FileRefused

_READ_SHARE = 0.85
"""How much of the whole time it takes to read, as measured; only the progress bar depends on it."""

_TOP_COUNTRIES = 5
_ROWS_A_PARTITION = 200_000
_FEWEST_PARTITIONS, _MOST_PARTITIONS = 16, 1024

OnProgress = Callable[[CountProgress], None]


def summarise_file(
    request: CountRequest, *, on_progress: OnProgress = lambda _: None, hashing: Hashing = hash_email
) -> CountResult:
    """Count the distinct customers of a file by country, exactly, in memory that does not grow with the file.

    Args:
        request: the file, and a scratch folder that exists.
        on_progress: called after each block and key file.
        hashing: another one, for tests that want collisions.

    Raises:
        Unclear: a person has to look at how the file is read first.
        FileRefused: the file cannot be counted with certainty.
        StorageUnavailable: it cannot be read right now.
        ConfigurationError: the storage refuses the credentials.
        NoRoom: the scratch disk has too little room.
        OSError: the scratch disk is full or broken.
    """
    with (
        open_stream(request.file.source) as opened,
        keys_folder(request.scratch_dir) as scratch,
        at_hand(opened, request, scratch) as stream,
    ):
        meter = _Meter(stream.size, on_progress)
        try:
            rows, keys = _keys_of(stream, scratch, request, meter=meter, hashing=hashing)
            reading_seconds = meter.seconds()
            counted = count_customers(
                keys.files,
                meanings_of(keys.countries, na_is_country=rows.reading.na_is_country),
                threads=request.tuning.threads,
                piece_rows=request.tuning.piece_rows,
                on_file=lambda done: meter.counted(done / len(keys.files)),
            )
            timings = _Timings(stream.size, reading_seconds, meter.seconds() - reading_seconds)
            return _result(rows, keys, counted, timings)
        except FileRefused:
            stream.confirm_read()
            raise


def _keys_of(
    stream: ByteStream, folder: Path, request: CountRequest, *, meter: _Meter, hashing: Hashing
) -> tuple[RowStream, Partitioned]:
    """The keys of all rows, from the beginning again when the rows show that they must be read otherwise.

    Raises:
        Unclear: what the rows show must be asked about.
        FileRefused: the file cannot be read with certainty, or changed meanwhile.
    """
    assumed = Assumed(EmailRules(fold_gmail=request.file.options.fold_gmail))
    while True:
        rows = open_rows(stream, request, assumed)
        try:
            keys = _partition(rows, folder, request, source_bytes=stream.size, meter=meter, hashing=hashing)
            _require_known_na(rows, keys)
        except ReadAgain as fault:
            assumed = assumed.corrected(fault, rows)
        except Doubtful as fault:
            found = {"doubts": fault.doubts, **fault.proposed}
            raise Unclear(rows.reading.model_copy(update=found)) from None
        else:
            stream.confirm_unchanged()
            return rows, keys


def _partition(
    rows: RowStream,
    folder: Path,
    request: CountRequest,
    *,
    source_bytes: int,
    meter: _Meter,
    hashing: Hashing,
) -> Partitioned:
    for left in folder.glob("*.keys"):  # of a reading that proved wrong
        left.unlink()
    expected_rows = rows.expected(source_bytes)
    require_disk_room(folder, expected_rows)
    choices, tuning = request.file.options.choices, request.tuning
    done = partition(
        rows.text,
        KeyStore(folder, tuning.partitions or partitions_for(expected_rows), request.disk_bytes),
        choices,
        tuning,
        on_block=lambda done: meter.read(done, rows.position.source_bytes),
        hashing=hashing,
    )
    require_as_promised(done, rows.sampler, rows.text.layout, rows.promised, choices)
    return done


def _require_known_na(rows: RowStream, keys: Partitioned) -> None:
    """Let "NA" be counted only where it is plain what it means.

    Raises:
        Doubtful: more rows hold it than Namibia may have customers.
    """
    counts = dict(zip(keys.countries, keys.by_country.tolist(), strict=True)) | {"": 0}
    if rows.reading.not_available is None and (question := question_by_counts(counts)):
        raise Doubtful(question.doubt)


def partitions_for(expected_rows: int) -> int:
    """How many key files suit so many rows: a power of two that keeps each small, and the open files few."""
    wanted = max(1, expected_rows // _ROWS_A_PARTITION)
    return min(max(1 << (wanted - 1).bit_length(), _FEWEST_PARTITIONS), _MOST_PARTITIONS)


@dataclass(frozen=True, slots=True)
class _Timings:
    file_bytes: int
    reading_seconds: float
    counting_seconds: float


def _result(rows: RowStream, keys: Partitioned, counted: CustomerCounts, timings: _Timings) -> CountResult:
    if not keys.stored_rows:
        columns = rows.reading.dialect.columns
        raise no_customers(keys.rejected, keys.rows, place(columns, rows.text.layout.email))
    na_is_country = rows.reading.na_is_country
    summary, by_country = (
        summarise(zip(keys.countries, numbers.tolist(), strict=True), na_is_country=na_is_country)
        for numbers in (counted.customers, keys.by_country)
    )
    customers = int(counted.customers.sum())
    if customers != summary.customers:
        raise AssertionError("the report does not add up to the customers counted")
    rejected = {reason: rows for reason, rows in sorted(keys.rejected.items()) if rows}
    dialect = rows.reading.dialect
    return CountResult(
        summary_csv=summary.to_csv(),
        reading=rows.reading,
        quality=Quality(
            rows=keys.rows,
            customers=customers,
            duplicates=keys.stored_rows - customers,
            rejected=rejected,
            reject_lines=keys.reject_lines,
            countries=summary.countries,
            top=summary.of(Group.COUNTRY)[:_TOP_COUNTRIES],
            customers_without_country=summary.without_country,
            customers_not_available=summary.not_available,
            placeholders=summary.largest_of(Group.NONE),
            customers_not_recognised=summary.not_recognised,
            unrecognised_countries=len(summary.of(Group.NOT_RECOGNISED)),
            unrecognised=summary.largest_of(Group.NOT_RECOGNISED),
            unrecognised_rows=summary.largest_in(by_country, Group.NOT_RECOGNISED),
            rows_without_country=by_country.without_country,
            rows_not_recognised=by_country.not_recognised,
            conflicting_customers=counted.conflicting,
            rows_with_several_addresses=keys.several_rows,
            rows_by_further_columns=keys.further_rows,
            hashed_rows=keys.hashed.total(),
            hashed_with=next(iter(keys.hashed), None),
            carefully_read_rows=keys.carefully_read_rows,
            utf8_lines=rows.position.utf8_lines,
            hidden_rows=rows.position.notes.hidden_rows,
            dialect=dialect,
            email_column=joined(dialect.columns, rows.text.layout.emails),
            country_column=joined(dialect.columns, rows.text.layout.countries),
            fold_gmail=rows.text.rules.fold_gmail,
            file_bytes=timings.file_bytes,
            unpacked_bytes=rows.position.unpacked_bytes,
            reading_seconds=round(timings.reading_seconds, 3),
            counting_seconds=round(timings.counting_seconds, 3),
        ),
    )


class _Meter:
    """Turns what the phases report into progress, which stands still while a file is read again."""

    def __init__(self, bytes_total: int, on_progress: OnProgress) -> None:
        self._bytes_total = bytes_total
        self._on_progress = on_progress
        self._start = time.monotonic()
        self._rows = 0
        self._share = 0.0

    def seconds(self) -> float:
        """Since the start."""
        return time.monotonic() - self._start

    def read(self, rows: int, bytes_read: int) -> None:
        """So many rows are read, and of the file so much."""
        self._rows = max(self._rows, rows)
        self._tell("reading", bytes_read, _READ_SHARE * bytes_read / max(1, self._bytes_total))

    def counted(self, share: float) -> None:
        """That share of the key files is counted."""
        self._tell("counting", self._bytes_total, _READ_SHARE + (1 - _READ_SHARE) * share)

    def _tell(self, phase: Literal["reading", "counting"], bytes_read: int, share: float) -> None:
        self._share = max(self._share, share)
        self._on_progress(
            CountProgress(
                phase=phase,
                rows=self._rows,
                bytes_read=bytes_read,
                bytes_total=self._bytes_total,
                share=round(self._share, 4),
                rows_per_second=round(self._rows / max(self.seconds(), 0.001), 1),
            )
        )
