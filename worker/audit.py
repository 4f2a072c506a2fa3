"""Who did what to which job, when and from where: one line for each act, only ever added.

A line says nothing of a person but the digest of their login, and nothing of a file but its job's id. It
goes to the log whatever `AUDIENCE_LOG_LEVEL` is, and to `AUDIENCE_AUDIT_FILE` if that is set; from a command,
where stderr is for its answer, to the file alone.
"""

from __future__ import annotations

import json
import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path

import structlog

from worker.errors import AudienceError
from worker.logs import hide_secrets

__all__ = ["OPERATOR", "Act", "Actor", "Entry", "audited", "keep_audit_in", "record"]

_NAME = "audience.audit"
_ABOUT = ("job_id", "owner", "dead_letter", "removed")
_FIELDS = ("event", "at", "act", "actor", "from", *_ABOUT, "outcome", "code")
_ID_CHARACTERS = 64
_PRIVATE = 0o600

_audit = structlog.get_logger(_NAME)
_log = structlog.get_logger()


class Act(StrEnum):
    """What is recorded."""

    LOGIN = "login"
    LOGOUT = "logout"
    BEGIN = "begin"
    RESUME = "resume"
    COMPLETE = "complete"
    CANCEL = "cancel"
    RETRY = "retry"
    PREVIEW = "preview"
    READ = "read"
    DELETE = "delete"
    REMARK = "remark"
    SET_COUNTRY = "set_country"
    UNDO_COUNTRY = "undo_country"
    FORGET_COUNTRY = "forget_country"
    REQUEUE_DEAD_LETTER = "requeue_dead_letter"
    COUNT_FILE = "count_file"
    DISCARD_DEAD_LETTER = "discard_dead_letter"
    FORGET = "forget"
    END_SESSIONS = "end_sessions"


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts.

    Attributes:
        name: the digest of a login; `local` without one, `operator` on the command line.
        address: of the connection, or what a trusted proxy says of it, as far as it is known.
    """

    name: str
    address: str | None = None


OPERATOR = Actor("operator")


@dataclass(slots=True)
class Entry:
    """What is known of an act while it goes on.

    Attributes:
        owner: whose things an operator's act was about.
        dead_letter: the number of the one it was about.
        removed: how much is gone for good, by kind, also when it broke off.
    """

    act: Act
    job_id: str | None = None
    owner: str | None = None
    dead_letter: int | None = None
    removed: dict[str, int] | None = None


@contextmanager
def audited(actor: Actor, entry: Entry) -> Iterator[Entry]:
    """Record an act when it is over, whether it was done, refused or broke off."""
    try:
        yield entry
    except AudienceError as error:
        record(actor, entry, outcome="refused", code=error.code)
        raise
    except BaseException:
        record(actor, entry, outcome="failed", code=AudienceError.code)
        raise
    record(actor, entry)


def record(actor: Actor, entry: Entry, *, outcome: str = "ok", code: str | None = None) -> None:
    """Add a line about an act that is over."""
    about = {
        "job_id": entry.job_id and entry.job_id[:_ID_CHARACTERS],
        "owner": entry.owner,
        "dead_letter": entry.dead_letter,
        "removed": entry.removed,
        "code": code,
        "from": actor.address,
    }
    _audit.info(
        "audit",
        at=datetime.now(UTC).isoformat(timespec="milliseconds"),
        act=entry.act.value,
        actor=actor.name,
        outcome=outcome,
        **{name: value for name, value in about.items() if value is not None},
    )


def keep_audit_in(path: Path | None, *, in_log: bool = True) -> None:
    """Let every line reach this file, and the log, unless that is a terminal where an answer is read.

    A file that cannot be written keeps nobody from anything; it is logged, at once and with every line.
    """
    logger = logging.getLogger(_NAME)
    logger.setLevel(logging.INFO)
    logger.propagate = in_log
    logger.handlers[:] = []
    if path is not None:
        logger.addHandler(_File(path))


class _File(logging.Handler):
    """A file that is opened for each line, so that it can be moved away at any time."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self._path = path
        self._add(b"")

    def emit(self, record: logging.LogRecord) -> None:
        """Add a line."""
        event = record.msg if isinstance(record.msg, dict) else {"event": record.getMessage()}
        fields = hide_secrets(None, "info", {name: event[name] for name in _FIELDS if name in event})
        self._add(f"{json.dumps(fields)}\n".encode())

    def _add(self, line: bytes) -> None:
        try:
            descriptor = os.open(self._path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, _PRIVATE)
            try:
                os.write(descriptor, line)
            finally:
                os.close(descriptor)
        except OSError as error:
            _log.error("audit.not_written", reason=error.strerror)
