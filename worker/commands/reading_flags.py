"""The command line's way of saying how a file is to be read."""

from __future__ import annotations

import argparse
import codecs

from worker.commands.asked import NUMBER_DIGITS, Asked, is_number, places
from worker.dialect.model import (
    NO_QUOTE,
    Choices,
    CountOptions,
    DoubtCode,
    Escape,
    LineEnding,
    NotAvailable,
    QuotedLines,
    Reading,
    ShortRows,
    SpareFields,
)
from worker.dialect.separator_words import SEPARATOR_WORDS
from worker.dialect.values.hashes import EmailHash

_SEPARATORS = {**{SEPARATOR_WORDS[separator]: separator for separator in ",;\t"}, "\\t": "\t", "pipe": "|"}
_QUOTES = {'"': '"', "double": '"', "'": "'", "single": "'", "none": NO_QUOTE}
_MOST_LINES = 10_000
_ANSWERS = {
    DoubtCode.SHEET: "--sheet NAME|NUMBER",
    DoubtCode.NO_HEADER: "--header or --no-header",
    DoubtCode.EMAIL_COLUMN: "--email NAME|NUMBER",
    DoubtCode.COUNTRY_COLUMN: "--country NAME|NUMBER",
    DoubtCode.SEPARATOR: "--separator CHARACTER",
    DoubtCode.QUOTING: "--quote CHARACTER or --escape STYLE",
    DoubtCode.QUOTED_LINES: "--quoted-lines text|rows",
    DoubtCode.SHORT_ROWS: "--short-rows reject|placed|fill",
    DoubtCode.SPARE_FIELDS: "--spare-fields ignore|reject",
    DoubtCode.BROKEN_ROWS: "--reject-broken",
    DoubtCode.HASHING: "--hash md5|sha1|sha256",
    DoubtCode.OTHER_COLUMNS: "--reject-broken",
    DoubtCode.FURTHER_EMAILS: "--email NAME|NUMBER or --same-columns",
    DoubtCode.FURTHER_COUNTRIES: "--country NAME|NUMBER or --same-columns",
    DoubtCode.NOT_AVAILABLE: "--na none|namibia",
}


def answer_to(doubt: DoubtCode, reading: Reading) -> str:
    """The flags that settle a doubt; some as they are if the reading is right."""
    if doubt is DoubtCode.ENCODING:
        return f"--encoding {reading.dialect.encoding}"
    if doubt is DoubtCode.ROWS_ABOVE:
        return f"--skip-lines {reading.dialect.skipped_lines}"
    return _ANSWERS.get(doubt, "--yes")


def add_flags(parser: argparse.ArgumentParser) -> None:
    """Let a command be told how its file is to be read."""
    group = parser.add_argument_group("how the file is read, where that is not certain")
    group.add_argument("--sheet", help="the sheet of a workbook: its name, or its number from 1")
    group.add_argument(
        "--email",
        metavar="COLUMN",
        action="append",
        default=[],
        help="the email column: its name, or its number from 1; more than once: the first that has an email",
    )
    group.add_argument(
        "--country", metavar="COLUMN", action="append", default=[], help="the country column, likewise"
    )
    group.add_argument(
        "--hash",
        dest="hashing",
        type=EmailHash,
        choices=list(EmailHash),
        help="the hash that counts, where emails are hashed in several ways",
    )
    group.add_argument(
        "--na",
        dest="not_available",
        type=NotAvailable,
        choices=list(NotAvailable),
        help="what “NA” in the country column is: no country, or Namibia",
    )
    group.add_argument(
        "--header", dest="has_header", action=argparse.BooleanOptionalAction, help="the columns have names"
    )
    group.add_argument("--skip-lines", metavar="NUMBER", type=_lines, help="lines above the header, or rows")
    group.add_argument("--encoding", metavar="NAME", type=_encoding, help="such as utf-8 or cp1252")
    group.add_argument(
        "--separator",
        metavar="CHARACTER",
        type=_separator,
        help="comma, semicolon, tab, pipe or the character itself",
    )
    group.add_argument(
        "--quote", metavar="CHARACTER", type=_quote, help="double, single or none, or the character itself"
    )
    group.add_argument("--escape", type=Escape, choices=list(Escape), help="of a quotation mark in a field")
    group.add_argument(
        "--line-ending", type=LineEnding, choices=list(LineEnding), help="what ends a row, such as crlf"
    )
    group.add_argument(
        "--short-rows", type=ShortRows, choices=list(ShortRows), help="rows with fewer fields than the header"
    )
    group.add_argument(
        "--spare-fields",
        type=SpareFields,
        choices=list(SpareFields),
        help="rows that end in more empty fields than others, or in fewer",
    )
    group.add_argument(
        "--quoted-lines",
        type=QuotedLines,
        choices=list(QuotedLines),
        help="lines between quotation marks that look like rows",
    )
    group.add_argument(
        "--reject-broken", action="store_true", help="reject rows that cannot be read, however many"
    )
    group.add_argument(
        "--same-columns", action="store_true", help="the columns are right, whatever they hold further on"
    )
    group.add_argument("--yes", action="store_true", help="count it as its beginning is read")
    parser.add_argument(
        "--fold-gmail",
        action="store_true",
        help="ignore dots and +tags in Gmail addresses",
    )


def read_flags(arguments: argparse.Namespace) -> Asked:
    """What the flags of `add_flags` say."""
    names = {"email": arguments.email, "country": arguments.country}
    numbers: dict[str, int | tuple[int, ...]] = {}
    for name, columns in list(names.items()):
        if all(map(is_number, columns)):
            numbers |= places(name, [int(column) - 1 for column in columns])
            del names[name]
    choices = Choices(
        encoding=arguments.encoding,
        separator=arguments.separator,
        quote=arguments.quote,
        escape=arguments.escape,
        line_ending=arguments.line_ending,
        skipped_lines=arguments.skip_lines,
        has_header=arguments.has_header,
        hashing=arguments.hashing,
        not_available=arguments.not_available,
        short_rows=arguments.short_rows,
        spare_fields=arguments.spare_fields,
        quoted_lines=arguments.quoted_lines,
        same_columns=arguments.same_columns,
        rejects_broken=arguments.reject_broken,
        is_confirmed=arguments.yes,
    ).model_copy(update=numbers)
    options = CountOptions(choices=choices, fold_gmail=arguments.fold_gmail)
    return Asked(options, names, arguments.sheet)


def _encoding(text: str) -> str:
    try:
        return codecs.lookup(text).name
    except LookupError:
        raise argparse.ArgumentTypeError(f"no encoding is called {text!r}") from None


def _lines(text: str) -> int:
    if not text.isdecimal() or len(text) > NUMBER_DIGITS or int(text) > _MOST_LINES:
        raise argparse.ArgumentTypeError(f"a number from 0 to {_MOST_LINES:,}")
    return int(text)


def _separator(text: str) -> str:
    separator = _SEPARATORS.get(text.lower(), text)
    if len(separator) != 1:
        raise argparse.ArgumentTypeError(f"one character, or one of {', '.join(_SEPARATORS)}")
    return separator


def _quote(text: str) -> str:
    if text not in _QUOTES:
        raise argparse.ArgumentTypeError(f"one of {' '.join(_QUOTES)}")
    return _QUOTES[text]
