"""Where everything of a job lives in the bucket: one owner is one prefix."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Self
from urllib.parse import unquote

import uuid_utils

from worker.errors import FileRefused
from worker.refusal import Refusal

_NAME = re.compile(r"[0-9A-Za-z_-]{1,64}")
_UPLOAD_KEY = re.compile(r"uploads/(?:(?P<owner>[0-9A-Za-z_-]{1,64})/)?[^/\x00-\x1f]{1,200}")
_PAGES_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")

_SUMMARY = "summary_"
_UNPRINTABLE = frozenset({"Cc", "Cs", "Zl", "Zp"})

LOCAL_OWNER = "local"
_DIGEST = re.compile(r"[0-9a-f]{32}")
JOBS_PREFIX = "jobs/"
BEGUN_PREFIX = "begun/"
REPORTS_PREFIX = "reports/"
UPLOADS_PREFIX = "uploads/"
REMEMBERED = "/remembered/countries.json"


def is_owner(owner: str) -> bool:
    """Whether that is the whole name of an owner: the digest of a login, or who there is without one."""
    return owner == LOCAL_OWNER or _DIGEST.fullmatch(owner) is not None


def uploads_of(owner: str) -> str:
    """The prefix of one owner's files."""
    return f"{UPLOADS_PREFIX}{owner}/"


def ledger_key(owner: str) -> str:
    """Where it is kept what an owner has begun lately."""
    return f"{BEGUN_PREFIX}{owner}/lately.json"


def remembered_key(owner: str) -> str:
    """Where it is kept what an owner has said of countries: beside their records, whose rights it needs."""
    return f"{JOBS_PREFIX}{owner}{REMEMBERED}"


def is_ambiguous(key: str) -> bool:
    """Whether a proxy, a library or a file system might take this key for another.

    Names with a percent sign, dots or blanks are fine as long as they stand for themselves.
    """
    seen = None
    while key != seen:
        seen = key
        segments = key.split("/")
        if any(segment.strip() in {"", ".", ".."} for segment in segments) or "\\" in key:
            return True
        if any(unicodedata.category(char) in _UNPRINTABLE for char in key):
            return True
        key = unquote(key, errors="replace")
        if key.count("/") >= len(segments):
            return True
    return False


@dataclass(frozen=True, slots=True, order=True)
class JobRef:
    """A job's address.

    Attributes:
        owner: whose it is; None for jobs that an external publisher made.
    """

    owner: str | None
    job_id: str

    def __post_init__(self) -> None:
        if not _NAME.fullmatch(self.job_id) or (self.owner is not None and not _NAME.fullmatch(self.owner)):
            raise FileRefused(
                Refusal.INVALID_KEY, "The job's id or owner has characters that are not allowed."
            )

    @classmethod
    def new(cls, owner: str) -> Self:
        """A new job: its id is time-ordered and cannot be guessed."""
        return cls(owner, str(uuid_utils.uuid7()))

    @classmethod
    def from_message(cls, job_id: int | str, s3_key: str) -> Self:
        """The job a message speaks of.

        Raises:
            FileRefused: the key is not one of an upload.
        """
        if is_ambiguous(s3_key):
            raise FileRefused(
                Refusal.INVALID_KEY,
                "The file's key has dots, slashes or control characters, plain or encoded, where others may "
                "take it for another key.",
            )
        return cls.of_key(job_id, s3_key)

    @classmethod
    def of_key(cls, job_id: int | str, s3_key: str) -> Self:
        """The same of a record, where keys are that older versions took.

        Raises:
            FileRefused: the key is not one of an upload.
        """
        match = _UPLOAD_KEY.fullmatch(s3_key)
        if match is None:
            raise FileRefused(
                Refusal.INVALID_KEY,
                "The file's key is not of the form uploads/name.csv or uploads/owner/name.csv.",
            )
        return cls(match["owner"], str(job_id))

    def is_of_a_page(self, s3_key: str) -> bool:
        """Whether a page made this job, by its id (see `new`) and the key of its file.

        Its record was there before its message, then; an external publisher sends nothing but the message.
        """
        is_its_file = self.owner is not None and s3_key == self.upload_key
        return is_its_file and _PAGES_ID.fullmatch(self.job_id) is not None

    @classmethod
    def from_record_key(cls, key: str) -> Self | None:
        """The job of a record's key; None if it is no such key."""
        parts = key.removeprefix(JOBS_PREFIX).removesuffix(".json").split("/")
        if f"{JOBS_PREFIX}{'/'.join(parts)}.json" != key or len(parts) > 2:  # noqa: PLR2004 - owner and id
            return None
        owner = parts[0] if len(parts) > 1 else None
        if not all(_NAME.fullmatch(part) for part in parts):
            return None
        return cls(owner, parts[-1])

    @classmethod
    def from_summary_key(cls, key: str) -> Self | None:
        """The job of a report's key; None if it is no such key."""
        folder, _, name = key.removeprefix(REPORTS_PREFIX).rpartition("/")
        job_id = name.removeprefix(_SUMMARY).removesuffix(".csv")
        if not _NAME.fullmatch(job_id) or (folder and not _NAME.fullmatch(folder)):
            return None
        ref = cls(folder or None, job_id)
        return ref if ref.summary_key == key else None

    @classmethod
    def from_upload_key(cls, key: str) -> Self | None:
        """The job whose page uploads to this key; None if no page does, but perhaps an external publisher."""
        owner, _, job_id = key.removeprefix(UPLOADS_PREFIX).removesuffix(".csv").partition("/")
        if not _NAME.fullmatch(owner) or not _NAME.fullmatch(job_id):
            return None
        ref = cls(owner, job_id)
        return ref if ref.upload_key == key else None

    @property
    def upload_key(self) -> str:
        """Where the page puts the raw file."""
        return f"{UPLOADS_PREFIX}{self._folder}{self.job_id}.csv"

    @property
    def record_key(self) -> str:
        """Where the job's record is."""
        return f"{JOBS_PREFIX}{self._folder}{self.job_id}.json"

    @property
    def summary_key(self) -> str:
        """Where the worker puts the summary CSV."""
        return f"{REPORTS_PREFIX}{self._folder}{_SUMMARY}{self.job_id}.csv"

    @property
    def _folder(self) -> str:
        return "" if self.owner is None else f"{self.owner}/"
