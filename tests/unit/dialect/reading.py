"""Detect how a text is read, as tests write it."""

from __future__ import annotations

from typing import Any

from worker.dialect.detect import detect
from worker.dialect.detected import Detected
from worker.dialect.head import Head
from worker.dialect.model import Choices, Compression, DoubtCode


def detected(text: str | bytes, *, is_whole: bool = True, **choices: Any) -> Detected:
    """How a text is read under a person's choices."""
    data = text.encode() if isinstance(text, str) else text
    head = Head(data, is_whole, Compression.NONE, "utf-8", is_encoding_certain=True)
    return detect(head, Choices(**choices))


def doubts(found: Detected) -> set[DoubtCode]:
    """What is in doubt."""
    return {doubt.code for doubt in found.reading.doubts}


def column(found: Detected, index: int | None) -> list[str]:
    """One column's values in the rows as read."""
    assert index is not None
    return [row[index] if index < len(row) else "" for row in found.rows]


def pairs(found: Detected) -> list[tuple[str, str]]:
    """Emails and countries of the rows as read."""
    return list(zip(column(found, found.reading.email), column(found, found.reading.country), strict=True))
