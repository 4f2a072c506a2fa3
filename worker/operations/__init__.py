"""What operators see and can do, as data: the same for their page and for the command line."""

from worker.operations.console import Operations, Repaired, open_operations
from worker.operations.snapshot import DeadMessage, JobLine, QueueLine, Snapshot, WorkerLine
from worker.operations.strays import StrayFile

__all__ = [
    "DeadMessage",
    "JobLine",
    "Operations",
    "QueueLine",
    "Repaired",
    "Snapshot",
    "StrayFile",
    "WorkerLine",
    "open_operations",
]
