"""What separates fields, and what people call it."""

from __future__ import annotations

from worker.text.sentences import say

SEPARATORS = (",", ";", "\t", "|")
"""What a file is tried with."""

RARE_SEPARATORS = (":", "^", "~", "!", "/", "#", "\x1f", "\x01", " ")
"""What only a person chooses, once a header shows that it is so. Blanks come last: they are in many names."""

SEPARATOR_WORDS: dict[str, str] = {
    ",": say("comma"),
    ";": say("semicolon"),
    "\t": say("tab"),
    "|": say("vertical bar"),
    ":": say("colon"),
    "^": say("caret"),
    "~": say("tilde"),
    " ": say("blank"),
}
_IN_THE_PLURAL = {
    ",": say("commas"),
    ";": say("semicolons"),
    "\t": say("tabs"),
    "|": say("vertical bars"),
    ":": say("colons"),
    "^": say("carets"),
    "~": say("tildes"),
    " ": say("blanks"),
}


def separator_in_words(separator: str) -> str:
    """What people call a separator, in the plural."""
    if separator in _IN_THE_PLURAL:
        return _IN_THE_PLURAL[separator]
    return say("“{name}”", name=separator) if separator.isprintable() else say("another character")
