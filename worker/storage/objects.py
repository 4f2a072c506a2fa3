"""What the storage tells of what it holds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class ObjectInfo:
    """What a listing or a HEAD tells of an object.

    Attributes:
        size: bytes.
        etag: without quotes.
    """

    key: str
    size: int
    etag: str
    modified: datetime


@dataclass(frozen=True, slots=True)
class Part:
    """An uploaded part of a multipart upload, as the storage knows it.

    Attributes:
        modified: when it arrived.
    """

    number: int
    size: int
    etag: str
    modified: datetime


@dataclass(frozen=True, slots=True)
class UnfinishedUpload:
    """A multipart upload that was neither completed nor aborted.

    Attributes:
        begun: when it was opened; its parts may be younger.
    """

    key: str
    upload_id: str
    begun: datetime
