"""First phase: a source becomes key files on disk, all rows of one email in the same file, in file order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from worker.counting.keys.country_codes import CountryCodes
from worker.counting.keys.digest import Digest, Digester, OtherColumns
from worker.counting.keys.email_keys import EmailRules, Hashing, hash_email
from worker.counting.keys.key_files import KeyFiles
from worker.counting.keys.ordering import digest_in_order
from worker.counting.keys.row_text import RowText
from worker.counting.process.protocol import Tuning
from worker.counting.rejects import (
    LINES_SHOWN,
    add_lines,
    counted,
    judge_customers,
    judge_several,
    other_columns,
)
from worker.counting.restarts import Doubtful, MixedEmails, NotUtf8, Sample
from worker.counting.rows.blocks import Cutter
from worker.counting.rows.footer import Footer
from worker.counting.rows.hidden_rows import HiddenRows
from worker.counting.rows.proof import UncertainRows
from worker.dialect.columns.mixed_hashes import doubt_about_hashes, most_usual
from worker.dialect.model import Choices
from worker.dialect.table.quoted_lines import doubt_about_lines
from worker.dialect.values.hashes import EmailHash
from worker.errors import FileRefused
from worker.refusal import Refusal
from worker.reject import Reject
from worker.text.sentences import say

_NAMED = frozenset(
    {
        Reject.MISSING,
        Reject.INVALID,
        Reject.OTHER_HASH,
        Reject.MASKED,
        Reject.COMMENT,
        Reject.REPEATED_HEADER,
        Reject.TOO_FEW_FIELDS,
    }
)

Counts = npt.NDArray[np.int64]


@dataclass(slots=True)
class Partitioned:
    """What the first phase leaves behind.

    Attributes:
        countries: the country values, by code.
        by_country: stored rows by code.
        rows: of the source.
        stored_rows: rows in all key files.
        rejected: rows by reason that are in no key file.
        reject_lines: physical lines of the first ten of them, by reason.
        hashed: stored rows whose email came hashed, by kind.
        several_rows: stored rows with several addresses where one was to be.
        further_rows: stored rows whose email is from another column than the first.
        has_other_columns: whether rows are rejected that stand behind a header in another order.
        carefully_read_rows: rows of blocks that had to be read row by row.
    """

    countries: list[str] = field(default_factory=list)
    by_country: Counts = field(default_factory=lambda: np.zeros(0, np.int64))
    rows: int = 0
    stored_rows: int = 0
    rejected: Counter[Reject] = field(default_factory=Counter)
    reject_lines: dict[Reject, list[int]] = field(default_factory=dict)
    hashed: Counter[EmailHash] = field(default_factory=Counter)
    several_rows: int = 0
    further_rows: int = 0
    has_other_columns: bool = False
    carefully_read_rows: int = 0


def partition(
    text: RowText,
    files: KeyFiles,
    choices: Choices,
    tuning: Tuning,
    *,
    on_block: Callable[[int], None] = lambda _rows: None,
    hashing: Hashing = hash_email,
) -> Partitioned:
    """Spread the keys of all rows over key files.

    Each row is 16 bytes there: 64 key bits, then 48 key bits and 16 bits of country code.

    Args:
        text: the rows.
        files: where to write their keys.
        choices: what a person has said about the file.
        tuning: how many blocks are digested at the same time, and how long a row may be.
        on_block: told, after each block, the rows so far.
        hashing: another one, for tests that want collisions.

    Raises:
        FileRefused: rows cannot be read with certainty, naming the line; there are too many countries, or too
            many rows for the disk.
        ReadAgain: the file is not what was assumed.
        Doubtful: a person has to be asked about its rows.
        OSError: the disk is full or broken.
    """
    layout, rules = text.layout, text.rules
    done = Partitioned()
    if layout.above:
        done.rows = done.rejected[Reject.ABOVE] = len(layout.above)
        add_lines(done.reject_lines, {Reject.ABOVE: layout.above})
    codes = CountryCodes()
    digester = Digester(layout, codes, files.partitions, rules, hashing, choices.rejects_broken)
    quote = layout.dialect.quote.encode()
    cutter = Cutter(text.chunks, quote=quote, record_limit_bytes=tuning.record_limit_bytes)
    place, footer = _Place(layout.first_row_line), Footer()
    is_proven = text.is_utf8_proven

    def wanted() -> frozenset[Reject]:
        named = {reason for reason, lines in done.reject_lines.items() if len(lines) >= LINES_SHOWN}
        return frozenset(_NAMED - named)

    for ready in _located(digest_in_order(digester, cutter, tuning.threads, wanted), place):
        if ready.sample and not is_proven:
            found = ready.sample
            raise NotUtf8(Sample(found.text, place.line + found.line - 1, place.offset + found.offset))
        is_proven = is_proven or not ready.is_ascii
        done.has_other_columns |= ready.has_other_columns
        counts = ready.rejected_all(Reject.OTHER_COLUMNS) if done.has_other_columns else ready
        if counts.refusal:
            raise counts.refusal
        files.add(counts.keys, counts.bounds)
        _add(done, counts, place)
        footer.follow(ready.below, place.line, is_behind_whole=ready.has_whole)
        place.move(ready)
        codes.judge(done.by_country)
        _require_one_kind(done, rules)
        judge_customers(done.rejected - footer.rows(), done.reject_lines, done.rows, choices)
        on_block(done.rows)
    _set_apart(done, footer)
    judge_customers(done.rejected, done.reject_lines, done.rows, choices, at_end=True)
    judge_several(done.several_rows, done.stored_rows, choices)
    done.by_country = _sum(done.by_country, np.zeros(len(codes.values), np.int64))
    rows_of = zip(codes.values, done.by_country.tolist(), strict=True)
    done.countries = [value if rows else "" for value, rows in rows_of]  # of rejected rows they say nothing
    return done


def _require_one_kind(done: Partitioned, rules: EmailRules) -> None:
    """Let emails be compared only where they are written in the same way.

    Raises:
        Doubtful: they are hashed in several ways.
        MixedEmails: only some are hashed.
    """
    if len(done.hashed) > 1:
        raise Doubtful(doubt_about_hashes(done.hashed), hashing=most_usual(done.hashed))
    for kind, rows in done.hashed.items():
        if rows < done.stored_rows and rules.hash_plain is None:
            raise MixedEmails(kind)


@dataclass(slots=True)
class _Place:
    """Where a block begins: its physical line, and bytes of the rows before it."""

    line: int
    offset: int = 0

    def move(self, ready: Digest) -> None:
        self.line += ready.lines
        self.offset += ready.end


def _located(digests: Iterator[Digest], place: _Place) -> Iterator[Digest]:
    """The digests; what is wrong with one is told by its line in the file."""
    try:
        yield from digests
    except UncertainRows as fault:
        raise FileRefused(
            Refusal.MALFORMED,
            say(
                "Line {line:,}: {what}. {advice}",
                line=place.line + fault.line - 1,
                what=fault.what,
                advice=fault.advice,
            ),
        ) from None
    except HiddenRows as fault:
        raise Doubtful(doubt_about_lines(place.line + fault.line - 1)) from None
    except OtherColumns as fault:
        raise Doubtful(other_columns(place.line + fault.line - 1)) from None


def _set_apart(done: Partitioned, footer: Footer) -> None:
    """Count the lines below the table for what they are."""
    done.rejected = counted(done.rejected - footer.rows() + Counter({Reject.FOOTER: footer.rows().total()}))
    lines = footer.lines()
    for reason, known in done.reject_lines.items():
        done.reject_lines[reason] = [line for line in known if line not in lines]
    done.reject_lines = {reason: known for reason, known in done.reject_lines.items() if known}
    add_lines(done.reject_lines, {Reject.FOOTER: lines} if lines else {})


def _add(done: Partitioned, ready: Digest, place: _Place) -> None:
    for reason, lines in ready.reject_lines.items():
        add_lines(done.reject_lines, {reason: [place.line + line - 1 for line in lines]})
    done.rows += ready.rows
    done.stored_rows += len(ready.keys)
    done.by_country = _sum(done.by_country, ready.by_country)
    done.rejected = counted(done.rejected + ready.rejected)
    done.hashed += ready.hashed
    done.several_rows += ready.several
    done.further_rows += ready.further
    done.carefully_read_rows += ready.rows if ready.carefully else 0


def _sum(one: Counts, other: Counts) -> Counts:
    """Counts by code, of which the later codes may be missing."""
    shorter, longer = sorted((one, other), key=len)
    total = longer.copy()
    total[: len(shorter)] += shorter
    return total
