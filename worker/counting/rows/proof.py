"""Prove fast that every reader would find the same rows and fields in a block."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
import polars as pl

from worker.counting.rows.bits import Places
from worker.counting.rows.grammar import Grammar
from worker.counting.rows.quote_proof import Bounded, plain_rows, quoted_rows
from worker.reject import Reject
from worker.text.sentences import say

Flags = npt.NDArray[np.bool_]

_LF, _CR = np.uint8(10), np.uint8(13)
_BEGINS_BLANK = np.zeros(256, np.bool_)
_BEGINS_BLANK[[*b"\t\v\f \xc2\xe2\xe3\xef"]] = True


class Unproven(Exception):
    """A block has rows that are not certain, or need to be looked at one by one."""


class UncertainRows(Exception):
    """Rows that cannot be read with certainty.

    Attributes:
        line: in the block, from 1.
        what: what is wrong there, a clause without a full stop.
        advice: what to do about it, a sentence.
    """

    def __init__(
        self, line: int, what: str, advice: str = say("Correct that, or export the file again.")
    ) -> None:
        super().__init__(what)
        self.line = line
        self.what = what
        self.advice = advice


@dataclass(frozen=True, slots=True)
class RowProof:
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
    rejected: dict[Reject, Places] = field(default_factory=dict)


def prove(data: bytes, grammar: Grammar, *, has_quotes: bool) -> RowProof:
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


def count_byte(data: bytes, byte: bytes) -> int:
    """How often a byte is in a text, wherever."""
    return int(np.count_nonzero(np.frombuffer(data, np.uint8) == np.uint8(byte[0])))


def _prove_plain(data: bytes, grammar: Grammar) -> RowProof:
    has_one_width = len(grammar.widths) == 1
    if has_one_width and grammar.used < grammar.width and not _end_in_spares(data, grammar):
        raise Unproven
    rows = plain_rows(data, grammar.separator)
    if (rows.fields == grammar.width).all() and grammar.width > 1 and has_one_width:
        return RowProof(len(rows.fields), len(rows.fields))
    return _ragged(data, rows, grammar)


def _end_in_spares(data: bytes, grammar: Grammar) -> bool:
    """Whether all rows end in so many separators as there are spare fields."""
    spares = grammar.separator * (grammar.width - grammar.used)
    text = data if data.endswith(b"\n") else data + b"\n"
    return text.count(spares + b"\n") + text.count(spares + b"\r\n") == text.count(b"\n")


def _ragged(data: bytes, rows: Bounded, grammar: Grammar) -> RowProof:
    fields = rows.fields
    whole = _are_whole(fields, grammar)
    if len(grammar.widths) > 1 and not rows.are_empty_behind(grammar.used, whole, b""):
        raise Unproven
    blank = _blank_lines(data, rows, ~whole | (fields == 1), grammar)
    whole &= ~blank
    many = ~(whole | blank) & (fields > grammar.width)
    few = ~(whole | blank | many)
    flags = {Reject.BLANK: blank, Reject.TOO_MANY_FIELDS: many, Reject.TOO_FEW_FIELDS: few}
    rejected = {reason: np.flatnonzero(which) for reason, which in flags.items() if which.any()}
    return RowProof(len(fields), len(fields), whole if rejected else None, rejected)


def _are_whole(fields: Places, grammar: Grammar) -> Flags:
    if grammar.fills:
        return np.asarray(fields <= grammar.widest, np.bool_)
    if len(grammar.widths) > 1:
        return np.asarray(np.isin(fields, grammar.widths), np.bool_)
    return np.asarray(fields == grammar.width, np.bool_)


def _blank_lines(data: bytes, rows: Bounded, which: Flags, grammar: Grammar) -> Flags:
    """Which of some rows hold nothing but blanks and separators."""
    starts = np.concatenate(([0], rows.ends[:-1] + 1))
    first = rows.array[starts]
    blank: Flags = which & ((first == _LF) | ((first == _CR) & (rows.ends == starts + 1)))
    some = which & ~blank & (_BEGINS_BLANK[first] | (first == grammar.separator[0]))
    for row in np.flatnonzero(some).tolist():
        blank[row] = grammar.nothing.fullmatch(data, starts[row], rows.ends[row]) is not None
    return blank


def _prove_quoted(data: bytes, grammar: Grammar) -> RowProof:
    rows = None if grammar.fills else quoted_rows(data, grammar.separator, grammar.quote)
    if rows is None:
        if grammar.whole_block is None or not _text(data).str.contains(grammar.whole_block).item():
            raise Unproven
        return RowProof(None, count_byte(data, b"\n"))
    whole = _are_whole(rows.fields, grammar)
    if grammar.width == 1 or not whole.all():
        raise Unproven
    if grammar.used < grammar.widest and not rows.are_empty_behind(grammar.used, whole, grammar.quote):
        raise Unproven
    if not data.isascii():
        _text(data)
    return RowProof(len(rows.fields), count_byte(data, b"\n"))


def _text(data: bytes) -> pl.Series:
    try:
        return pl.Series([data], dtype=pl.Binary).cast(pl.String)
    except pl.exceptions.PolarsError:
        raise Unproven from None


def _returns_are_plain(data: bytes) -> bool:
    """Whether each CR is part of a CRLF, or the file's last byte."""
    array = np.frombuffer(data, np.uint8)
    behind = np.flatnonzero(array == _CR) + 1
    if behind[-1] == len(array):
        behind = behind[:-1]
    return bool((array[behind] == _LF).all())
