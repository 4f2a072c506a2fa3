"""Whatever the bytes: a reading, or a refusal with a sentence; soon."""

from __future__ import annotations

import contextlib
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.unit.dialect.reading import detected, doubts
from worker.dialect.model import DoubtCode, Escape, LineEnding, QuotedLines
from worker.errors import FileRefused

HEAD_BYTES = 1024 * 1024
CHARACTERS = st.text(st.sampled_from("a@x.com,;\t|\"'\\\n\r \0#éFR1"), max_size=200)
CELLS = st.sampled_from(
    [
        "a@x.com",
        "FR",
        "Germany",
        "",
        '"',
        'say "hi"',
        "'x'",
        "a,b",
        "1;2",
        "x\ny",
        "email",
        "country",
        "Land",
        "\\",
        "ab" * 32,
    ]
)
TABLES = st.lists(st.lists(CELLS, min_size=1, max_size=6), min_size=1, max_size=8)
WRITTEN = st.builds(
    lambda rows, separator, end: end.join(separator.join(row) for row in rows),
    TABLES,
    st.sampled_from(",;\t|"),
    st.sampled_from(["\n", "\r\n", "\r"]),
)
CHOICES = st.fixed_dictionaries(
    {},
    optional={
        "separator": st.sampled_from(",;\t|^"),
        "quote": st.sampled_from(['"', "'", ""]),
        "escape": st.sampled_from(list(Escape)),
        "line_ending": st.sampled_from(list(LineEnding)),
        "skipped_lines": st.integers(0, 9),
        "has_header": st.booleans(),
        "email": st.integers(0, 4),
        "country": st.integers(0, 4),
        "is_confirmed": st.booleans(),
    },
)


def check(data: bytes, is_whole: bool, choices: dict[str, object]) -> None:
    try:
        found = detected(data, is_whole=is_whole, **choices)
        assert 0 <= found.first_row_offset <= len(data)
        assert found.first_row_line >= 1
        assert len(found.rows) <= 100
        if choices.get("is_confirmed") and doubts(found):
            assert doubts(found) == {DoubtCode.QUOTED_LINES}  # a yes says nothing of them
            assert not doubts(detected(data, is_whole=is_whole, quoted_lines=QuotedLines.TEXT, **choices))
        layout = found.layout()
        assert layout.email != layout.country
        assert max(layout.email, layout.country) < max(1, len(layout.dialect.columns))
        assert len(layout.dialect.columns) <= layout.width
    except FileRefused as refused:
        if not refused.message.endswith((".", "“…”")):
            raise AssertionError(refused.message) from refused


@settings(max_examples=100)
@given(st.binary(max_size=300), st.booleans(), CHOICES)
def test_promise_20_any_bytes(data: bytes, is_whole: bool, choices: dict[str, object]) -> None:
    check(data, is_whole, choices)


@settings(max_examples=100)
@given(CHARACTERS, st.booleans(), CHOICES)
def test_promise_20_any_characters(text: str, is_whole: bool, choices: dict[str, object]) -> None:
    check(text.encode(), is_whole, choices)


@settings(max_examples=200)
@given(WRITTEN, st.booleans(), CHOICES)
def test_promise_20_any_damaged_table(text: str, is_whole: bool, choices: dict[str, object]) -> None:
    check(text.encode(), is_whole, choices)


@pytest.mark.soak
@pytest.mark.timeout(3_600)
@settings(max_examples=10_000)
@given(st.binary(max_size=300) | (CHARACTERS | WRITTEN).map(str.encode), st.booleans(), CHOICES)
def test_promise_20_any_bytes_characters_and_damaged_tables_for_long(
    data: bytes, is_whole: bool, choices: dict[str, object]
) -> None:
    check(data, is_whole, choices)


ROW = b"%d,ann%d@example.com,Ann,Smith,FR,Paris,75001,12.50,hello world\n"
PLAIN = b"id,email,first,last,country,city,zip,amount,note\n" + b"".join(ROW % (n, n) for n in range(15_000))
QUOTED = b"".join(b'"' + line.replace(b",", b'";"') + b'"\n' for line in PLAIN.splitlines())
ORDINARY = {"plain": PLAIN, "quoted": QUOTED}
HOSTILE = {
    "separators": b"," * HEAD_BYTES,
    "all separators": b",;\t|" * (HEAD_BYTES // 4),
    "quotation marks": b'"' * HEAD_BYTES,
    "odd quotation marks": b'"' * (HEAD_BYTES - 1),
    "opened fields": b'"a,' * (HEAD_BYTES // 3),
    "opened lines": b'"a\n' * (HEAD_BYTES // 3),
    "doubled and opened lines": b'"""a""\n' * (HEAD_BYTES // 7),
    "apostrophes and quotation marks": b"'\"," * (HEAD_BYTES // 3),
    "backslashes": b'"\\",' * (HEAD_BYTES // 4),
    "line feeds": b"\n" * HEAD_BYTES,
    "returns": b"\r" * HEAD_BYTES,
    "one letter": b"a" * HEAD_BYTES,
    "ats": b"a@" * (HEAD_BYTES // 2),
    "dots": b"a@" + b"a." * (HEAD_BYTES // 2),
    "long names": b",".join([b"email" * 11] * 19_000) + b"\n1\n",
    "many columns": b",".join(b"column %d" % n for n in range(5000))
    + b"\n"
    + b",".join([b"FR"] * 5000)
    + b"\n",
    "open to the end": b'email,country\n"a,b\n' + b"c,d\n" * (HEAD_BYTES // 4),
}


def seconds(data: bytes) -> float:
    start = time.process_time()
    with contextlib.suppress(FileRefused):
        detected(data[:HEAD_BYTES], is_whole=False)
    return time.process_time() - start


@pytest.mark.parametrize("name", ORDINARY)
def test_an_ordinary_head_takes_under_150_ms(name: str) -> None:
    assert min(seconds(ORDINARY[name]) for _ in range(3)) < 0.15


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_head_takes_a_bounded_time(name: str) -> None:
    assert seconds(HOSTILE[name]) < 3
