"""The texts that the cells of a workbook share, read no further than they are asked for."""

from __future__ import annotations

from array import array
from collections.abc import Iterator

from worker.dialect.workbooks.refusing import damaged
from worker.errors import FileRefused
from worker.refusal import Refusal
from worker.text.sentences import say
from worker.text.sizes import MEBIBYTE

_MOST_BYTES = 400 * MEBIBYTE
"""What ten different texts in each of a million rows take is about half of it."""


class SharedStrings:
    """The texts by number, kept in one piece of memory: a text of its own would take three times as much.

    Args:
        texts: all of them, in order.
    """

    def __init__(self, texts: Iterator[str]) -> None:
        self._texts = texts
        self._bytes = bytearray()
        self._ends = array("Q", [0])

    def __getitem__(self, number: int) -> str:
        while number >= len(self._ends) - 1:
            self._read_on()
        return self._bytes[self._ends[number] : self._ends[number + 1]].decode()

    def _read_on(self) -> None:
        text = next(self._texts, None)
        if text is None:
            raise damaged()
        self._bytes += text.encode(errors="replace")
        self._ends.append(len(self._bytes))
        if len(self._bytes) > _MOST_BYTES:
            raise FileRefused(
                Refusal.TOO_LARGE_UNPACKED,
                say(
                    "The texts in this workbook take more than {size} MB. Save its sheet as CSV and upload "
                    "that, or leave out columns other than email and country.",
                    size=_MOST_BYTES // MEBIBYTE,
                ),
            )
