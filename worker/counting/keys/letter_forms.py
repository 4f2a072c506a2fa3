"""One way of writing letters: without characters nobody sees, capitals and other widths; domains in ASCII."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

import polars as pl

from worker.counting.keys.places import change_where

_INVISIBLE = (
    r"[\u{ad}\u{34f}\u{61c}\u{180e}\u{200b}-\u{200f}\u{202a}-\u{202e}"
    r"\u{2060}-\u{206f}\u{fe00}-\u{fe0f}\u{feff}]"
)
_WIDE = {chr(code + 0xFEE0): chr(code) for code in range(0x21, 0x7F)} | {"\u3002": ".", "\uff61": "."}
_NON_ASCII_DOMAIN = "@[^@]*[^\x01-\x7f@][^@]*$"


def spelled(texts: pl.Series) -> pl.Series:
    """Trimmed texts in lower case and one spelling."""
    return change_where(_are_beyond_ascii(texts), texts, _plain_letters).str.to_lowercase()


def with_ascii_domains(texts: pl.Series) -> pl.Series:
    """With the domains of emails as the domain name system has them."""
    are_non_ascii = _are_beyond_ascii(texts) & texts.str.contains(_NON_ASCII_DOMAIN)
    return change_where(are_non_ascii, texts, _ascii_domains)


def _are_beyond_ascii(texts: pl.Series) -> pl.Series:
    return texts.str.len_bytes() != texts.str.len_chars()


def _plain_letters(texts: pl.Series) -> pl.Series:
    """Without characters nobody sees, and letters in one way of writing."""
    seen = texts.str.replace_all(_INVISIBLE, "").str.strip_chars()
    return change_where(_are_beyond_ascii(seen), seen, _one_spelling)


def _one_spelling(texts: pl.Series) -> pl.Series:
    """In ordinary width, lower case and one way of writing accents.

    A capital I with a dot is what Turkish programs make of any i; the two small sigmas are one letter.
    """
    return (
        texts.str.replace_many(list(_WIDE), list(_WIDE.values()))
        .str.normalize("NFC")
        .str.to_lowercase()
        .str.replace_all("i\u0307", "i", literal=True)
        .str.replace_all("\u03c2", "\u03c3", literal=True)
        .str.normalize("NFC")
    )


def _ascii_domains(texts: pl.Series) -> pl.Series:
    return pl.Series(
        [f"{local}@{_ascii_domain(domain)}" for local, _, domain in (text.rpartition("@") for text in texts)],
        dtype=pl.String,
    )


@lru_cache(10_000)
def _ascii_domain(domain: str) -> str:
    """As the domain name system has it (punycode); as it is, which is never valid, if it cannot."""
    labels = domain.split(".")
    if not all(letter in "-." or unicodedata.category(letter)[0] in "LMN" for letter in domain):
        return domain
    return ".".join(
        label if label.isascii() else f"xn--{label.encode('punycode').decode('ascii')}" for label in labels
    )
