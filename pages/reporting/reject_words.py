"""Why rows are rejected, in words."""

from __future__ import annotations

from typing import NamedTuple


class Reason(NamedTuple):
    """What the rows have in common, and what that means, as a sentence."""

    label: str
    explanation: str = ""


_REASONS = {
    "missing": Reason("No email", "The field of the email is empty."),
    "invalid": Reason("No valid email address", "What the field holds cannot be an address."),
    "other_hash": Reason(
        "Email hashed in another way",
        "One customer looks different in each kind of hash, so only the chosen kind counts.",
    ),
    "masked": Reason("Masked email", "Signs of it are hidden, so that customers cannot be told apart by it."),
    "comment": Reason("Commented out", "They begin with “#”, “//” or “--”."),
    "too_many_fields": Reason(
        "More fields than columns",
        "Often a separator inside a value without quotation marks; the columns cannot be told apart.",
    ),
    "too_few_fields": Reason("Fewer fields than columns", "The columns cannot be told apart."),
    "blank": Reason("Blank lines", "Nothing stands in them."),
    "footer": Reason("Below the table", "Totals, or who made the file and when."),
    "repeated_header": Reason("The names of the columns once more"),
    "other_columns": Reason(
        "Below other names of columns", "Emails or countries stand in other columns from there on."
    ),
    "above": Reason("Above the table", "They look like rows, but stand above the names of the columns."),
    "stray_quote": Reason(
        "A quotation mark in the wrong place", "It can be read in more than one way where the fields end."
    ),
    "lone_return": Reason(
        "A line break in the wrong place", "A carriage return alone may end the row or belong to a value."
    ),
    "nul": Reason("A NUL character", "Binary data, often from a broken transfer."),
    "undecodable": Reason("Unreadable characters", "They do not exist in the file's encoding."),
}


def reason_in_words(reason: str) -> Reason:
    """A reject's reason in words; one from a newer worker as it is."""
    return _REASONS.get(reason) or Reason(reason.replace("_", " "))
