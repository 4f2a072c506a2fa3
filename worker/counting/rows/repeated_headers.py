"""Find rows that name the columns once more: files glued together have them."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass
from functools import cache, lru_cache

import numpy as np
import numpy.typing as npt
import polars as pl

from worker.counting.rows.valid_rows import ValidRows
from worker.dialect.names.meaning import COUNTRY, EMAIL, Wanted
from worker.dialect.table.heading import columns_named_in
from worker.dialect.table.layout import Layout
from worker.dialect.table.records import Quoting, read_records, values
from worker.dialect.values.email_cells import is_email

_BOM = "\ufeff"
_LONGEST_NAME = 60
_LONG_NOUN = 5
_REMEMBERED = 10_000
_MOSTLY = 0.5


@dataclass(frozen=True, slots=True)
class HeaderRow:
    """A row that names columns.

    Attributes:
        place: among the whole rows of a block; None: it has another number of fields.
        offset: in the block.
        is_same: whether the emails and the countries go on in the same columns behind it.
    """

    place: int | None
    offset: int
    is_same: bool


def find_headers(rows: ValidRows, which: npt.NDArray[np.bool_] | None, layout: Layout) -> list[HeaderRow]:
    """The headers in a block, in order.

    Args:
        rows: the block's.
        which: whole ones whose emails are invalid: they are few, and all whole headers are among them.
        layout: where in a row the fields are.
    """
    own = _own_names(layout)
    found = _among_whole(rows, which, own, layout) if which is not None else []
    if rows.misfits:
        found = sorted([*found, *_among_misfits(rows, own, layout)], key=lambda header: header.offset)
    return found


def _among_misfits(rows: ValidRows, own: tuple[str, ...], layout: Layout) -> list[HeaderRow]:
    """Headers with another number of fields than rows: some programs end only rows in spare ones."""
    found = []
    for offset in itertools.compress(rows.misfits, _lines_may_name(rows.text, rows.misfits)):
        cells = _cells(rows.text, offset, layout)
        if _is_header(cells, own):
            found.append(HeaderRow(None, offset, _is_same(cells, own, layout)))
    return found


def _lines_may_name(text: bytes, starts: list[int]) -> pl.Series:
    """Which lines have a word of a name anywhere."""
    ends = (text.find(b"\n", start) for start in starts)
    lines = [text[start : end if end >= 0 else None] for start, end in zip(starts, ends, strict=True)]
    return _spelt(pl.Series([line.decode(errors="replace") for line in lines])).str.contains(_nouns())


def _among_whole(
    rows: ValidRows, which: npt.NDArray[np.bool_], own: tuple[str, ...], layout: Layout
) -> list[HeaderRow]:
    some, places = pl.Series(which), np.flatnonzero(which)
    if own:
        hits = _may_be_names(rows.emails.filter(some), own) | _may_be_names(rows.countries.filter(some), own)
    elif len(places):  # what other names stand in these columns is not known
        hits = _lines_may_name(rows.text, rows.offsets_of(places))
    else:
        return []
    places = places[hits.to_numpy()]
    if not len(places):
        return []
    found = []
    for place, offset in zip(places.tolist(), rows.offsets_of(places), strict=True):
        cells = _cells(rows.text, offset, layout)
        if _is_header(cells, own):
            found.append(HeaderRow(place, offset, _is_same(cells, own, layout)))
    return found


def _cells(text: bytes, offset: int, layout: Layout) -> list[str]:
    quoting = Quoting(layout.dialect.separator, layout.dialect.quote)
    record = read_records(text, quoting, is_whole=True, start=offset, most=1)[0]
    return [cell.strip().removeprefix(_BOM).strip(" \t\"'") for cell in values(record, quoting)]


def _own_names(layout: Layout) -> tuple[str, ...]:
    """The names of the file's own header as they are compared; none where it has none."""
    return tuple(map(str.casefold, layout.dialect.columns)) if layout.dialect.has_header else ()


def _may_be_names(cells: pl.Series, own: tuple[str, ...]) -> pl.Series:
    """Which cells are names of the file's own header, or of another one's emails or countries."""
    bare = cells.str.strip_chars().str.strip_prefix(_BOM).str.strip_chars()
    has_own = bare.str.to_lowercase().is_in([name for name in own if name])
    spelt = _spelt(bare)
    may_name = (spelt.str.len_chars() <= _LONGEST_NAME) & spelt.str.contains(_nouns())
    names = [name for name in bare.filter(may_name).unique() if _is_name(name)]
    return has_own | bare.is_in(names)


def _spelt(texts: pl.Series) -> pl.Series:
    """Without accents."""
    return texts.str.normalize("NFKD").str.replace_all(r"\p{M}", "")


@cache
def _nouns() -> str:
    """Pattern of a word of a name; the short ones are parts of many others."""
    nouns = sorted(map(re.escape, EMAIL.nouns() | COUNTRY.nouns()), key=len, reverse=True)
    short = "|".join(noun for noun in nouns if len(noun) < _LONG_NOUN)
    long = "|".join(noun for noun in nouns if len(noun) >= _LONG_NOUN)
    return rf"(?i)(?:\b|_)(?:mail|(?:{short})(?:\b|_))|{long}"


@lru_cache(_REMEMBERED)
def _is_name(cell: str) -> bool:
    return EMAIL.is_plain(cell) or COUNTRY.is_plain(cell)


def _is_header(cells: list[str], own: tuple[str, ...]) -> bool:
    """Whether a row has the names of the file's header, in any order, or of another one's columns."""
    filled = [cell.casefold() for cell in cells if cell]
    if any(map(is_email, filled)):
        return False
    known = sum(cell in own for cell in filled)
    return known > max(1, _MOSTLY * len(filled)) or None not in columns_named_in(cells)


def _is_same(cells: list[str], own: tuple[str, ...], layout: Layout) -> bool:
    """Whether a header has emails and countries where the file's own has them."""

    def says(index: int, wanted: Wanted) -> bool:
        if index >= len(cells):
            return False
        name = cells[index].casefold()
        if own and name == own[index]:
            return True
        return name not in own and wanted.is_plain(cells[index])

    are_countries = all(says(index, COUNTRY) for index in layout.countries)
    return are_countries and all(says(index, EMAIL) for index in layout.emails)
