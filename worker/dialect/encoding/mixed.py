"""Take apart what is in two encodings: two exports put together, or columns that two systems fill."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

import numpy as np
import numpy.typing as npt

from worker.dialect.encoding.utf8_words import Part, is_utf8

ByteArray = npt.NDArray[np.uint8]
Flags = npt.NDArray[np.bool_]
Places = npt.NDArray[np.int64]

_LONGEST_LINE_BYTES = 1024 * 1024
_SIZES = np.zeros(256, np.int64)
"""How many bytes a letter has in UTF-8, by its first byte; 0 for what is none."""
_SIZES[0xC2:0xE0], _SIZES[0xE0:0xF0], _SIZES[0xF0:0xF5] = 2, 3, 4
_IS_USUAL = _SIZES > 0
"""First bytes of letters that `is_utf8` knows; with the others, much in Windows-1252 would be looked at."""
_IS_USUAL[[0xC6, 0xC7, *range(0xC9, 0xCC), 0xCD, *range(0xD3, 0xD7), *range(0xDC, 0xE0)]] = False
_IS_LINE_END = np.isin(np.arange(256), list(b"\r\n"))
_IS_BOUND = np.isin(np.arange(256), list(b",;\t\r\n"))
"""Never within a character of several bytes, unlike "|"."""
_END = b"\n\n"
_PAIR = 2
_BEYOND_ASCII, _FIRST_BEYOND_FOLLOWERS, _FIRST_OF_LETTERS = np.uint8(0x80), np.uint8(0xC0), np.uint8(0xC2)
_BEHIND_FOLLOWERS, _BEHIND_OWN_CHARACTERS = -0x40, -0x60
"""As int8, all bytes of UTF-8 behind a first one are below, and Windows-1252's own characters."""


def separate(
    chunks: Iterable[bytes], *, is_telling: bool, on_lines: Callable[[int], None]
) -> Iterator[list[Part]]:
    """The parts of a text, however its pieces are cut.

    Args:
        chunks: text whose plain letters are as in ASCII, in pieces of any size, cut anywhere.
        is_telling: whether fields in UTF-8 must be more than a few letters, for in encodings of Chinese,
            Japanese and Korean these may be by chance.
        on_lines: told the number of lines that are, or have fields, in UTF-8.
    """
    rest = b""
    for chunk in chunks:
        feed = chunk.rfind(b"\n")
        end = max(feed, chunk.rfind(b"\r", feed + 1)) + 1
        if len(chunk) - end + (0 if end else len(rest)) > _LONGEST_LINE_BYTES:
            end = len(chunk)
        if end:
            yield _parts(b"".join((rest, memoryview(chunk)[:end])), is_telling, on_lines)
            rest = b""
        rest += chunk[end:]
    if rest:
        yield _parts(rest, is_telling, on_lines)


def _parts(text: bytes, is_telling: bool, on_lines: Callable[[int], None]) -> list[Part]:
    parts: list[Part] = []
    done = 0
    fields = _Fields(text)
    accepted: list[Places] = []
    for run in fields.runs():
        starts, ends = fields.starts(run), fields.ends(run)
        start, end = int(starts[0]), int(ends[-1])
        if not is_telling and is_utf8(_joined(text, starts, ends)):
            parts += [(text[done:start], False), (text[start:end], True)]
            accepted.append(starts)
            done = end
            continue
        for start, end in zip(starts.tolist(), ends.tolist(), strict=True):
            if is_utf8(text[start:end], is_telling=is_telling):
                parts += [(text[done:start], False), (text[start:end], True)]
                accepted.append(np.array([start]))
                done = end
    if accepted:
        on_lines(_lines(text, np.concatenate(accepted)))
    return [*parts, (text[done:], False)]


