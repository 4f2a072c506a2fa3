"""Bytes as bits are found where a plain look finds them."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from worker.counting.rows import bits


@given(
    st.lists(st.sampled_from([b",", b",,,,,,,,", b"\n", b"a" * 70, b"x", b"\n" * 64]), min_size=1),
    st.booleans(),
)
def test_places_and_numbers_are_those_that_a_plain_look_finds(pieces: list[bytes], cut_often: bool) -> None:
    data = b"".join(pieces)
    array = np.frombuffer(data, np.uint8)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(bits, "_SLICE_BYTES", 64 if cut_often else 1 << 20)
        commas, feeds = bits.bits_of(array, b","), bits.bits_of(array, b"\n")

    places = bits.offsets_of_bits(feeds)

    assert bits.offsets_of(data, b"\n").tolist() == places.tolist()
    assert places.tolist() == [place for place, byte in enumerate(data) if byte == ord("\n")]
    assert bits.numbers_at(commas, places).tolist() == [data.count(b",", 0, place + 1) for place in places]
    assert bits.are_set(feeds, np.arange(len(data))).tolist() == [byte == ord("\n") for byte in data]


def test_what_is_nowhere_has_no_places() -> None:
    assert bits.offsets_of(b"abc", b",").tolist() == []
