"""The bytes of a block as bits, 64 of them a number: many are looked at in one step."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Bits = npt.NDArray[np.uint64]
Places = npt.NDArray[np.int64]
ByteArray = npt.NDArray[np.uint8]

_WORD = 64
_ONE, _LAST = np.uint64(1), np.uint64(_WORD - 1)
_SLICE_BYTES = 256 * 1024
"""Looked at at once: what fits a processor's cache."""


def bits_of(array: ByteArray, byte: bytes) -> Bits:
    """Where that byte is, the first bit lowest."""
    words = -(-len(array) // _WORD)
    packed = np.zeros(words * _WORD // 8, np.uint8)
    for start in range(0, len(array), _SLICE_BYTES):
        some = np.packbits(array[start : start + _SLICE_BYTES] == np.uint8(byte[0]), bitorder="little")
        packed[start // 8 : start // 8 + len(some)] = some
    return packed.view("<u8").astype(np.uint64, copy=False)


def offsets_of(data: bytes, byte: bytes) -> Places:
    """Offsets of a byte, in order."""
    return offsets_of_bits(bits_of(np.frombuffer(data, np.uint8), byte))


def offsets_of_bits(bits: Bits) -> Places:
    """The places of the bits, in order; fast where most numbers have few."""
    found = np.bitwise_count(bits)
    ends = np.cumsum(found, dtype=np.int64)
    places = np.empty(int(ends[-1]) if len(ends) else 0, np.int64)
    words = np.flatnonzero(bits)
    left = bits.take(words)
    ranks = (ends - found).take(words)
    while len(left):
        rest = left & (left - _ONE)
        places[ranks] = words * _WORD + np.bitwise_count((left ^ rest) - _ONE)
        more = np.flatnonzero(rest)
        left, words, ranks = rest.take(more), words.take(more), ranks.take(more) + 1
    return places


def numbers_at(bits: Bits, places: Places) -> Places:
    """How many of the bits there are up to each of some places, itself included."""
    words = places // _WORD
    beyond = np.bitwise_count(bits.take(words) >> (places % _WORD).astype(np.uint64) >> _ONE)
    numbers: Places = np.cumsum(np.bitwise_count(bits), dtype=np.int64).take(words) - beyond
    return numbers


def are_set(bits: Bits, places: Places) -> npt.NDArray[np.bool_]:
    """Whether there is a bit at each of some places."""
    return (bits.take(places // _WORD) >> (places % _WORD).astype(np.uint64) & _ONE).astype(np.bool_)


def behind(bits: Bits) -> Bits:
    """The places behind these, and the very first."""
    moved = bits << _ONE
    moved[1:] |= bits[:-1] >> _LAST
    moved[0] |= _ONE
    return moved


def before(bits: Bits) -> Bits:
    """The places before these."""
    moved = bits >> _ONE
    moved[:-1] |= bits[1:] << _LAST
    return moved


def from_odd_on(bits: Bits) -> Bits:
    """What lies behind an odd bit, itself included, up to the next, which is not."""
    inside = bits.copy()
    for width in (1, 2, 4, 8, 16, 32):
        inside ^= inside << np.uint64(width)
    odd = inside >> _LAST
    inside ^= -((np.cumsum(odd) - odd) & _ONE)
    return inside
