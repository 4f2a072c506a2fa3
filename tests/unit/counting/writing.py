"""Write a table as any program might: every separator, quoting, encoding and packing that is to be read."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from backports import zstd
from hypothesis import strategies as st

ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252")
PACKINGS = ("none", "gzip", "zstd", "bzip2", "xz", "zip")
PREAMBLES = ((), ("",), ("# made by hand",), ("Customer export 2026", ""), ("sep={separator}",))


@dataclass(frozen=True)
class Way:
    """How a program writes a table.

    Attributes:
        always: each field is quoted, else only those that need it.
        blanks: before quotation marks, for the eye.
        spare: how many separators end each line, the header, too.
    """

    separator: str = ","
    always: bool = False
    backslash: bool = False
    ending: str = "\n"
    encoding: str = "utf-8"
    packing: str = "none"
    preamble: tuple[str, ...] = ()
    ends_last_line: bool = True
    blanks: str = ""
    spare: int = 0

    def text(self, table: Sequence[Sequence[str]]) -> str:
        """The table as text, header and all."""
        return self.joined(map(self.line, table))

    def joined(self, lines: Iterable[str]) -> str:
        """The text that these lines make, behind what the program writes above them."""
        above = [line.format(separator=self.separator) for line in self.preamble]
        return self.ending.join([*above, *lines]) + (self.ending if self.ends_last_line else "")

    def line(self, row: Sequence[str]) -> str:
        """A row without its end."""
        return self.line_of(map(self.field, row))

    def line_of(self, fields: Iterable[str]) -> str:
        """The row of these fields as they stand."""
        return self.separator.join(fields) + self.spare * self.separator

    def bytes_of(self, text: str) -> bytes:
        """The text as bytes."""
        return packed(text.encode(self.encoding), self.packing)

    def field(self, value: str) -> str:
        """A value as it stands in a row."""
        needs_quotes = any(
            special in value for special in (self.separator, '"', "\n", "\r", "\\" * self.backslash)
        )
        if not (self.always or (needs_quotes and value)):
            return value
        if self.backslash:
            return self.blanks + '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
        return self.blanks + '"' + value.replace('"', '""') + '"'


def ways() -> st.SearchStrategy[Way]:
    """Any of them."""
    return st.builds(
        Way,
        separator=st.sampled_from([",", ";", "\t", "|"]),
        always=st.booleans(),
        ending=st.sampled_from(["\n", "\r\n", "\r", "\r\r\n"]),
        encoding=st.sampled_from(ENCODINGS),
        packing=st.sampled_from(PACKINGS),
        preamble=st.sampled_from(PREAMBLES),
        ends_last_line=st.booleans(),
        blanks=st.sampled_from(["", "", " ", "  "]),
        spare=st.sampled_from([0, 0, 0, 1, 2]),
    ).flatmap(lambda way: st.booleans().map(lambda escapes: replace(way, backslash=escapes and way.always)))


def packed(data: bytes, packing: str) -> bytes:
    """The bytes as an archive."""
    match packing:
        case "gzip":
            half = len(data) // 2
            return gzip.compress(data[:half]) + gzip.compress(data[half:])
        case "zstd":
            return zstd.compress(data)
        case "bzip2":
            return bz2.compress(data)
        case "xz":
            return lzma.compress(data)
        case "zip":
            archive = io.BytesIO()
            with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as folder:
                folder.writestr("export/customers.csv", data)
            return archive.getvalue()
        case _:
            return data
