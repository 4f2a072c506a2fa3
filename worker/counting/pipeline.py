"""Files to count as one, from the first byte to the report."""

from __future__ import annotations

from worker.counting.all_keys import keys_of
from worker.counting.keys.count import count_customers
from worker.counting.keys.email_keys import Hashing, hash_email
from worker.counting.keys.file_facts import FileFacts
from worker.counting.meter import Meter, OnProgress
from worker.counting.process.protocol import CountRequest, CountResult
from worker.counting.process.scratch import keys_folder
from worker.counting.report import Report
from worker.counting.report_countries import ReportCountries
from worker.errors import FileRefused
from worker.refusal import Refusal
from worker.text.sentences import say


def summarise_files(
    request: CountRequest, *, on_progress: OnProgress = lambda _: None, hashing: Hashing = hash_email
) -> CountResult:
    """Count the distinct customers of files by country, exactly, in memory that does not grow with the files.

    Args:
        request: the files, and a scratch folder that exists.
        on_progress: called after each block and key file.
        hashing: another one, for tests that want collisions.

    Raises:
        Unclear: a person has to look at how a file is read first.
        FileRefused: a file cannot be counted with certainty.
        StorageUnavailable: it cannot be read right now.
        ConfigurationError: the storage refuses the credentials.
        NoRoom: the scratch disk has too little room.
        OSError: the scratch disk is full or broken.
    """
    files = request.files
    meter = Meter(sum(file.size or 0 for file in files), len(files), on_progress)
    with keys_folder(request.scratch_dir) as folder:
        keys = keys_of(request, folder, meter, hashing)
        if not any(file.reading for file in keys.files):
            raise FileRefused(Refusal.EMPTY_FILE, say("All of these files are empty."))
        countries = ReportCountries()
        codes = [countries.add(file.keys.countries, na_is_country=file.na_is_country) for file in keys.files]
        reading_seconds = meter.seconds()
        counted = count_customers(
            keys.store.runs(),
            FileFacts.of(countries.meanings(), codes, [file.audience for file in files]),
            threads=request.tuning.threads,
            piece_rows=request.tuning.piece_rows,
            on_file=lambda done: meter.counted(done / keys.store.partitions),
        )
    report = Report(keys.files, countries, codes, fold_gmail=keys.rules.fold_gmail)
    return report.answer(
        counted, reading_seconds=reading_seconds, counting_seconds=meter.seconds() - reading_seconds
    )
