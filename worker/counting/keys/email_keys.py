"""An email as a 112-bit key: made comparable, checked, hashed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from enum import IntEnum

import numpy as np
import numpy.typing as npt
import polars as pl

from worker.counting.keys.emails import EmailRules, ReadEmails, are_tidy, read_emails
from worker.counting.keys.hashed_emails import kind_of
from worker.dialect.values.hashes import EmailHash

__all__ = ["EmailKeys", "EmailRules", "Fault", "Hashing", "Keys", "email_keys", "hash_email"]

Keys = npt.NDArray[np.uint64]
Hashing = Callable[[pl.Series], tuple[Keys, Keys]]

_FIRST_SEED, _SECOND_SEED = 1, 2


class Fault(IntEnum):
    """Why a row has no usable email; the gravest of its columns' counts."""

    NONE = 0
    MISSING = 1
    INVALID = 2
    OTHER_HASH = 3
    MASKED = 4


@dataclass(frozen=True, slots=True)
class EmailKeys:
    """The keys of the emails of some rows.

    Attributes:
        first: 64 bits of each key; meaningless where there is a fault.
        second: 64 more.
        faults: why each row has no usable email; None means all have one.
        hashed: how many usable ones came as hashes, by kind.
        several: rows with several addresses where one was to be.
        further: rows whose email is from another column than the first.
    """

    first: Keys
    second: Keys
    faults: npt.NDArray[np.uint8] | None = None
    hashed: Counter[EmailHash] = field(default_factory=Counter)
    several: int = 0
    further: int = 0


def hash_email(emails: pl.Series) -> tuple[Keys, Keys]:
    """Two independent 64-bit hashes (XXH3) of each email."""
    return emails.hash(_FIRST_SEED).to_numpy(), emails.hash(_SECOND_SEED).to_numpy()


def email_keys(columns: Sequence[pl.Series], rules: EmailRules, hashing: Hashing = hash_email) -> EmailKeys:
    """Keys of emails, equal for equal customers.

    Args:
        columns: strings without nulls; of each row the first usable one counts.
        rules: when two of them are the same customer.
        hashing: another one, for tests that want collisions.
    """
    emails, *others = columns
    keys = _keys_of(emails, rules, hashing)
    for more in others:
        if keys.faults is None:
            break
        places = np.flatnonzero(keys.faults)
        keys = _with_more(keys, places, keys.faults[places], _keys_of(more.gather(places), rules, hashing))
    return keys


def _keys_of(emails: pl.Series, rules: EmailRules, hashing: Hashing) -> EmailKeys:
    tidy = are_tidy(emails, rules)
    if tidy.all():
        return EmailKeys(*hashing(emails))
    read = read_emails(emails.filter(~tidy), rules)
    first, second = hashing(read.text)
    faults = _faults(read)
    if tidy.any():
        places = (~tidy).arg_true().to_numpy()
        untidy, untidy_faults = (first, second), faults
        first, second = (hashes.copy() for hashes in hashing(emails))
        first[places], second[places] = untidy
        faults = np.zeros(len(emails), np.uint8)
        faults[places] = untidy_faults
    return EmailKeys(
        first,
        second,
        faults if faults.any() else None,
        _kinds(read),
        several=int((read.several & read.usable).sum()),
    )


def _kinds(read: ReadEmails) -> Counter[EmailHash]:
    """How many usable emails came as hashes, by kind."""
    rows = np.bincount(read.hashed.filter(read.usable).to_numpy())
    return Counter({kind_of(int(digits)): int(rows[digits]) for digits in np.flatnonzero(rows) if digits})


def _faults(read: ReadEmails) -> npt.NDArray[np.uint8]:
    missing, hashed = read.missing.to_numpy(), (read.hashed > 0).to_numpy()
    faults = np.where(missing, Fault.MISSING, np.where(hashed, Fault.OTHER_HASH, Fault.INVALID))
    faults = np.where(read.masked.to_numpy(), Fault.MASKED, faults)
    return np.where(read.usable.to_numpy(), Fault.NONE, faults).astype(np.uint8)


def _with_more(
    keys: EmailKeys, places: npt.NDArray[np.int64], faults: npt.NDArray[np.uint8], more: EmailKeys
) -> EmailKeys:
    """With the keys of another column at some places, where these faults were."""
    left = np.zeros_like(faults) if more.faults is None else more.faults
    found = left == Fault.NONE
    first, second, all_faults = keys.first.copy(), keys.second.copy(), np.zeros(len(keys.first), np.uint8)
    first[places[found]], second[places[found]] = more.first[found], more.second[found]
    all_faults[places] = np.where(found, Fault.NONE, np.maximum(faults, left))
    return EmailKeys(
        first,
        second,
        all_faults if all_faults.any() else None,
        keys.hashed + more.hashed,
        several=keys.several + more.several,
        further=keys.further + int(found.sum()),
    )