def _joined(text: bytes, starts: Places, ends: Places) -> bytes:
    """Fields with separators between them."""
    first = int(starts[0])
    steps = np.zeros(int(ends[-1]) + 1 - first, np.int8)
    steps[starts - first] = 1
    steps[ends[:-1] + 1 - first] -= 1
    array = np.frombuffer(text[first : int(ends[-1])], np.uint8)
    joined: bytes = array[np.cumsum(steps[: len(array)], dtype=np.int8) > 0].tobytes()
    return joined


def _lines(text: bytes, places: Places) -> int:
    """On how many lines the places are."""
    array = np.frombuffer(text, np.uint8)
    return len(_distinct(np.searchsorted(np.flatnonzero(_IS_LINE_END[array]), places)))


def _distinct(ascending: Places) -> Places:
    return ascending[np.diff(ascending, prepend=-1) > 0]


class _Fields:
    """Fields whose bytes beyond ASCII may all be UTF-8."""

    def __init__(self, text: bytes) -> None:
        self._bounds = self._found = self._others = np.empty(0, np.int64)
        if not _may_have_letters(text):
            return
        array = np.frombuffer(text + _END, np.uint8)
        follows = array.view(np.int8) < _BEHIND_FOLLOWERS
        followers = np.flatnonzero(follows)
        before = array[followers - 1]
        if not _begins_any(array, follows, followers[_IS_USUAL[before]] - 1):
            return
        self._bounds = np.flatnonzero(_IS_BOUND[array])
        leads = np.flatnonzero(array >= _FIRST_BEYOND_FOLLOWERS)
        is_open = (_SIZES[array[leads]] == 0) | ~follows[leads + 1]
        is_other = np.zeros(len(self._bounds), np.bool_)
        is_other[np.searchsorted(self._bounds, leads[is_open])] = True
        is_other[np.searchsorted(self._bounds, followers[before < _BEYOND_ASCII])] = True
        self._others = np.flatnonzero(is_other)
        places = _distinct(np.searchsorted(self._bounds, followers))
        self._found = places[~is_other[places]]

    def runs(self) -> list[Places]:
        """Numbers of those between which no field is in anything else."""
        gaps = np.flatnonzero(np.diff(np.searchsorted(self._others, self._found))) + 1
        return np.split(self._found, gaps) if len(self._found) else []

    def starts(self, fields: Places) -> Places:
        """Where fields begin."""
        return np.where(fields > 0, self._bounds[fields - 1] + 1, 0)

    def ends(self, fields: Places) -> Places:
        """Where fields end."""
        return self._bounds[fields]


def has_own_characters(text: bytes) -> bool:
    """Whether there is any of the bytes that are characters in Windows-1252 and nothing in ISO-8859-1."""
    return _lowest(text) < _BEHIND_OWN_CHARACTERS


def _may_have_letters(text: bytes) -> bool:
    """Whether any byte that may begin a letter of UTF-8 has one behind it that may go on with it."""
    if _lowest(text) >= _BEHIND_FOLLOWERS:
        return False
    begins = np.frombuffer(text, np.uint8) >= _FIRST_OF_LETTERS
    follows = np.frombuffer(text, np.int8) < _BEHIND_FOLLOWERS
    return bool((begins[:-1] & follows[1:]).any())


def _lowest(text: bytes) -> int:
    """The lowest of its bytes as int8: those beyond ASCII are below zero."""
    return int(np.frombuffer(text, np.int8).min(initial=0))


def _begins_any(array: ByteArray, follows: Flags, places: Places) -> bool:
    """Whether a letter may begin at some of these places that has another or ASCII behind it."""
    sizes = _SIZES[array[places]]
    is_whole = (sizes == _PAIR) | follows[np.minimum(places + _PAIR, len(array) - 1)]
    behind = np.minimum(places[is_whole] + sizes[is_whole], len(array) - len(_END))
    is_ascii = array[behind] < _BEYOND_ASCII
    return bool((is_ascii | ((_SIZES[array[behind]] > 0) & follows[behind + 1])).any())
