"""What about a reading is probable but not certain, as sentences for the person who knows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from worker.dialect.columns.candidates import Candidate
from worker.dialect.columns.choice import Choice
from worker.dialect.columns.shape import Shape
from worker.dialect.encoding.display_names import encoding_name
from worker.dialect.head import Head
from worker.dialect.model import Choices, Doubt, DoubtCode
from worker.dialect.names.meaning import COUNTRY, EMAIL, Rank
from worker.dialect.separator_words import separator_in_words
from worker.dialect.table.shortage import Shortage
from worker.dialect.table.wrong_separator import doubt_about_separator
from worker.text.sentences import say, say_counted

_SPARE_FIELDS = Doubt(
    code=DoubtCode.SPARE_FIELDS,
    message=say("Some rows end in empty fields and others do not: ignore these fields, or reject such rows?"),
)
_NAMELESS_COLUMNS = Doubt(
    code=DoubtCode.NAMELESS_COLUMNS,
    message=say(
        "The last columns have no name, but most rows have data in them: check that it is in its place."
    ),
)
_HEADER = Doubt(
    code=DoubtCode.NO_HEADER,
    message=say("The first line is taken for the names of the columns: check that it is no customer."),
)


def find_doubts(
    read: Candidate,
    rival: Candidate | None,
    head: Head,
    choices: Choices,
    chosen: Sequence[Choice],
    *,
    shape: Shape,
) -> list[Doubt]:
    """What a person should confirm, the gravest first.

    Args:
        read: the file's reading.
        rival: another one that is as good.
        head: the file's beginning.
        choices: what was said of it already.
        chosen: the email and the country column.
        shape: of the table.

    Raises:
        FileRefused: the fields cannot be told apart.
    """
    by_separator = _by_other_separator(read, choices)
    if by_separator:
        return [by_separator, *_of_text(read, None, head, choices)]
    found = [*_of_text(read, rival, head, choices)]
    if shape.above and choices.skipped_lines is None:
        found.append(_rows_above(shape.above))
    if shape.shortage and choices.short_rows is None:
        found.append(_short_rows(shape.shortage))
    if shape.width.is_doubtful:
        found.append(_SPARE_FIELDS)
    if shape.has_nameless:
        found.append(_NAMELESS_COLUMNS)
    of_columns = [choice.doubt for choice in chosen if choice.doubt]
    if of_columns and read.heading.header is not None and choices.has_header is None and not _names_any(read):
        found.append(_HEADER)
    return found + of_columns


def _short_rows(short: Shortage) -> Doubt:
    message = say(
        "{rows:,} of the first {of:,} rows have fewer fields than the header, first line {line:,} ({fields} "
        "of {columns}): reject them, or take the last ones as empty, at least where the country is surely "
        "in its place?",
        rows=short.rows,
        of=short.of,
        line=short.line,
        fields=short.fields,
        columns=short.columns,
    )
    return Doubt(code=DoubtCode.SHORT_ROWS, message=message)


def _rows_above(lines: Sequence[int]) -> Doubt:
    message = say_counted(
        "Line {line:,} above the table looks like a customer, and would be rejected: check where the table "
        "begins.",
        "{count:,} lines above the table look like customers, and would be rejected: check where the table "
        "begins.",
        len(lines),
        line=lines[0],
    )
    return Doubt(code=DoubtCode.ROWS_ABOVE, message=message)


def _of_text(read: Candidate, rival: Candidate | None, head: Head, choices: Choices) -> Iterator[Doubt]:
    """How it is encoded, separated and quoted, and whether its columns have names."""
    if not head.is_encoding_certain and choices.encoding is None:
        name = encoding_name(head.encoding)
        message = say("The text seems to be in {encoding}: check that the letters look right.", encoding=name)
        if head.non_ascii_from:
            message = say(
                "From line {line:,} on the text seems to be in {encoding}: check that the letters look "
                "right.",
                line=head.non_ascii_from.line,
                encoding=name,
            )
        yield Doubt(code=DoubtCode.ENCODING, message=message)
    if rival and choices.separator is None:
        names = [separator_in_words(each.table.quoting.separator) for each in (read, rival)]
        message = say(
            "The fields could be separated by {separator} or by {other}.", separator=names[0], other=names[1]
        )
        yield Doubt(code=DoubtCode.SEPARATOR, message=message)
    if read.table.is_quoting_doubtful and choices.quote is None and choices.escape is None:
        message = say(
            "Quotation marks could be around fields, or just letters in them, as they are taken here."
        )
        yield Doubt(code=DoubtCode.QUOTING, message=message)
    if read.heading.header is None and choices.has_header is None:
        message = say("The first line seems to hold data, not the names of the columns.")
        yield Doubt(code=DoubtCode.NO_HEADER, message=message)


def _by_other_separator(read: Candidate, choices: Choices) -> Doubt | None:
    is_found = read.email.sureness and read.country.sureness and read.email.index != read.country.index
    if is_found or choices.email is not None or choices.country is not None:
        return None
    return doubt_about_separator(read.columns, read.rows, read.table.quoting.separator)


def _names_any(read: Candidate) -> bool:
    """Whether the header names an email or a country plainly."""
    ranks = [wanted.rank(name) for wanted in (EMAIL, COUNTRY) for name in read.columns]
    return any(rank is not None and rank < Rank.UNKNOWN for rank in ranks)
