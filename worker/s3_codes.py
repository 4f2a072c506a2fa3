"""What S3's error codes mean to us."""

from __future__ import annotations

MISSING_CODES = frozenset({"404", "NoSuchKey", "NotFound", "NoSuchUpload"})
CONFLICT_CODES = frozenset({"409", "412", "PreconditionFailed", "ConditionalRequestConflict"})
DENIED_CODES = frozenset(
    {
        "401",
        "403",
        "AccessDenied",
        "InvalidAccessKeyId",
        "SignatureDoesNotMatch",
        "ExpiredToken",
        "InvalidToken",
    }
)
UNKNOWN_CODES = frozenset({"NotImplemented", "501"})
