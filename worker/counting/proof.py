"""Prove fast that every reader would find the same rows and fields in a block."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
import polars as pl

from worker.counting.bits import Places, Signs, bits_of, numbers_at, set_places
from worker.counting.bounding import fields_of_rows
from worker.counting.grammar import Grammar
from worker.counting.rejects import BLANK, TOO_FEW, TOO_MANY

Flags = npt.NDArray[np.bool_]

_LF, _CR = np.uint8(10), np.uint8(13)


class Unproven(Exception):
    """A block has rows that are not certain, or need to be looked at one by one."""


class UncertainRows(Exception):
    """Rows that cannot be read with certainty.

    Attributes:
        line: in the block, from 1.
        what: what is wrong there, a clause without a full stop.
    """

    def __init__(self, line: int, what: str) -> None:
        super().__init__(what)
        self.line = line
        self.what = what


@dataclass(frozen=True, slots=True)
class Proof:
    """What is certain of a block's rows.

    Attributes:
        rows: how many there are; None when only parsing tells.
        lines: physical lines.
        kept: which rows are whole; None: all.
        rejected: the places of those that are not, by reason.
    """

    rows: int | None
    lines: int
    kept: Flags | None = None
    rejected: dict[str, Places] = field(default_factory=dict)


def prove(data: bytes, grammar: Grammar, *, has_quotes: bool) -> Proof:
    """Return if the rows of a block can be told apart in one way only.

    Args:
        data: whole rows.
        grammar: what certain rows look like.
        has_quotes: whether there are quotation marks in it that mean something.

    Raises:
        Unproven: not so easily.
    """
    if b"\0" in data:
        raise Unproven
    if has_quotes:
        return _prove_quoted(data, grammar)
    if b"\r" in data and not _returns_are_plain(data):
        raise Unproven
    return _prove_plain(data, grammar)


def count_signs(data: bytes, sign: bytes) -> int:
    """How often a sign of one byte is in a text, wherever."""
    return int(np.count_nonzero(np.frombuffer(data, np.uint8) == np.uint8(sign[0])))


def _prove_plain(data: bytes, grammar: Grammar) -> Proof:
    if grammar.used < grammar.width and not _are_spares_empty(data, grammar):
        raise Unproven
    signs = np.frombuffer(data if data.endswith(b"\n") else data + b"\n", np.uint8)
    feeds = bits_of(signs, b"\n")
    ends = set_places(feeds)
    fields = np.diff(numbers_at(bits_of(signs, grammar.separator) | feeds, ends), prepend=0)
    if (fields == grammar.width).all() and grammar.width > 1:
        return Proof(len(fields), len(fields))
    return _ragged(signs, ends, fields, grammar)


def _are_spares_empty(data: bytes, grammar: Grammar) -> bool:
    """Whether all rows end in so many separators as there are fields without a name."""
    spares = grammar.separator * (grammar.width - grammar.used)
    text = data if data.endswith(b"\n") else data + b"\n"
    return text.count(spares + b"\n") + text.count(spares + b"\r\n") == text.count(b"\n")


def _ragged(signs: Signs, ends: Places, fields: Places, grammar: Grammar) -> Proof:
    starts = np.concatenate(([0], ends[:-1] + 1))
    lengths = ends - starts
    blank = (lengths == 0) | ((lengths == 1) & (signs[starts] == _CR))
    many = (fields > grammar.width) & ~blank
    few = (fields < grammar.width) & ~blank
    if grammar.fills:
        few[:] = False
    flags = {BLANK: blank, TOO_MANY: many, TOO_FEW: few}
    rejected = {reason: np.flatnonzero(which) for reason, which in flags.items() if which.any()}
    return Proof(len(fields), len(fields), ~(blank | many | few) if rejected else None, rejected)


def _prove_quoted(data: bytes, grammar: Grammar) -> Proof:
    fields = None if grammar.fills else fields_of_rows(data, grammar.separator, grammar.quote)
    if fields is None:
        if grammar.whole_block is None or not _text(data).str.contains(grammar.whole_block).item():
            raise Unproven
        return Proof(None, count_signs(data, b"\n"))
    if grammar.width == 1 or not (fields == grammar.width).all():
        raise Unproven
    if not data.isascii():
        _text(data)
    return Proof(len(fields), count_signs(data, b"\n"))


def _text(data: bytes) -> pl.Series:
    try:
        return pl.Series([data], dtype=pl.Binary).cast(pl.String)
    except pl.exceptions.PolarsError:
        raise Unproven from None


def _returns_are_plain(data: bytes) -> bool:
    """Whether each CR is part of a CRLF, or the file's last sign."""
    signs = np.frombuffer(data, np.uint8)
    behind = np.flatnonzero(signs == _CR) + 1
    if behind[-1] == len(signs):
        behind = behind[:-1]
    return bool((signs[behind] == _LF).all())
