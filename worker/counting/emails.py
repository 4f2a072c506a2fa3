"""Emails as people and programs write them, made equal where they are the same mailbox.

An email is what HTML calls one (dots anywhere in the local part: there are such mailboxes), in any alphabet,
with the lengths of RFC 5321 and a domain of at least two labels whose last begins with a letter. Quoted local
parts and address literals are none. The SHA-256 of an email, in hex, stands for one. Quotation marks around
the whole, Excel's `="…"` and `mailto:` are no part of it.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

import polars as pl

from worker.nothing import NULL_MARKERS

_LIMIT_BYTES = 254
_LOCAL_LIMIT_BYTES = _LABEL_LIMIT_BYTES = 64  # the one inclusive, the other exclusive
_SURELY_SHORT_BYTES = 67
"""So short that neither local part nor label can be too long: "@x.y" or "x@" and ".y" are there, too."""

_LABEL = "[a-z0-9](?:[a-z0-9-]*[a-z0-9])?"
_DOMAIN = rf"(?:{_LABEL}\.)+[a-z](?:[a-z0-9-]*[a-z0-9])?"
_TIDY = rf"^[a-z0-9._%+'-]+@{_DOMAIN}$"
"""Valid, lower-case and without blanks around it, at once: what nearly every row is, found fast."""
_VALID = rf"^[a-z0-9.!#$%&'*+/=?^_`{{|}}~\-\p{{L}}\p{{M}}\p{{N}}]+@{_DOMAIN}$"
_TOO_LONG = rf"^[^@]{{{_LOCAL_LIMIT_BYTES + 1}}}|[@.][^.@]{{{_LABEL_LIMIT_BYTES}}}"
_HASHED, _HASH_BYTES = "^[0-9a-f]{64}$", 64
_GMAIL = r"@g(?:oogle)?mail\.com$"
_TAG_AND_GMAIL = rf"(?:\+.*)?{_GMAIL}"

_WRAPPED = r"""^(?:mailto:|=?"|['<“„«\u{2018}])"""
_PAIRS = ('=""', '""', "''", "<>", "“”", "„“", "«»", "\u2018\u2019")
_WITHIN = f"(?s)^(?:{'|'.join(f'{pair[:-1]}(.*){pair[-1]}' for pair in _PAIRS)})$"
_ANY_GROUP = "".join(f"${{{number}}}" for number in range(1, len(_PAIRS) + 1))

_INVISIBLE = (
    r"[\u{ad}\u{34f}\u{61c}\u{180e}\u{200b}-\u{200f}\u{202a}-\u{202e}"
    r"\u{2060}-\u{206f}\u{fe00}-\u{fe0f}\u{feff}]"
)
_WIDE = {chr(code + 0xFEE0): chr(code) for code in range(0x21, 0x7F)} | {"\u3002": ".", "\uff61": "."}


@dataclass(frozen=True, slots=True)
class EmailRules:
    """When two emails are the same customer.

    Attributes:
        fold_gmail: dots and +tags in Gmail addresses are ignored, and googlemail.com is gmail.com.
        hash_plain: readable emails are compared by their SHA-256, so that they meet those that come hashed.
    """

    fold_gmail: bool = False
    hash_plain: bool = False


@dataclass(frozen=True, slots=True)
class ReadEmails:
    """Emails made comparable, in their order.

    Attributes:
        text: equal for equal customers; meaningless where not usable.
        usable: whether it is an email, or the SHA-256 of one.
        hashed: whether it came as a SHA-256.
        missing: whether there is none.
    """

    text: pl.Series
    usable: pl.Series
    hashed: pl.Series
    missing: pl.Series


def are_tidy(emails: pl.Series, rules: EmailRules) -> pl.Series:
    """Whether each email surely is, as it stands, what `read_emails` would make of it."""
    tidy = emails.str.contains(_TIDY) & (emails.str.len_bytes() <= _SURELY_SHORT_BYTES)
    if rules.hash_plain:
        return tidy & False
    return tidy & ~emails.str.contains(_GMAIL) if rules.fold_gmail else tidy


def read_emails(emails: pl.Series, rules: EmailRules) -> ReadEmails:
    """Make emails comparable: without blanks around, invisible characters and capitals; domains in ASCII.

    Args:
        emails: strings without nulls.
        rules: when two of them are the same customer.
    """
    text = emails.str.strip_chars()
    text = _set(text, _beyond_ascii(text), _plain_letters).str.to_lowercase()
    text = _set(text, text.str.contains(_WRAPPED), _unwrap)
    text = _set(text, _beyond_ascii(text), _ascii_domains)
    if rules.fold_gmail:
        text = _set(text, text.str.contains(_GMAIL), _fold_gmail)
    size = text.str.len_bytes()
    hashed = _which(text, size == _HASH_BYTES, lambda some: some.str.contains(_HASHED))
    usable = hashed | _which(text, ~hashed, lambda some: some.str.contains(_VALID))
    usable &= ~_which(text, size > _SURELY_SHORT_BYTES, _are_too_long)
    missing = (size == 0) | text.is_in(NULL_MARKERS)
    if rules.hash_plain:
        text = _set(text, usable & ~hashed, _sha256)
    return ReadEmails(text, usable, hashed, missing)


def _set(texts: pl.Series, places: pl.Series, change: Callable[[pl.Series], pl.Series]) -> pl.Series:
    """The texts, with those changed where `places` is true."""
    if not places.any():
        return texts
    if places.all():
        return change(texts)
    changed = change(texts.filter(places))
    numbers = pl.int_range(len(texts), eager=True, dtype=pl.UInt32)
    order = pl.concat((numbers.filter(~places), numbers.filter(places)))
    return pl.concat((texts.filter(~places), changed)).gather(order.arg_sort())


def _which(texts: pl.Series, places: pl.Series, judge: Callable[[pl.Series], pl.Series]) -> pl.Series:
    """What is judged true, of those where `places` is true."""
    if not places.any():
        return places
    if places.all():
        return judge(texts)
    found = places.to_numpy(writable=True)
    found[places.arg_true().to_numpy()] = judge(texts.filter(places)).to_numpy()
    return pl.Series(found)


def _beyond_ascii(texts: pl.Series) -> pl.Series:
    return texts.str.len_bytes() != texts.str.len_chars()


def _plain_letters(texts: pl.Series) -> pl.Series:
    """Without signs nobody sees, and letters in one way of writing."""
    seen = texts.str.replace_all(_INVISIBLE, "").str.strip_chars()
    return _set(seen, _beyond_ascii(seen), _one_spelling)


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


def _unwrap(texts: pl.Series) -> pl.Series:
    """Without what stands around an email that is no part of it."""
    inner = texts.str.replace(_WITHIN, _ANY_GROUP).str.strip_chars()
    return inner.str.strip_prefix("mailto:").str.strip_chars()


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


def _fold_gmail(texts: pl.Series) -> pl.Series:
    names = texts.str.replace(_TAG_AND_GMAIL, "").str.replace_all(".", "", literal=True)
    return names + "@gmail.com"


def _sha256(texts: pl.Series) -> pl.Series:
    return pl.Series([hashlib.sha256(text.encode()).hexdigest() for text in texts], dtype=pl.String)


def _are_too_long(texts: pl.Series) -> pl.Series:
    return (texts.str.len_bytes() > _LIMIT_BYTES) | texts.str.contains(_TOO_LONG)
