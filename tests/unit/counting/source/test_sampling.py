"""What a sample of a text has is what a careful reader finds in it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from worker.counting.source.sampling import Sampler
from worker.dialect.model import Dialect
from worker.dialect.table.layout import Layout
from worker.dialect.table.records import Quoting, read_records, values

FIELDS = st.sampled_from([b"", b"a", b" b ", b"\xc3\xa9", b"\xff", b'"c"', b'"d,e"', b"x@y.z"])
ROWS = st.lists(st.lists(FIELDS, min_size=2, max_size=4), max_size=12)
ENDS = st.sampled_from([b"\n", b"\r\n"])
LAYOUT = Layout(Dialect(), 0, 1, 3, 3, first_row_offset=0, first_row_line=2)


@given(ROWS, ENDS)
def test_the_rows_of_a_sample_are_those_of_a_careful_reader(rows: list[list[bytes]], end: bytes) -> None:
    text = b"".join(b",".join(row) + end for row in rows) + b"cut,off"
    sampler = Sampler()
    assert b"".join(sampler.follow([text[:7], text[7:]])) == text
    quoting = Quoting(",", '"')
    careful = [values(record, quoting) for record in read_records(text, quoting, is_whole=False)]
    assert sampler.rows(LAYOUT) == [row for row in careful if len(row) == 3]
