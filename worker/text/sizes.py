"""Sizes of files in decimal units, as settings and sentences have them."""

from __future__ import annotations

MEGABYTE = 1_000_000
GIGABYTE = 1_000_000_000
MEBIBYTE = 1024 * 1024


def in_megabytes(size: float) -> str:
    """A number of bytes for a sentence: 4.4 MB."""
    return f"{size / MEGABYTE:,.1f} MB"
