"""Emails that are hashed in several ways, which cannot be compared: a person chooses which count."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from worker.dialect.model import Doubt, DoubtCode
from worker.dialect.phrases import all_of
from worker.dialect.values.content import Content
from worker.dialect.values.hashes import HASH_NAMES, EmailHash
from worker.text.sentences import say


def doubt_about_hashes(rows: Mapping[EmailHash, int]) -> Doubt:
    """The question which of several kinds of hashes count."""
    message = say(
        "Some emails are hashed with {names}, so one customer looks different in each: choose the hash that "
        "counts; rows with another one are rejected.",
        names=all_of([HASH_NAMES[kind] for kind in EmailHash if rows.get(kind)]),
    )
    return Doubt(code=DoubtCode.HASHING, message=message)


def hashes_in(contents: Iterable[Content]) -> Counter[EmailHash]:
    """How many of some columns' values are hashes, by kind."""
    return sum((Counter(content.hashes) for content in contents), Counter())


def most_usual(rows: Mapping[EmailHash, int]) -> EmailHash:
    """The kind of most rows; of equally many the strongest, which platforms take."""
    return max(EmailHash, key=lambda kind: (rows.get(kind, 0), list(EmailHash).index(kind)))
