"""Emails as people and programs write them, made equal where they are the same mailbox.

An email is what HTML calls one (dots anywhere in the local part: there are such mailboxes), in any alphabet,
with the lengths of RFC 5321 and a domain of at least two labels whose last begins with a letter. Quoted local
parts and address literals are none. The MD5, SHA-1 or SHA-256 of an email stands for one, in hex or Base64.
Quotation marks around the whole, Excel's `="…"`, `mailto:`, names and the marks of lists are no part of it.
Of several addresses in a cell the first usable one counts. A masked one ("a***@x.org") may be anybody's, and
one behind "#" is commented out.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import polars as pl

from worker.counting.keys.cells import addresses_in, unlinked
from worker.counting.keys.hashed_emails import are_of_nothing, hash_plain, hex_digits, in_hex, without_prefix
from worker.counting.keys.letter_forms import spelled, with_ascii_domains
from worker.counting.keys.places import change_where, judge_where
from worker.dialect.values.hashes import HEX_DIGITS, EmailHash
from worker.dialect.values.masked import MASKED
from worker.text.nothing import NULL_MARKERS

_LIMIT_BYTES = 254
_LOCAL_LIMIT_BYTES = _LABEL_LIMIT_BYTES = 64  # the one inclusive, the other exclusive
_SURELY_SHORT_BYTES = 67
"""So short that neither local part nor label can be too long: "@x.y" or "x@" and ".y" are there, too."""

_LABEL = "[a-z0-9](?:[a-z0-9-]*[a-z0-9])?"
_DOMAIN = rf"(?:{_LABEL}\.)+[a-z](?:[a-z0-9-]*[a-z0-9])?"
_TIDY = rf"^(?:\.?x?x?\.?[a-wyz0-9_%+'-])+x?x?\.?@{_DOMAIN}$"
"""Valid, lower-case, not masked and without blanks around it: what nearly every row is, found fast."""
_LOCAL = r"a-z0-9.!$%&'*+/=?^_`{|}~\-\p{L}\p{M}\p{N}"
_VALID = rf"^[{_LOCAL}][{_LOCAL}#]*@{_DOMAIN}$"
_LONG_LABEL = rf"[@.][^.@]{{{_LABEL_LIMIT_BYTES}}}"
_GMAIL = r"@g(?:oogle)?mail\.com$"
_TAG_AND_GMAIL = rf"(?:\+.*)?{_GMAIL}"

_BEFORE = r"|*/\\&~^!=>•"
"""Characters that begin an item of a list, and no mailbox."""
_WRAPPED = rf"""^(?:mailto:|=?"|['<“„«\u{{2018}}]|[{_BEFORE}])"""
_ITEM = rf"^[{_BEFORE}]?\s*([^{_BEFORE}@\s][^@\s]*@[^@\s]*[^@\s*])\*?$"
"""What stands between such a character and a footnote's."""
_PAIRS = ('=""', '""', "''", "<>", "“”", "„“", "«»", "\u2018\u2019")
_WITHIN = f"(?s)^(?:{'|'.join(f'{pair[:-1]}(.*){pair[-1]}' for pair in _PAIRS)})$"
_ANY_GROUP = "".join(f"${{{number}}}" for number in range(1, len(_PAIRS) + 1))


@dataclass(frozen=True, slots=True)
class EmailRules:
    """When two emails are the same customer.

    Attributes:
        fold_gmail: dots and +tags in Gmail addresses are ignored, and googlemail.com is gmail.com.
        hash_plain: readable emails are compared by this hash, so that they meet those that come hashed.
        only_hash: other hashes than this one are no emails; None: any is one.
    """

    fold_gmail: bool = False
    hash_plain: EmailHash | None = None
    only_hash: EmailHash | None = None


@dataclass(frozen=True, slots=True)
class ReadEmails:
    """Emails made comparable, in their order.

    Attributes:
        text: equal for equal customers; meaningless where not usable.
        usable: whether it is an email, or the hash of one.
        hashed: the hex digits of what came as a hash, usable or not; 0 for what did not.
        missing: whether there is none.
        masked: whether it is an email of which characters are hidden.
        several: whether there are several addresses, of which the first usable one is taken.
    """

    text: pl.Series
    usable: pl.Series
    hashed: pl.Series
    missing: pl.Series
    masked: pl.Series
    several: pl.Series


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
    trimmed = emails.str.strip_chars()
    text = spelled(trimmed)
    read = _read_single(change_where(_are_wrapped(text), text, _unwrap), rules)
    rest = ~(read.usable | read.missing | read.masked | (read.hashed > 0))
    if not rest.any():
        return read
    cells = without_prefix(in_hex(text.filter(rest), trimmed.filter(rest)))
    return _with_listed(read, rest, addresses_in(cells), rules)


def _read_single(text: pl.Series, rules: EmailRules) -> ReadEmails:
    text = with_ascii_domains(text)
    size = text.str.len_bytes()
    hashed = hex_digits(text)
    missing = (size == 0) | text.is_in(NULL_MARKERS) | judge_where(hashed > 0, text, are_of_nothing)
    masked = judge_where(hashed == 0, text, lambda some: some.str.contains(MASKED))
    usable = (hashed > 0) & ~missing
    if rules.only_hash:
        usable &= hashed == HEX_DIGITS[rules.only_hash]
    usable |= judge_where(hashed == 0, text, lambda some: some.str.contains(_VALID))
    usable &= ~masked
    usable &= ~judge_where(size > _SURELY_SHORT_BYTES, text, _are_too_long)
    if rules.fold_gmail:
        text = change_where(judge_where(usable, text, _are_gmail), text, _fold_gmail)
        usable &= ~text.str.starts_with("@")
    if kind := rules.hash_plain:
        text = change_where(usable & (hashed == 0), text, lambda some: hash_plain(some, kind))
    return ReadEmails(text, usable, hashed, missing, masked, missing & False)


def _with_listed(read: ReadEmails, places: pl.Series, lists: pl.Series, rules: EmailRules) -> ReadEmails:
    """With the first usable one of each list of addresses, which are those of the cells at these places."""
    lengths = lists.list.len().to_numpy()
    are_there = lengths > 0
    if not are_there.any():
        return read
    each = _read_single(lists.explode(empty_as_null=False), rules)
    ends = np.cumsum(lengths[are_there], dtype=np.int64)
    starts = ends - lengths[are_there]
    usable = each.usable.to_numpy()
    firsts = np.minimum.reduceat(np.where(usable, np.arange(len(usable)), len(usable)), starts)
    chosen = pl.Series(np.where(firsts < ends, firsts, starts))
    text = each.text.gather(chosen)
    of_each = np.repeat(np.arange(len(starts)), lengths[are_there])
    differs = each.usable & (each.text != text.gather(of_each))
    at = places.to_numpy(writable=True)
    at[np.flatnonzero(at)] = are_there
    return ReadEmails(
        text=change_where(pl.Series(at), read.text, lambda _: text),
        usable=_put(read.usable, at, each.usable.gather(chosen)),
        hashed=_put(read.hashed, at, each.hashed.gather(chosen)),
        missing=_put(read.missing, at, each.missing.gather(chosen)),
        masked=_put(read.masked, at, each.masked.gather(chosen)),
        several=_put(read.several, at, pl.Series(np.logical_or.reduceat(differs.to_numpy(), starts))),
    )


def _put(values: pl.Series, at: npt.NDArray[np.bool_], others: pl.Series) -> pl.Series:
    """The values, with others at some places."""
    changed = values.to_numpy(writable=True)
    changed[at] = others.to_numpy()
    return pl.Series(changed)


def _are_wrapped(texts: pl.Series) -> pl.Series:
    return texts.str.contains(_WRAPPED) | texts.str.ends_with("*")


def _unwrap(texts: pl.Series) -> pl.Series:
    """Without what stands around an email that is no part of it."""
    bare = unlinked(texts.str.replace(_WITHIN, _ANY_GROUP).str.strip_chars()).str.strip_chars()
    return bare.str.replace(_ITEM, "${1}")


def _are_gmail(texts: pl.Series) -> pl.Series:
    return texts.str.contains(_GMAIL)


def _fold_gmail(texts: pl.Series) -> pl.Series:
    names = texts.str.replace(_TAG_AND_GMAIL, "").str.replace_all(".", "", literal=True)
    return names + "@gmail.com"


def _are_too_long(texts: pl.Series) -> pl.Series:
    local_bytes = texts.str.find("@", literal=True).fill_null(0)
    is_long = (texts.str.len_bytes() > _LIMIT_BYTES) | (local_bytes > _LOCAL_LIMIT_BYTES)
    return is_long | texts.str.contains(_LONG_LABEL)
