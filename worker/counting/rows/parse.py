"""A block of rows as columns: the only place where Polars reads CSV."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import partial

import numpy as np
import polars as pl

from worker.counting.rejects import LINES_SHOWN
from worker.counting.restarts import Sample
from worker.counting.rows.always_quoted import require_quoted
from worker.counting.rows.bits import Places, offsets_of
from worker.counting.rows.first_country import with_first_country
from worker.counting.rows.footer import below_whole_lines, below_whole_rows
from worker.counting.rows.grammar import Grammar
from worker.counting.rows.hidden_rows import HiddenRows, Marks, find_hidden_rows
from worker.counting.rows.padded_quotes import without_spaces
from worker.counting.rows.proof import UncertainRows, Unproven, count_byte, prove
from worker.counting.rows.row_sorter import Sorted, sort_rows
from worker.counting.rows.shifted import find_shifted
from worker.counting.rows.valid_rows import ValidRows
from worker.dialect.model import QuotedLines
from worker.dialect.table.layout import Layout
from worker.dialect.table.quoted_lines import without_marks
from worker.reject import Reject
from worker.text.sentences import say

_END_OF_ROW = "end"
_SAMPLE_BYTES = 256 * 1024
_MISFITS = frozenset({Reject.TOO_FEW_FIELDS, Reject.TOO_MANY_FIELDS})
_TOLD_APART = say("the rows from here on cannot be told apart")


def parse_rows(
    data: bytes,
    layout: Layout,
    grammar: Grammar,
    *,
    has_quotes: bool,
    is_end: bool = True,
    is_longest: bool = True,
) -> ValidRows:
    """Read the wanted columns of a block.

    Args:
        data: begins with a row, ends with a line feed or the file.
        layout: which fields matter.
        grammar: what certain rows look like.
        has_quotes: whether there are quotation marks in the block.
        is_end: whether the file ends with it.
        is_longest: whether a row may not be longer.

    Raises:
        UncertainRows: it can be read in more than one way.
        HiddenRows: a person has to say what lines within a field are.
        ReadAgain: rows are not quoted as was assumed.
    """
    if not is_end and not data.endswith(b"\n"):  # a row too long to be held
        return _carefully(data, layout, grammar, is_end=is_end, is_longest=is_longest)
    try:
        proof = prove(data, grammar, has_quotes=has_quotes)
        frame = _read(data, layout, has_quotes=has_quotes)
    except Unproven:
        return _carefully(data, layout, grammar, is_end=is_end, is_longest=is_longest)
    height = frame.height
    if proof.rows not in {None, height}:
        raise UncertainRows(1, _TOLD_APART)
    if has_quotes and proof.lines > height:
        marks = [place for place, _ in find_hidden_rows(data, layout)]
        if marks:
            return _apart(data, marks, layout, grammar, is_end=is_end, is_longest=is_longest)
    kept = None
    if proof.kept is not None:
        frame = frame.filter(pl.Series(proof.kept))
        kept = np.flatnonzero(proof.kept)
    if layout.checks_quoted:
        require_quoted(data, layout, kept)
    return ValidRows(
        emails=frame.to_series(0),
        countries=frame.to_series(-1),
        other_emails=frame.get_columns()[1:-1],
        height=height,
        lines=proof.lines,
        end=len(data),
        rejected=Counter({reason: len(places) for reason, places in proof.rejected.items()}),
        reject_lines={
            reason: (places[:LINES_SHOWN] + 1).tolist() for reason, places in proof.rejected.items()
        },
        below=below_whole_lines(data, proof.kept, proof.rejected),
        misfits=_line_starts(data, [proof.rejected[reason] for reason in _MISFITS & proof.rejected.keys()]),
        text=data,
        kept=kept,
        quote=grammar.quote,
        shifted=find_shifted(data, layout, partial(_columns, data, layout, has_quotes=has_quotes), kept),
    )


def _carefully(data: bytes, layout: Layout, grammar: Grammar, *, is_end: bool, is_longest: bool) -> ValidRows:
    found = sort_rows(data, layout, grammar, is_end=is_end, is_longest=is_longest)
    text = b"".join(data[start:end] for start, end in found.whole)
    has_quotes = bool(grammar.quote) and grammar.quote in text
    within = [marks for marks, _ in find_hidden_rows(text, layout)] if has_quotes else []
    marks = found.doubtful + [
        (_offset(found.whole, first), _offset(found.whole, last)) for first, last in within
    ]
    if marks:
        return _apart(data, marks, layout, grammar, is_end=is_end, is_longest=is_longest)
    if has_quotes:
        text = without_spaces(text, grammar.separator, grammar.quote)
    if layout.checks_quoted:
        require_quoted(text, layout)
    try:
        frame = _read(text, layout, has_quotes=has_quotes)
    except Unproven:
        raise UncertainRows(1, _TOLD_APART) from None
    rejected: Counter[Reject] = Counter()
    lines: dict[Reject, list[int]] = {}
    for broken in found.broken:
        rejected[broken.reason] += broken.rows
        if len(known := lines.setdefault(broken.reason, [])) < LINES_SHOWN:
            known.append(data.count(b"\n", 0, broken.offset) + 1)
    return ValidRows(
        emails=frame.to_series(0),
        countries=frame.to_series(-1),
        other_emails=frame.get_columns()[1:-1],
        height=frame.height + rejected.total(),
        lines=count_byte(data[: found.end], b"\n") if found.end else 0,
        end=found.end,
        rejected=rejected,
        reject_lines=lines,
        carefully=True,
        sample=_sample(data, found),
        below=below_whole_rows(data, found),
        misfits=[row.offset for row in found.broken if row.reason in _MISFITS],
        text=data,
        runs=found.whole,
        quote=grammar.quote,
        shifted=find_shifted(text, layout, partial(_columns, text, layout, has_quotes=has_quotes), None),
    )


def _apart(
    data: bytes, fields: list[Marks], layout: Layout, grammar: Grammar, *, is_end: bool, is_longest: bool
) -> ValidRows:
    """Read a block without the marks around fields that hold rows; only a person knows that they do."""
    if layout.dialect.quoted_lines is not QuotedLines.ROWS:
        raise HiddenRows(data.count(b"\n", 0, min(fields)[0]) + 1)
    text = without_marks(data, [place for marks in fields for place in marks], layout.dialect.separator)
    has_quotes = grammar.quote in text
    return parse_rows(text, layout, grammar, has_quotes=has_quotes, is_end=is_end, is_longest=is_longest)


def _line_starts(data: bytes, some: list[Places]) -> list[int]:
    """Where some lines begin, in order."""
    if not some:
        return []
    starts = np.concatenate(([0], offsets_of(data, b"\n") + 1))
    found: list[int] = starts[np.sort(np.concatenate(some))].tolist()
    return found


def _offset(runs: list[tuple[int, int]], joined: int) -> int:
    for start, end in runs:
        if joined < end - start:
            return start + joined
        joined -= end - start
    return 0


def _sample(data: bytes, found: Sorted) -> Sample | None:
    """The lines beyond ASCII, where nothing before the first bad byte proved the text UTF-8."""
    bad = found.bad[found.bad < found.end]
    if not len(bad) or not data[: int(bad[0])].isascii():
        return None
    text = b"\n".join(line for line in data.split(b"\n") if not line.isascii())[:_SAMPLE_BYTES]
    return Sample(text, data.count(b"\n", 0, int(bad[0])) + 1, int(bad[0]))


def _read(data: bytes, layout: Layout, *, has_quotes: bool) -> pl.DataFrame:
    frame = _columns(data, layout, (*layout.emails, *layout.countries), has_quotes=has_quotes)
    return with_first_country(frame, len(layout.countries))


def _columns(data: bytes, layout: Layout, indexes: Sequence[int], *, has_quotes: bool) -> pl.DataFrame:
    wanted = [f"f{index}" for index in indexes]
    schema = {f"f{index}": pl.String for index in range(max((layout.width, *layout.also)))}
    if not data:
        return pl.DataFrame(schema=dict.fromkeys(wanted, pl.String))
    columns = [*wanted, _END_OF_ROW] if has_quotes else wanted
    if has_quotes:
        # A column that is never there: Polars checks its count of rows only if it must read each to its end.
        schema[_END_OF_ROW] = pl.String
    try:
        return (
            pl.scan_csv(
                data,
                has_header=False,
                separator=layout.dialect.separator,
                quote_char=layout.dialect.quote if has_quotes else None,  # Polars is faster without
                schema=schema,
                infer_schema=False,
                missing_columns="insert",
                extra_columns="ignore",
                empty_string_is_null=False,
                raise_if_empty=False,
            )
            .select(columns)
            .collect(engine="streaming")
            .rechunk()
            .select(wanted)
        )
    except pl.exceptions.PolarsError:
        raise Unproven from None
