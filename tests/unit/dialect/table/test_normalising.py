"""Line ends and escapes: the same whatever the pieces."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from worker.dialect.model import Dialect, Escape, LineEnding
from worker.dialect.table.normalising import normalise

DOUBLED = Dialect(line_ending=LineEnding.CRCRLF)
OLD_MAC = Dialect(line_ending=LineEnding.CR)
ESCAPED = Dialect(escape=Escape.BACKSLASH)
OLD_ESCAPED = ESCAPED.model_copy(update={"line_ending": LineEnding.CR})
UNQUOTED = Dialect(escape=Escape.BACKSLASH, quote="", separator="\t")


def normalised(data: bytes, dialect: Dialect, size: int = 1000) -> bytes:
    return b"".join(normalise((data[i : i + size] for i in range(0, len(data), size)), dialect))


@pytest.mark.parametrize(
    ("dialect", "data", "expected"),
    [
        (Dialect(), b'a\r\n"\\"\rb', b'a\r\n"\\"\rb'),
        (DOUBLED, b'a,"\r\n"\r\r\nb\r\r\r\nc\r', b'a,"\r\n"\nb\r\nc\r'),
        (OLD_MAC, b"a\rb\r\nc\r", b"a\nb\nc\n"),
        (ESCAPED, rb'"a \"b\" \\","c\\\"d"', rb'"a ""b"" \","c\""d"'),
        (ESCAPED, rb"\N,\n,\x", rb"\N,\n,\x"),
        (ESCAPED.model_copy(update={"quote": "'"}), rb"'it\'s'", b"'it''s'"),
        (UNQUOTED, b"a\\\tb\tc\\\nd\te\\\r\nf\\\\\tg", b"a b\tc d\te f\\\tg"),
    ],
)
def test_what_becomes_of_it(dialect: Dialect, data: bytes, expected: bytes) -> None:
    assert normalised(data, dialect) == expected


@settings(max_examples=300, deadline=None)
@given(
    st.sampled_from(
        [DOUBLED, OLD_MAC, ESCAPED, UNQUOTED, ESCAPED.model_copy(update={"line_ending": LineEnding.CR})]
    ),
    st.text(st.sampled_from('a\\"\t\r\n'), max_size=20),
    st.integers(1, 5),
)
def test_the_pieces_make_no_difference(dialect: Dialect, text: str, size: int) -> None:
    assert normalised(text.encode(), dialect, size) == normalised(text.encode(), dialect)
