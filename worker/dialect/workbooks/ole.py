"""What is in a file of the old container of Office: a workbook, a protected one, or something else."""

from __future__ import annotations

import io

import olefile

from worker.dialect.byte_source import ByteSource
from worker.dialect.file_kinds import not_text
from worker.dialect.packing.source_file import SourceFile
from worker.dialect.workbooks.refusing import damaged, protected

_WINDOW_BYTES = 64 * 1024
_KINDS = {"WordDocument": "word", "PowerPoint Document": "slides", "__properties_version1.0": "message"}


def require_workbook(source: ByteSource) -> None:
    """Let only a workbook of before 2007 pass that opens without a password.

    Raises:
        FileRefused: it is another document, protected or damaged.
    """
    try:
        with olefile.OleFileIO(io.BufferedReader(SourceFile(source), _WINDOW_BYTES)) as container:
            streams = {entry[0] for entry in container.listdir()}
    except (OSError, ValueError, IndexError, ArithmeticError, TypeError):
        raise damaged() from None
    if streams & {"EncryptedPackage", "EncryptionInfo"}:
        raise protected()
    for stream, kind in _KINDS.items():
        if stream in streams:
            raise not_text(kind)
    if not streams & {"Workbook", "WORKBOOK", "Book", "BOOK"}:
        raise damaged()
