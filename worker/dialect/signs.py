"""The signs that separate fields, and what people call them."""

from __future__ import annotations

SEPARATORS = (",", ";", "\t", "|")
"""What a file is tried with."""

RARE_SEPARATORS = (":", "^", "~", "!", "/", "#", "\x1f", "\x01", " ")
"""What only a person chooses, once a header shows that it is so. Blanks come last: they are in many names."""

SIGN_NAMES = {
    ",": "comma",
    ";": "semicolon",
    "\t": "tab",
    "|": "vertical bar",
    ":": "colon",
    "^": "caret",
    "~": "tilde",
    " ": "blank",
}


def sign_in_words(sign: str) -> str:
    """What people call a separator, in the plural."""
    if sign in SIGN_NAMES:
        return f"{SIGN_NAMES[sign]}s"
    return f"“{sign}”" if sign.isprintable() else "another sign"
