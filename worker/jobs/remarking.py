"""Saying something of a report; a pure function from record to record."""

from __future__ import annotations

from worker.jobs.record import JobRecord
from worker.jobs.remarks import Remarks


def remark(job: JobRecord, remarks: Remarks) -> JobRecord:
    """Its owner says something of it, in whatever state it is: that is no sign of life, and no step.

    A name that is the file's is none of its own.
    """
    if remarks.name == job.file.name:
        remarks = remarks.model_copy(update={"name": ""})
    return job if remarks == job.remarks else job.model_copy(update={"remarks": remarks})
