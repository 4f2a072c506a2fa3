"""The text of a file's rows, and how it is to be understood."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from worker.counting.keys.email_keys import EmailRules
from worker.dialect.table.layout import Layout


@dataclass(frozen=True, slots=True)
class RowText:
    """The text of a file's rows, to be read once.

    Attributes:
        chunks: normalised text in UTF-8, from the first row on, in pieces of any size.
        layout: where in a row the fields are.
        rules: when two emails are the same customer.
        is_utf8_proven: whether bytes that are not UTF-8 are faults of their row, not of the file's encoding.
    """

    chunks: Iterable[bytes]
    layout: Layout
    rules: EmailRules
    is_utf8_proven: bool
