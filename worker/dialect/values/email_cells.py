"""Whether a cell holds an email, at a glance: as counting would take it, looked at less closely."""

from __future__ import annotations

import re
import unicodedata

from worker.dialect.values.hashes import BASE64, BASE64_LENGTHS, HEX, HEX_DIGITS, HEX_PREFIXES, EmailHash
from worker.dialect.values.mailboxes import mailboxes

_EMAIL = re.compile(
    r"""\s*+(?:=?["'<“„«\u2018]\s*+)?(?:mailto:)?\s*+[^\s@,;:"<>()]{1,64}+@[^\s@,;:"<>()]{1,253}\.[^\s@.,;:"<>()]{1,63}+\s*+["'>”“»\u2019]?\s*+""",
    re.IGNORECASE,
)
_HEX = re.compile(rf"""\s*(?:=?["'])?({HEX})["']?\s*""", re.IGNORECASE)
_BASE64 = re.compile(BASE64)
_SHORTEST_HASH = min(BASE64_LENGTHS.values())


def is_email(value: str) -> bool:
    """Whether a value looks like an email, or the hash of one."""
    return _is_readable(value) or hash_of(value) is not None


def is_bare_email(value: str) -> bool:
    """Whether a value is a readable email with hardly anything around it."""
    return _EMAIL.fullmatch(value) is not None


def is_surely_email(value: str) -> bool:
    """The same without hashes that ids look like: a column of them holds emails only if its name says so."""
    return _is_readable(value) or (hash_of(value) is EmailHash.SHA256 and not _BASE64.fullmatch(value))


def may_be_email(value: str) -> bool:
    """Whether counting might find an email in a value, whatever else is in it."""
    return (
        any(sign in unicodedata.normalize("NFKC", value) for sign in ("@", "%40"))
        or hash_of(value) is not None
    )


def hash_of(value: str) -> EmailHash | None:
    """What kind of hash a value looks like; None: of none."""
    if len(value) < _SHORTEST_HASH:
        return None
    if found := _HEX.fullmatch(value):
        digits = len(found[1].lower().removeprefix(HEX_PREFIXES[0]).removeprefix(HEX_PREFIXES[1]))
        return next(kind for kind, length in HEX_DIGITS.items() if length == digits)
    if _BASE64.fullmatch(value.strip()):
        characters = len(value.strip().rstrip("="))
        return next(kind for kind, length in BASE64_LENGTHS.items() if length == characters)
    return None


def _is_readable(value: str) -> bool:
    text = value if value.isascii() else unicodedata.normalize("NFKC", value)
    if "@" not in text and "%40" not in text:
        return False
    if is_bare_email(text):
        return True
    return any(is_bare_email(address) or hash_of(address) for address in mailboxes(text))
