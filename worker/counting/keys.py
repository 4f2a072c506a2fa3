"""An email as a 112-bit key: made comparable, checked, hashed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import polars as pl

from worker.counting.emails import EmailRules, are_tidy, read_emails

__all__ = ["EmailKeys", "EmailRules", "Hashing", "Keys", "email_keys", "hash_email"]

Keys = npt.NDArray[np.uint64]
Hashing = Callable[[pl.Series], tuple[Keys, Keys]]

_FIRST_SEED, _SECOND_SEED = 1, 2


@dataclass(frozen=True, slots=True)
class EmailKeys:
    """The keys of a column of emails.

    Attributes:
        first: 64 bits of each key; meaningless where not usable.
        second: 64 more.
        usable: whether the row has a valid email; None means all have.
        absent: whether the row has none; None where all are usable.
        missing: how many have none.
        invalid: how many have something else.
        hashed: usable rows whose email is a SHA-256 already.
    """

    first: Keys
    second: Keys
    usable: npt.NDArray[np.bool_] | None
    absent: npt.NDArray[np.bool_] | None
    missing: int
    invalid: int
    hashed: int = 0


def hash_email(emails: pl.Series) -> tuple[Keys, Keys]:
    """Two independent 64-bit hashes (XXH3) of each email."""
    return emails.hash(_FIRST_SEED).to_numpy(), emails.hash(_SECOND_SEED).to_numpy()


def email_keys(emails: pl.Series, rules: EmailRules, hashing: Hashing = hash_email) -> EmailKeys:
    """Keys of emails, equal for equal customers.

    Args:
        emails: strings without nulls.
        rules: when two of them are the same customer.
        hashing: another one, for tests that want collisions.
    """
    tidy = are_tidy(emails, rules)
    if tidy.all():
        return EmailKeys(*hashing(emails), usable=None, absent=None, missing=0, invalid=0)
    read = read_emails(emails.filter(~tidy), rules)
    (first, second), usable, absent = hashing(read.text), read.usable.to_numpy(), read.missing.to_numpy()
    if tidy.any():
        untidy_hashes, untidy_usable, places = (first, second), usable, (~tidy).arg_true().to_numpy()
        first, second = (hashes.copy() for hashes in hashing(emails))
        first[places], second[places] = untidy_hashes
        usable = tidy.to_numpy(writable=True)
        usable[places] = untidy_usable
        absent, untidy_absent = np.zeros(len(usable), np.bool_), absent
        absent[places] = untidy_absent
    missing = int(read.missing.sum())
    return EmailKeys(
        first,
        second,
        usable,
        absent,
        missing=missing,
        invalid=int((~read.usable).sum()) - missing,
        hashed=int(read.hashed.sum()),
    )
