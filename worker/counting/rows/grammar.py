"""What a certain row looks like in one way of writing tables.

Its fields are as `worker.dialect.table.field_patterns` has them, quotation marks inside quoted ones doubled.
Rows end in LF or CRLF. Nothing else is certain: readers differ, and Polars loses rows without a word.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from worker.dialect.model import ShortRows
from worker.dialect.table.field_patterns import blanks_of, field_patterns
from worker.dialect.table.layout import Layout
from worker.dialect.table.records import BLANK

_WIDEST_COUNTED = 64
"""Fields a row may have for Polars' regular expressions to count them; their automaton grows with them."""


@dataclass(frozen=True, slots=True)
class Grammar:
    """Patterns of rows.

    Attributes:
        separator: one byte.
        quote: one byte, or none where fields are never quoted.
        widths: numbers of fields that a whole row may have, the usual one first.
        used: those that may hold data; the others are empty.
        fills: whether rows may have fewer.
        whole_block: pattern for Polars of a block of whole rows only, without blanks around quoted fields;
            None: there is none that is fast.
        whole_rows: as many whole rows without NUL as there are, each with its line end.
        row: the fields of a certain row, of any number.
        end: of a row, within the file or with it.
        opened: from a quotation mark up to the one that closes it, or the end.
        returned: rows that only a CR separates, up to where the last of them ends or is broken.
        field: one certain field.
        spare: an empty one.
        nothing: a line of blanks and separators only.
    """

    separator: bytes
    quote: bytes
    widths: tuple[int, ...]
    used: int
    fills: bool
    whole_block: str | None
    whole_rows: re.Pattern[bytes]
    row: re.Pattern[bytes]
    end: re.Pattern[bytes]
    opened: re.Pattern[bytes]
    returned: re.Pattern[bytes]
    field: re.Pattern[bytes]
    spare: re.Pattern[bytes]
    nothing: re.Pattern[bytes]

    @property
    def width(self) -> int:
        """Fields of a usual row."""
        return self.widths[0]

    @property
    def widest(self) -> int:
        """The most fields that a whole row may have."""
        return max(self.widths)


def grammar_of(layout: Layout) -> Grammar:
    """The patterns of a file's rows."""
    dialect = layout.dialect
    fills = dialect.short_rows is not ShortRows.REJECT
    return _grammar(dialect.separator, dialect.quote, (layout.width, *layout.also), layout.used, fills)


@cache
def _grammar(separator: str, quote: str, widths: tuple[int, ...], used: int, fills: bool) -> Grammar:
    between = re.escape(separator)
    patterns = field_patterns(separator, quote)
    with_nul, without_nul = patterns.field, field_patterns(separator, quote, without=r"\x00").field
    spare = _spare_field(separator, quote)
    repeated = f"{{{0 if fills else used - 1},{used - 1}}}"
    spares = _spares(f"(?:{between}{spare})", range(used, max(widths) + 1) if fills else widths, used)
    blank_line = rf"(?:(?!{between})(?:{BLANK.decode()}))*+\r?\n"
    linear = _linear_field(separator, quote)
    whole = rf"{linear}(?:{between}{linear}){repeated}{spares}"
    return Grammar(
        separator=separator.encode(),
        quote=quote.encode(),
        widths=widths,
        used=used,
        fills=fills,
        whole_block=rf"\A(?:{whole}\r?\n)*(?:{whole}\r?)?\z"
        if quote and max(widths) <= _WIDEST_COUNTED and not fills
        else None,
        whole_rows=re.compile(
            rf"(?:(?!{blank_line}){without_nul}(?:{between}{without_nul}){repeated}+(?>{spares})\r?\n)*+".encode()
        ),
        row=re.compile(rf"{with_nul}(?:{between}{with_nul})*+".encode()),
        end=re.compile(rb"\r?(?:\n|\Z)"),
        opened=re.compile(patterns.opened.encode()),
        returned=re.compile(rf"{with_nul}(?:(?:{between}|\r+){with_nul})*+".encode()),
        field=re.compile(with_nul.encode()),
        spare=re.compile(spare.encode()),
        nothing=re.compile(rb"(?:%s|%s)*+\r?" % (BLANK, between.encode())),
    )


def _spare_field(separator: str, quote: str) -> str:
    """Pattern of a field without data, for both engines."""
    blanks = blanks_of(separator)
    return f"[{blanks}]*(?:{quote}{quote}[{blanks}]*)?" if quote else f"[{blanks}]*"


def _spares(one: str, widths: Iterable[int], used: int) -> str:
    """Pattern of the spare fields behind those that may hold data, for both engines."""
    numbers = sorted((width - used for width in widths), reverse=True)
    if len(set(numbers)) == max(numbers) - min(numbers) + 1:
        return f"{one}{{{min(numbers)},{max(numbers)}}}"
    return f"(?:{'|'.join(f'{one}{{{number}}}' for number in numbers)})"


def _linear_field(separator: str, quote: str) -> str:
    """Pattern of one field for Polars' engine, which knows no possessive repetition and needs none."""
    between, blanks = re.escape(separator), blanks_of(separator)
    plain = rf"[^{quote}{between}\r\n]"
    begun = rf"[{blanks}]*[^{quote}{between}{blanks}\r\n]{plain}*(?:{quote}{plain}*{quote}{plain}*)*"
    return f"(?:{begun}|[{blanks}]*|{quote}[^{quote}]*(?:{quote}{quote}[^{quote}]*)*{quote})"
