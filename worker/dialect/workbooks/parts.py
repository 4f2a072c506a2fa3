"""The parts of a workbook that is a zip archive, each as a stream."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from worker.dialect.byte_source import ByteSource
from worker.dialect.packing.unpack_limits import UnpackLimits
from worker.dialect.packing.zip_members import directory, member
from worker.dialect.workbooks.refusing import damaged
from worker.dialect.workbooks.xml_parts import elements
from worker.errors import FileRefused
from worker.refusal import Refusal
from worker.text.sentences import say

_PIECE_BYTES = 128 * 1024


class Parts:
    """A workbook's parts by name, whatever the case.

    Args:
        source: the workbook.
        limits: how much may come out of it.

    Raises:
        FileRefused: it is no whole zip archive.
    """

    def __init__(self, source: ByteSource, limits: UnpackLimits) -> None:
        self._source = source
        self._limits = limits
        self._members = {_key(entry.filename): entry for entry in directory(source)}

    def __contains__(self, name: str) -> bool:
        return _key(name) in self._members

    def names(self) -> list[str]:
        """All of them, in lower case."""
        return list(self._members)

    def pieces(self, name: str) -> Iterator[bytes]:
        """The bytes of a part; none if it has no name, because the workbook has no such part.

        Raises:
            FileRefused: it is missing, not as the archive says, or far too large.
        """
        if not name:
            return
        entry = self._members.get(_key(name))
        if entry is None:
            raise damaged()
        try:
            yield from member(self._source, entry, _PIECE_BYTES, self._limits, alone=False)
        except FileRefused as refused:
            if refused.reason is Refusal.TOO_LARGE_UNPACKED:
                raise FileRefused(refused.reason, _too_large(self._limits)) from None
            raise (damaged() if refused.reason is Refusal.NOT_OPENED else refused) from None

    def main(self) -> str:
        """The name of the part that an Excel workbook begins with; empty if it names none."""
        return next((part for kind, part in self.related("").values() if kind == "officeDocument"), "")

    def related(self, name: str) -> dict[str, tuple[str, str]]:
        """What a part refers to: by id the kind, as the last word of its type, and the name of the part."""
        folder, file = posixpath.split(name)
        part = f"{folder}/_rels/{file}.rels"
        found = {}
        for kind, attributes in elements(self.pieces(part if part in self else "")):
            if kind == "Relationship":
                target = posixpath.normpath(posixpath.join("/", folder, attributes.get("Target", "")))
                kind_of = attributes.get("Type", "").rpartition("/")[2]
                found[attributes.get("Id", "")] = (kind_of, target)
        return found


def _key(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").lower()


def _too_large(limits: UnpackLimits) -> str:
    return say(
        "What is packed in this workbook is more than {times:,.0f} times its size, or larger than this "
        "service allows: no list of customers is. If it is one, save its sheet as CSV and upload that.",
        times=limits.most_ratio,
    )
