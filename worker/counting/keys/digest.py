"""A block of rows made ready to be written: keys and country codes, ordered by key file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
import polars as pl

from worker.counting.keys.country_codes import CODE_MASK, CountryCodes
from worker.counting.keys.email_keys import EmailRules, Fault, Hashing, Keys, email_keys
from worker.counting.rejects import LINES_SHOWN
from worker.counting.restarts import Sample
from worker.counting.rows.bits import Places
from worker.counting.rows.blocks import Block
from worker.counting.rows.comments import find_comments, without_emails
from worker.counting.rows.footer import Below
from worker.counting.rows.grammar import grammar_of
from worker.counting.rows.parse import parse_rows
from worker.counting.rows.repeated_headers import HeaderRow, find_headers
from worker.counting.rows.valid_rows import ValidRows
from worker.dialect.table.layout import Layout
from worker.dialect.values.hashes import EmailHash
from worker.errors import FileRefused
from worker.reject import Reject

_HEADER, _COMMENT, _SHIFTED = range(max(Fault) + 1, max(Fault) + 4)
_REASONS = {
    Fault.MISSING: Reject.MISSING,
    Fault.INVALID: Reject.INVALID,
    Fault.OTHER_HASH: Reject.OTHER_HASH,
    Fault.MASKED: Reject.MASKED,
    _COMMENT: Reject.COMMENT,
    _SHIFTED: Reject.TOO_FEW_FIELDS,
    _HEADER: Reject.REPEATED_HEADER,
}


@dataclass(frozen=True, slots=True)
class Digest:
    """A block made ready to be written.

    Attributes:
        keys: rows of two 64-bit numbers, ordered by partition, then as in the file.
        bounds: where each partition begins in them, and the end.
        by_country: how many of these rows have each country code.
        rows: of the block.
        lines: physical lines of the block.
        end: how much of the block was read.
        rest: what was not, perhaps without stray marks.
        rejected: rows left out, by reason.
        reject_lines: lines of the first of them, from 1 in the block.
        hashed: rows whose email came hashed, by kind.
        several: rows with several addresses where one was to be.
        further: rows whose email is from another column than the first.
        carefully: whether the rows were told apart one by one.
        has_whole: whether any row is whole.
        below: the rows behind the last whole one; None if they are too many for a footer.
        refusal: why the country codes in the keys mean nothing.
        has_other_columns: whether it begins with a header whose emails or countries are in other columns.
        sample: lines beyond ASCII of a block that is not UTF-8, by their place in it; None if it is.
        is_ascii: whether nothing in it is beyond ASCII.
    """

    keys: Keys
    bounds: npt.NDArray[np.int64]
    by_country: npt.NDArray[np.int64]
    rows: int
    lines: int
    end: int
    rest: bytes
    rejected: Counter[Reject]
    reject_lines: dict[Reject, list[int]]
    hashed: Counter[EmailHash]
    several: int
    further: int
    carefully: bool
    has_whole: bool
    below: list[Below] | None
    refusal: FileRefused | None
    has_other_columns: bool
    sample: Sample | None
    is_ascii: bool

    def rejected_all(self, reason: Reject) -> Digest:
        """The same without keys; each line is one row, for nobody knows what stray marks swallow here."""
        rows = max(self.rows, self.lines)
        return replace(
            self,
            rows=rows,
            keys=self.keys[:0],
            bounds=np.zeros_like(self.bounds),
            by_country=self.by_country[:0],
            refusal=None,
            rejected=self.rejected + Counter({reason: len(self.keys) + rows - self.rows}),
            hashed=Counter(),
            several=0,
            further=0,
        )


class OtherColumns(Exception):
    """A header further down whose emails or countries are in other columns.

    Attributes:
        line: in the block, from 1.
    """

    def __init__(self, line: int) -> None:
        super().__init__(f"line {line}")
        self.line = line


@dataclass(frozen=True, slots=True)
class Digester:
    """Digests blocks; may be shared by threads."""

    layout: Layout
    codes: CountryCodes
    partitions: int
    rules: EmailRules
    hashing: Hashing
    rejects_broken: bool = False

    def digest(self, block: Block, wanted: Collection[Reject]) -> Digest:
        """Read a block's rows.

        Args:
            block: begins with a row.
            wanted: reasons of which lines are still to be named.

        Raises:
            UncertainRows: they can be read in more than one way.
            OtherColumns: they cannot be read by the same columns to their end. When such rows are rejected,
                what is above that header is digested, or all when it is the first row.
        """
        rows = parse_rows(
            block.data,
            self.layout,
            grammar_of(self.layout),
            has_quotes=block.has_quotes,
            is_end=block.is_end,
            is_longest=block.is_longest,
        )
        comments = find_comments(rows, self.layout)
        columns = without_emails([rows.emails, *rows.other_emails], comments, rows.shifted)
        emails = email_keys(columns, self.rules, self.hashing)
        first, second, named = emails.first, emails.second, rows.countries
        headers: list[HeaderRow] = []
        rejected = rows.rejected
        if emails.faults is not None or rows.misfits:
            invalid = None if emails.faults is None else emails.faults == Fault.INVALID
            headers = find_headers(rows, invalid, self.layout)
            other = next((header for header in headers if not header.is_same), None)
            if other is not None and not self.rejects_broken:
                raise OtherColumns(rows.text.count(b"\n", 0, other.offset) + 1)
            if other is not None and other.offset:
                # Nothing behind the header closes a quotation mark above it: as at the file's end.
                above = Block(rows.text[: other.offset], block.has_quotes, is_end=True, is_longest=True)
                return replace(self.digest(above, wanted), rest=rows.text[other.offset :])
        if emails.faults is not None:
            rejected = rejected + _name_faults(
                rows, _reasons(emails.faults, headers, comments, rows.shifted), wanted
            )
            usable = emails.faults == Fault.NONE
            first, second, named = first[usable], second[usable], named.filter(pl.Series(usable))
        refusal = None
        try:
            countries = self.codes.encode(named)
        except FileRefused as refused:
            refusal, countries = refused, np.zeros(len(first), np.uint64)
        places = (first >> np.uint64(64 - (self.partitions.bit_length() - 1))).astype(np.uint16)
        order = np.argsort(places, kind="stable")
        keys = np.empty((len(order), 2), np.uint64)
        keys[:, 0] = first[order]
        keys[:, 1] = ((second & ~CODE_MASK) | countries)[order]
        bounds = np.zeros(self.partitions + 1, np.int64)
        np.cumsum(np.bincount(places, minlength=self.partitions), out=bounds[1:])
        return Digest(
            keys,
            bounds,
            np.bincount(countries.view(np.int64)),
            rows=rows.height,
            lines=rows.lines,
            end=rows.end,
            rest=rows.text[rows.end :],
            rejected=rejected,
            reject_lines=rows.reject_lines,
            hashed=emails.hashed,
            several=emails.several,
            further=emails.further,
            carefully=rows.carefully,
            has_whole=len(rows.emails) > 0,
            below=rows.below,
            refusal=refusal,
            has_other_columns=any(not header.is_same for header in headers),
            sample=rows.sample,
            is_ascii=block.data.isascii(),
        )


def _reasons(
    faults: npt.NDArray[np.uint8], headers: Sequence[HeaderRow], comments: Places, shifted: Places
) -> npt.NDArray[np.uint8]:
    """The faults, those apart that are not of the email."""
    if not headers and not len(comments) and not len(shifted):
        return faults
    faults = faults.copy()
    faults[[header.place for header in headers if header.place is not None]] = _HEADER
    faults[comments] = _COMMENT
    faults[shifted] = _SHIFTED
    return faults


def _name_faults(
    rows: ValidRows, faults: npt.NDArray[np.uint8], wanted: Collection[Reject]
) -> Counter[Reject]:
    """How many rows are left out for their email, by reason; their first lines become known."""
    found: Counter[Reject] = Counter()
    for fault, reason in _REASONS.items():
        places = np.flatnonzero(faults == fault)
        found[reason] = len(places)
        if reason in wanted and len(places):
            rows.reject_lines[reason] = rows.lines_of(places[:LINES_SHOWN])
    return found
