"""A text's encoding: as it was found, or as a person names it."""

from __future__ import annotations

import codecs
from dataclasses import dataclass

from worker.errors import FileRefused
from worker.refusal import Refusal
from worker.text.sentences import say

UTF8 = "utf-8"
_NO_ENCODINGS_OF_FILES = {"idna", "punycode", "unicode_escape", "raw_unicode_escape", "undefined", "utf-7"}


@dataclass(frozen=True, slots=True)
class Encoding:
    """What a text is encoded in.

    Attributes:
        codec: Python's name of it.
        is_certain: whether it is known rather than guessed.
        is_proven: whether anything in the text speaks for it: in plain ASCII nothing does, so that what
            follows may yet prove it wrong.
    """

    codec: str
    is_certain: bool
    is_proven: bool = True


def chosen_encoding(name: str) -> Encoding:
    """The encoding a person names.

    Raises:
        FileRefused: there is none of that name.
    """
    try:
        codec = codecs.lookup(name.strip()).name
        b" ".decode(codec, "replace")  # an empty text is not looked at
    except (LookupError, ValueError):
        codec = "undefined"
    if codec.replace("-", "_") in _NO_ENCODINGS_OF_FILES:
        raise FileRefused(
            Refusal.UNKNOWN_ENCODING,
            say("The encoding chosen is not known. Choose another, such as utf-8, cp1252 or utf-16."),
        )
    return Encoding(UTF8 if codec == "utf-8-sig" else codec, is_certain=True)
