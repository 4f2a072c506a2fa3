"""Whatever counts as certain, Polars reads like Python's own reader."""

from __future__ import annotations

import csv
import io
import random

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from worker.counting.rows.grammar import grammar_of
from worker.counting.rows.parse import parse_rows
from worker.counting.rows.proof import UncertainRows, Unproven, prove
from worker.counting.rows.quote_proof import quoted_rows
from worker.dialect.model import Dialect
from worker.dialect.table.layout import Layout

SOUND = [b'"a","b",c\n', b'1,"x ""y"", z",\r\n', b'"","\n","\r"\n', b"a,b,c\n", b'"""q""",,"\xc3\xa9"\n']
PIECES = [b"a", b'"', b'""', b",", b"\n", b"\r\n", b"\r", b'",', b',"', b'"\n', b'\n"', b'a"b"', b'","']
ROWS = st.builds(
    lambda before, damage, behind: b"".join((*before, *damage, *behind)),
    st.lists(st.sampled_from(SOUND), max_size=40),
    st.lists(st.sampled_from(PIECES), max_size=6),
    st.lists(st.sampled_from(SOUND), min_size=1, max_size=40),
)


def layout(width: int = 3, separator: str = ",", quote: str = '"') -> Layout:
    return Layout(
        Dialect(separator=separator, quote=quote), 0, 1, width, width, first_row_offset=0, first_row_line=1
    )


@pytest.mark.parametrize("texts", [1_000, pytest.param(5_000, marks=pytest.mark.soak)])
@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("quote", ['"', "'", ""])
def test_whatever_is_proved_polars_reads_like_python(separator: str, quote: str, texts: int) -> None:
    pieces = ["a", quote, quote * 2, separator, separator, separator, "\n", "\n", "\r\n", "\r", " ", "é"]
    pieces += [
        "\0",
        f"{quote}a{separator}b{quote}",
        f"{quote}q\nr{quote}",
        f"{quote}{separator}",
        f"a{separator}",
    ]
    chance, proved, way = random.Random(7), 0, layout(2, separator, quote)
    for text in {"".join(chance.choices(pieces, k=chance.randint(1, 12))) for _ in range(texts)}:
        has_quotes = bool(quote) and quote in text
        try:
            prove(text.encode(), grammar_of(way), has_quotes=has_quotes)
            rows = parse_rows(text.encode(), way, grammar_of(way), has_quotes=has_quotes)
        except (Unproven, UncertainRows):
            continue
        reader = csv.reader(
            io.StringIO(text, newline=""),
            delimiter=separator,
            quotechar=quote or None,
            quoting=csv.QUOTE_MINIMAL if quote else csv.QUOTE_NONE,
        )
        expected = list(reader)
        whole = [tuple(row) for row in expected if len(row) == 2]
        assert rows.height == len(expected), text
        assert list(zip(rows.emails, rows.countries, strict=True)) == whole, text
        proved += 1
    assert proved > 80


@settings(max_examples=400)
@given(ROWS, st.booleans())
def test_quoted_rows_are_proved_exactly_when_the_grammar_has_them(data: bytes, cut_often: bool) -> None:
    assert_proved_as_the_grammar_says(data, cut_often=cut_often)


@pytest.mark.soak
@pytest.mark.timeout(3_600)
@settings(max_examples=5_000)
@given(ROWS, st.booleans())
def test_quoted_rows_are_proved_exactly_when_the_grammar_has_them_for_long(
    data: bytes, cut_often: bool
) -> None:
    assert_proved_as_the_grammar_says(data, cut_often=cut_often)


def assert_proved_as_the_grammar_says(data: bytes, *, cut_often: bool) -> None:
    grammar = grammar_of(layout())
    assert grammar.whole_block is not None
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("worker.counting.rows.bits._SLICE_BYTES", 64 if cut_often else 1 << 20)
        rows = quoted_rows(data, b",", b'"')
    is_whole = pl.Series([data], dtype=pl.Binary).cast(pl.String).str.contains(grammar.whole_block).item()
    assert is_proved(data) == is_whole
    if rows is not None:
        assert bool((rows.fields == 3).all()) == is_whole
        if is_whole:
            assert len(rows.fields) == len(list(csv.reader(io.StringIO(data.decode(), newline=""))))


def test_ordinary_quoting_is_proved_without_a_pattern() -> None:
    rows = quoted_rows(b'"a",1,"b ""c"", d"\r\n"",2,"\n"\n,,', b",", b'"')
    assert rows is not None
    assert rows.fields.tolist() == [3, 3, 3]


def test_quoted_rows_of_any_width_are_proved() -> None:
    row = b",".join([b'"a, b"'] * 300) + b"\n"
    assert prove(row * 3, grammar_of(layout(300)), has_quotes=True).rows == 3


def is_proved(data: bytes) -> bool:
    try:
        prove(data, grammar_of(layout()), has_quotes=True)
    except Unproven:
        return False
    return True


@pytest.mark.parametrize("data", [b'a,b\n"a"x,b\n', b'a,b\nx"a,b\n', b"a,b\rc,d\n", b"a,b\0\n", b'"a",b\n\n'])
def test_what_is_not_certain_is_not_proved(data: bytes) -> None:
    with pytest.raises(Unproven):
        prove(data, grammar_of(layout(2)), has_quotes=b'"' in data)


def test_says_which_plain_rows_have_too_many_or_too_few_fields() -> None:
    proof = prove(b"a,b\na,b,\n\na\r\n\r\na,b", grammar_of(layout(2)), has_quotes=False)
    assert proof.kept is not None
    assert proof.kept.tolist() == [True, False, False, False, False, True]
    assert {reason: places.tolist() for reason, places in proof.rejected.items()} == {
        "too_many_fields": [1],
        "blank": [2, 4],
        "too_few_fields": [3],
    }
