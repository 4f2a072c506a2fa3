"""Find out how a file's text is laid out, from its beginning, and say what of it is in doubt."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from worker.dialect.columns.candidates import Candidate, choose, read_candidates
from worker.dialect.columns.chosen import (
    NOTHING,
    Chosen,
    choose_columns,
    country_columns,
    email_columns,
    has_no_email,
    promised_by,
)
from worker.dialect.columns.header_checks import check_header
from worker.dialect.columns.mixed_hashes import doubt_about_hashes, hashes_in, most_usual
from worker.dialect.columns.not_available import NaQuestion, question_at_beginning
from worker.dialect.columns.shape import find_shape
from worker.dialect.detected import Detected
from worker.dialect.doubts import find_doubts
from worker.dialect.file_kinds import refuse_what_is_no_text
from worker.dialect.head import Head
from worker.dialect.model import Choices, Dialect, Doubt, DoubtCode, LineEnding, Reading, ShortRows
from worker.dialect.table.normalising import DOUBLED_RETURN, with_single_returns
from worker.dialect.table.quoted_lines import doubt_about_lines, find_quoted_lines, quoted_column
from worker.dialect.table.records import values
from worker.dialect.table.regularity import Table
from worker.dialect.table.separators import find_line_ending
from worker.dialect.table.shortage import Shortage
from worker.errors import FileRefused
from worker.refusal import Refusal
from worker.text.sentences import say

_PREVIEW_ROWS = 100


def detect(head: Head, choices: Choices) -> Detected:
    """Find out how a file is laid out.

    Raises:
        FileRefused: it is empty or no table, or the choices do not fit it.
    """
    _check_separator(choices)
    refuse_what_is_no_text(head.text, may_hold_controls=choices.separator is not None)
    if not head.text.strip() and head.is_whole:
        raise FileRefused(Refusal.EMPTY_FILE, say("The file is empty."))
    line_ending = choices.line_ending or find_line_ending(head.text)
    text = _with_line_feeds(head.text, line_ending)
    best, rival = choose(read_candidates(text, head, choices))
    return _describe(best, rival, head, choices, line_ending)


def _with_line_feeds(text: bytes, line_ending: LineEnding) -> bytes:
    match line_ending:
        case LineEnding.CR:
            return text.replace(b"\r", b"\n")
        case LineEnding.CRCRLF:
            return with_single_returns(text)
        case _:
            return text


def _check_separator(choices: Choices) -> None:
    separator = choices.separator
    if separator is not None and (
        not separator.isascii() or separator in "\"'\r\n\0\\" or separator == choices.quote
    ):
        raise FileRefused(
            Refusal.MALFORMED, say("Fields can only be separated by one plain character, such as a comma.")
        )


def _describe(
    read: Candidate, rival: Candidate | None, head: Head, choices: Choices, line_ending: LineEnding
) -> Detected:
    table, heading = read.table, read.heading
    check_header(read, choices)
    offset, line = _first_row(read)
    if line_ending is LineEnding.CRCRLF:
        offset = _offset_before(head.text, offset)
    if head.is_whole and not head.text[offset:].strip():
        raise FileRefused(Refusal.EMPTY_FILE, say("The file has a header but no rows."))
    chosen = choose_columns(read, choices)
    shape = find_shape(read, chosen, choices)
    doubts = find_doubts(read, rival, head, choices, (chosen.email, chosen.country), shape=shape)
    if doubts and doubts[0].code is DoubtCode.SEPARATOR and rival is None:
        chosen = NOTHING  # whatever one column holds, it is all of them
    question = _question_about_na(read, chosen, choices)
    hashes = hashes_in(read.contents[index] for index in chosen.emails)
    if len(hashes) > 1 and choices.hashing is None:
        doubts.append(doubt_about_hashes(hashes))
    skipped = (table.records[heading.header].line if heading.header is not None else line) - 1
    dialect = Dialect(
        compression=head.compression,
        encoding=head.encoding,
        separator=table.quoting.separator,
        quote=table.quoting.quote,
        escape=table.quoting.escape,
        line_ending=line_ending,
        skipped_lines=skipped,
        has_header=heading.header is not None,
        columns=read.columns,
        short_rows=choices.short_rows or _proposed(shape.shortage),
        spare_fields=shape.width.spare,
        quoted_lines=choices.quoted_lines,
    )
    reading = Reading(
        dialect=dialect,
        email=chosen.email.index,
        other_emails=chosen.email.others,
        country=chosen.country.index,
        other_countries=chosen.country.others,
        hashing=choices.hashing or (most_usual(hashes) if len(hashes) > 1 else None),
        not_available=choices.not_available or (question.proposed if question else None),
        non_ascii_from=head.non_ascii_from,
        doubts=(*_open(doubts, choices, head), *_open_question(question, choices)),
    )
    shown = [tuple(values(row, table.quoting)) for row in read.rows[:_PREVIEW_ROWS]]
    top = [] if heading.header is None else [table.records[heading.header]]
    found = Detected(
        reading,
        width=shape.width.row,
        also=shape.width.also,
        used=shape.width.used,
        first_row_offset=offset,
        first_row_line=line,
        above=shape.above,
        quoted=quoted_column([*top, *read.rows], table.quoting, chosen.email.index),
        rows=tuple(shown),
        email_columns=email_columns(read),
        short=shape.places if dialect.short_rows is ShortRows.PLACED else None,
        country_columns=country_columns(read),
        promised=promised_by(read, chosen),
        has_no_email=_is_all_seen(read, head) and has_no_email(read, chosen),
    )
    return _with_doubt_about_lines(found, table)


def _is_all_seen(read: Candidate, head: Head) -> bool:
    return head.is_whole and bool(read.rows) and read.rows[-1].end == len(head.text)


def _proposed(short: Shortage | None) -> ShortRows:
    """What to do with rows that lack fields, where nobody has said it."""
    return ShortRows.PLACED if short and short.is_at_end else ShortRows.REJECT


def _with_doubt_about_lines(found: Detected, table: Table) -> Detected:
    """Ask what lines between quotation marks are, where they look like rows and nobody has said it."""
    reading = found.reading
    if reading.email is None or reading.country is None or reading.dialect.quoted_lines is not None:
        return found
    shape = found.layout().row_shape()
    fields = find_quoted_lines(table, replace(shape, quoting=table.quoting)) if shape else iter(())
    field = next(fields, None)
    if field is None:
        return found
    doubts = (*reading.doubts, doubt_about_lines(field.line))
    return replace(found, reading=reading.model_copy(update={"doubts": doubts}))


def _question_about_na(read: Candidate, chosen: Chosen, choices: Choices) -> NaQuestion | None:
    if choices.not_available or chosen.country.index is None:
        return None
    return question_at_beginning(read, chosen.country.index)


def _open(doubts: Iterable[Doubt], choices: Choices, head: Head) -> Iterator[Doubt]:
    return (doubt for doubt in doubts if not (choices.is_confirmed and _is_seen(doubt, head)))


def _open_question(question: NaQuestion | None, choices: Choices) -> Iterator[Doubt]:
    """Who confirms a reading has said what was proposed; where nothing was, the question stays."""
    if question and not (choices.is_confirmed and question.proposed):
        yield question.doubt


def _is_seen(doubt: Doubt, head: Head) -> bool:
    """Whether the file's beginning shows it, which is what a person has seen who confirms a reading."""
    return doubt.code is not DoubtCode.ENCODING or head.non_ascii_from is None


def _first_row(read: Candidate) -> tuple[int, int]:
    """The first row's offset and physical line."""
    records, heading = read.table.records, read.heading
    if heading.header is not None:
        return records[heading.header].end, records[heading.header].next_line
    return records[heading.first_row].start, records[heading.first_row].line


def _offset_before(text: bytes, offset: int) -> int:
    """A place in the text as it stood before its returns were made single ones."""
    place = 0
    for line in text.split(DOUBLED_RETURN):
        if offset <= len(line):
            break
        place += len(line) + len(DOUBLED_RETURN)
        offset -= len(line) + len(b"\n")
    return place + offset
