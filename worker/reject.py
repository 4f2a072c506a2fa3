"""Why a row of a file is left out."""

from __future__ import annotations

from enum import StrEnum


class Reject(StrEnum):
    """Why a row is left out, as records and reports name it.

    MISSING: it has no email. INVALID: none that is valid. OTHER_HASH: one hashed in another way than those
    that count. TOO_MANY_FIELDS, TOO_FEW_FIELDS: than the header, so the columns cannot be told apart.
    """

    MISSING = "missing"
    INVALID = "invalid"
    OTHER_HASH = "other_hash"
    MASKED = "masked"
    BLANK = "blank"
    COMMENT = "comment"
    TOO_MANY_FIELDS = "too_many_fields"
    TOO_FEW_FIELDS = "too_few_fields"
    STRAY_QUOTE = "stray_quote"
    LONE_RETURN = "lone_return"
    NUL = "nul"
    UNDECODABLE = "undecodable"
    ABOVE = "above"
    FOOTER = "footer"
    REPEATED_HEADER = "repeated_header"
    OTHER_COLUMNS = "other_columns"
