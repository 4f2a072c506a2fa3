"""How far a job is."""

from __future__ import annotations

from streamlit.delta_generator import DeltaGenerator

from pages.wording.formats import compact
from worker.jobs.record import JobRecord, Progress


def show_progress(job: JobRecord, place: DeltaGenerator) -> None:
    """A bar with the rows so far and their speed."""
    progress = job.progress or Progress()
    text = "Counting starts" if progress.rows == 0 else f"{compact(progress.rows)} rows"
    if progress.rows_per_second >= 1:
        text += f" · {compact(round(progress.rows_per_second))} rows a second"
    place.progress(min(max(progress.share, 0.0), 1.0), text=text)
