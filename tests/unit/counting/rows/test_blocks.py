"""Blocks hold whole rows, wherever the pieces of the stream end."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from worker.counting.rows.blocks import Block, Cutter

TEXT = b'a,b\n"c\nd",e\r\n"f""\n""g",h\n\nlast'


def blocks_of(cutter: Cutter) -> list[Block]:
    blocks = []
    while (block := cutter.next_block()) is not None:
        blocks.append(block)
    return blocks


def cutter(pieces: list[bytes], limit: int = 100) -> Cutter:
    return Cutter(pieces, quote=b'"', record_limit_bytes=limit)


def pieces_of(text: bytes, sizes: list[int]) -> list[bytes]:
    pieces = []
    for size in sizes:
        pieces.append(text[:size])
        text = text[size:]
    return [*pieces, text]


SIZES = st.lists(st.integers(1, 9), min_size=1, max_size=40)


@given(SIZES)
def test_blocks_are_the_stream_cut_between_rows(sizes: list[int]) -> None:
    blocks = blocks_of(cutter(pieces_of(TEXT, sizes)))
    assert b"".join(block.data for block in blocks) == TEXT
    for block in blocks:
        assert block.data.count(b'"') % 2 == 0
        assert block.has_quotes or b'"' not in block.data
        assert block.data.endswith(b"\n") or block.is_end


@given(SIZES, st.integers(1, 40))
def test_what_is_taken_back_is_cut_again(sizes: list[int], kept: int) -> None:
    cutting = cutter(pieces_of(TEXT, sizes))
    first = cutting.next_block()
    second = cutting.next_block()
    assert first is not None
    later = [] if second is None else [second.data]
    if kept < len(first.data):
        cutting.take_back([first.data[kept:], *later])
        rest = blocks_of(cutting)
        assert len(rest[0].data) > len(first.data) - kept or rest[0].is_end
        assert first.data[:kept] + b"".join(block.data for block in rest) == TEXT


def test_memory_stays_bounded_when_a_row_does_not_end() -> None:
    block = cutter([b"x" * 10] * 1000).next_block()
    assert block is not None
    assert block.is_longest
    assert len(block.data) < 200


def test_a_dos_end_of_file_and_reserved_space_are_no_rows() -> None:
    for padding in (b"\x1a", b"\0" * 50, b"\x1a" * 7 + b"\0"):
        blocks = blocks_of(cutter([b"a,b\n", *(padding[place : place + 1] for place in range(len(padding)))]))
        assert [block.data for block in blocks] == [b"a,b\n"]
    assert blocks_of(cutter([b"a,b\x1a\0\0"]))[0].data == b"a,b"
    assert blocks_of(cutter([b"a,b\0\0"]))[0].data == b"a,b\0\0"


def test_no_bytes_are_no_blocks() -> None:
    assert blocks_of(cutter([])) == []
