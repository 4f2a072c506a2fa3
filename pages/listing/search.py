"""Finding reports by what they are called: words in any order, whatever their case and accents."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from worker.jobs.record import JobRecord

_PLAIN_LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "æ": "ae", "œ": "oe", "\u0131": "i"})
_KEPT_NAMES = 20_000


def finds(search: str, job: JobRecord) -> bool:
    """Whether each word of the search is in the report's name, its file's or a label; nothing finds all."""
    called = folded("\n".join((job.name, job.file.name, *job.remarks.labels)))
    return all(word in called for word in folded(search).split())


@lru_cache(_KEPT_NAMES)
def folded(text: str) -> str:
    """The text as it is compared: without case and accents."""
    apart = unicodedata.normalize("NFKD", text.casefold()).casefold().translate(_PLAIN_LETTERS)
    return "".join(letter for letter in apart if not unicodedata.combining(letter))
