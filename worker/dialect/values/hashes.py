"""Hashes that stand for emails: which they are is told by their digits."""

from __future__ import annotations

from enum import StrEnum


class EmailHash(StrEnum):
    """What an email was hashed with."""

    MD5 = "md5"
    SHA1 = "sha1"
    SHA256 = "sha256"


HEX_DIGITS = {EmailHash.MD5: 32, EmailHash.SHA1: 40, EmailHash.SHA256: 64}
BASE64_LENGTHS = {EmailHash.MD5: 22, EmailHash.SHA1: 27, EmailHash.SHA256: 43}
"""In characters, without the “=” at the end: how BigQuery exports bytes."""
HEX_PREFIXES = ("0x", "\\x")
"""What SQL Server and PostgreSQL write before bytes."""

HEX = r"(?:0x|\\x)?(?:[0-9a-f]{64}|[0-9a-f]{40}|[0-9a-f]{32})"
"""In lower case."""
BASE64 = r"(?:[A-Za-z0-9+/_-]{43}=?|[A-Za-z0-9+/_-]{27}=|[A-Za-z0-9+/_-]{22}==)"
"""The last two characters differ where it is to be part of a link, which often has none at its end."""

HASH_NAMES = {EmailHash.MD5: "MD5", EmailHash.SHA1: "SHA-1", EmailHash.SHA256: "SHA-256"}
