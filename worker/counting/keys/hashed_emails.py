"""Emails that come hashed, and plain ones hashed like them."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from functools import cache, partial
from typing import Any

import polars as pl

from worker.counting.keys.places import change_where, judge_where
from worker.dialect.values.hashes import BASE64, BASE64_LENGTHS, HEX_DIGITS, EmailHash
from worker.text.nothing import NULL_MARKERS

_KINDS = {digits: kind for kind, digits in HEX_DIGITS.items()}
_PREFIXED = r"^(?:0x|\\x)[0-9a-f]{32}"


_ALGORITHMS: dict[EmailHash, Callable[[bytes], Any]] = {
    EmailHash.MD5: partial(hashlib.md5, usedforsecurity=False),
    EmailHash.SHA1: partial(hashlib.sha1, usedforsecurity=False),
    EmailHash.SHA256: hashlib.sha256,
}
_NOTHING = """
    -, --, ?, ., n/a, n.a., na, nan, #n/a, none, nil, undefined, unknown, empty, blank, missing, not available
    not provided, not set, no email, no data, no value, unbekannt, keine, keine angabe, leer, aucun, inconnu
    ninguno, desconocido, nessuno
"""


def kind_of(digits: int) -> EmailHash:
    """What kind of hash has so many hex digits."""
    return _KINDS[digits]


def in_hex(texts: pl.Series, originals: pl.Series) -> pl.Series:
    """Texts with hashes in Base64, whose case means something, in hex.

    Args:
        texts: in lower case.
        originals: the same, trimmed only.
    """
    may_be = originals.str.strip_chars_end("=").str.len_bytes().is_in(list(BASE64_LENGTHS.values()))
    are = judge_where(may_be, originals, lambda some: some.str.contains(rf"^{BASE64}$"))
    hashes = originals.filter(are).str.replace_many(["-", "_"], ["+", "/"])
    are_short = hashes.str.len_bytes() == BASE64_LENGTHS[EmailHash.SHA256]
    hashes = change_where(are_short, hashes, lambda some: some + "=")
    return change_where(are, texts, lambda _: hashes.str.decode("base64").bin.encode("hex"))


def without_prefix(texts: pl.Series) -> pl.Series:
    """Hashes in lower case without what databases write before bytes."""
    return change_where(texts.str.contains(_PREFIXED), texts, lambda some: some.str.slice(2))


def hex_digits(texts: pl.Series) -> pl.Series:
    """How many digits each hash has; 0 for what is none."""
    sizes = texts.str.len_bytes()
    are = judge_where(sizes.is_in(list(_KINDS)), texts, lambda some: some.str.contains("^[0-9a-f]+$"))
    return (sizes * are).cast(pl.UInt8)


def are_of_nothing(texts: pl.Series) -> pl.Series:
    """Whether each is a hash of no email at all."""
    return texts.is_in(_of_nothing())


@cache
def _of_nothing() -> list[str]:
    """What programs make of a cell without an email, in each way that people write that."""
    words = ["", " ", *NULL_MARKERS, *(word.strip() for word in re.split(r"[,\n]", _NOTHING.strip()))]
    texts = [form for word in words for form in (word, word.upper(), word.title(), word.capitalize())]
    return [algorithm(text.encode()).hexdigest() for algorithm in _ALGORITHMS.values() for text in texts]


def hash_plain(texts: pl.Series, kind: EmailHash) -> pl.Series:
    """Readable emails as hashes."""
    algorithm = _ALGORITHMS[kind]
    return pl.Series([algorithm(text.encode()).hexdigest() for text in texts], dtype=pl.String)
