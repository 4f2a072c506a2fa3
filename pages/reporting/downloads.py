"""What people download: no cell runs in a spreadsheet or steers a terminal, file names are safe."""

from __future__ import annotations

import json
from pathlib import PurePath

import polars as pl

from pages.reporting.formulas import harmless
from pages.reporting.row_accounts import usable_rows
from pages.reporting.summary_table import read_counts
from pages.wording.shown_values import cleaned
from worker.jobs.correcting import reported as reported_outcome
from worker.jobs.file_names import without_suffixes
from worker.jobs.record import JobRecord
from worker.text.csv_rows import csv_text
from worker.text.unseen import escaped

_STEM_BYTES = 150
_FORBIDDEN_IN_NAMES = frozenset('<>:"/\\|?*')


def summary_csv(body: bytes) -> bytes:
    """The summary as it is downloaded: the worker's very bytes, unless a cell needs neutralising."""
    counts = read_counts(body)
    safe = [(harmless(cleaned(country)), count) for country, count in counts]
    if safe == counts:
        return body
    return csv_text([["country", "user_count"], *([country, str(count)] for country, count in safe)]).encode()


def named_csv(table: pl.DataFrame) -> bytes:
    """The report for readers: country codes, English names, customers and shares; grouped as on the page.

    Args:
        table: as `pages.reporting.summary_table.read_summary` returns it.
    """
    header = ["country", "country_name", "user_count", "share"]
    rows = [
        [row["code"], row["name"], str(row["customers"]), f"{row['share']:.6f}"]
        for row in table.iter_rows(named=True)
    ]
    return csv_text([header, *rows]).encode()


def quality_json(job: JobRecord) -> bytes:
    """How every row was accounted for, and how the file was read, for people and programs."""
    reported = reported_outcome(job)
    outcome = reported.model_dump(mode="json", exclude={"etag", "modified", "top"}) if reported else {}
    if reported and reported.rows:
        usable = usable_rows(reported)
        outcome |= {"usable_rows": usable, "usable_share": round(usable / reported.rows, 6)}
    if job.corrections and job.corrections.made:
        outcome["corrections"] = [made.model_dump(mode="json") for made in job.corrections.made]
    document = {
        "report": job.job_id,
        "name": job.name,
        "file": {"name": job.file.name, "bytes": job.file.size},
        "counted_at": job.finished_at.isoformat() if job.finished_at else None,
        **outcome,
    }
    return escaped(json.dumps(document, ensure_ascii=False, indent=2)).encode() + b"\n"


def download_name(job: JobRecord, suffix: str) -> str:
    """A file name for a download, after the analyst's own: `customers-eu by country.csv`.

    Args:
        job: whose name, or else whose file's, may be any text.
        suffix: what follows its stem, extension included.
    """
    stem = job.remarks.name or without_suffixes(PurePath(job.file.name.replace("\\", "/")).name)
    kept = "".join(char for char in stem if char.isprintable() and char not in _FORBIDDEN_IN_NAMES)
    short = kept.encode()[:_STEM_BYTES].decode(errors="ignore").strip(" .")
    return f"{short or 'report'}{suffix}"
