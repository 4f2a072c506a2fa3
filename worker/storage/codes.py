"""What S3's answers mean to us: its error codes, and whether a range is the one that was asked for."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

SIGNATURE_CODE = "SignatureDoesNotMatch"
MISSING_CODES = frozenset({"404", "NoSuchKey", "NotFound", "NoSuchUpload"})
CONFLICT_CODES = frozenset({"409", "412", "PreconditionFailed", "ConditionalRequestConflict"})
DENIED_CODES = frozenset(
    {
        "401",
        "403",
        "AccessDenied",
        "InvalidAccessKeyId",
        SIGNATURE_CODE,
        "ExpiredToken",
        "InvalidToken",
    }
)
UNKNOWN_CODES = frozenset({"NotImplemented", "501"})
GARBLED_CODES = frozenset(
    {
        "BadDigest",
        "InvalidDigest",
        "IncompleteBody",
        "XAmzContentSHA256Mismatch",
        "XAmzContentChecksumMismatch",
    }
)
_RANGE = re.compile(r"bytes (\d+)-(\d+)/(\d+)")


def is_range(answer: Mapping[str, Any], start: int, end: int, size: int | None = None) -> bool:
    """Whether an answer is the bytes from `start` to before `end`, or to the object's end, and no others.

    Args:
        answer: to GetObject; its body may still be unread.
        start: of the first byte.
        end: behind the last one.
        size: of the whole object, if that is known.
    """
    length = answer["ContentLength"]
    told = _RANGE.fullmatch(answer.get("ContentRange", ""))
    if told is None:  # all of it, which is right where all of it was asked for
        first, last, total = 0, length - 1, length
    else:
        first, last, total = (int(number) for number in told.groups())
    return (
        first == start
        and last == min(end, total) - 1
        and length == last - first + 1
        and size in {None, total}
    )
