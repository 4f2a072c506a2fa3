"""What separates fields, and what people call it."""

from __future__ import annotations

SEPARATORS = (",", ";", "\t", "|")
"""What a file is tried with."""

RARE_SEPARATORS = (":", "^", "~", "!", "/", "#", "\x1f", "\x01", " ")
"""What only a person chooses, once a header shows that it is so. Blanks come last: they are in many names."""

SEPARATOR_WORDS = {
    ",": "comma",
    ";": "semicolon",
    "\t": "tab",
    "|": "vertical bar",
    ":": "colon",
    "^": "caret",
    "~": "tilde",
    " ": "blank",
}


def separator_in_words(separator: str) -> str:
    """What people call a separator, in the plural."""
    if separator in SEPARATOR_WORDS:
        return f"{SEPARATOR_WORDS[separator]}s"
    return f"“{separator}”" if separator.isprintable() else "another character"
