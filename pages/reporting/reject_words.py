"""Why rows are rejected, in words."""

from __future__ import annotations

from typing import NamedTuple

from worker.reject import Reject


class Reason(NamedTuple):
    """What the rows have in common, and what that means, as a sentence."""

    label: str
    explanation: str = ""


_REASONS = {
    Reject.MISSING: Reason("No email", "The field of the email is empty."),
    Reject.INVALID: Reason("No valid email address", "What the field holds cannot be an address."),
    Reject.OTHER_HASH: Reason(
        "Email hashed in another way",
        "One customer looks different in each kind of hash, so only the chosen kind counts.",
    ),
    Reject.MASKED: Reason(
        "Masked email", "Characters of it are hidden, so that customers cannot be told apart by it."
    ),
    Reject.COMMENT: Reason("Commented out", "They begin with “#”, “//” or “--”."),
    Reject.TOO_MANY_FIELDS: Reason(
        "More fields than columns",
        "Often a separator inside a value without quotation marks; the columns cannot be told apart.",
    ),
    Reject.TOO_FEW_FIELDS: Reason("Fewer fields than columns", "The columns cannot be told apart."),
    Reject.BLANK: Reason("Blank lines", "Nothing stands in them."),
    Reject.FOOTER: Reason("Below the table", "Totals, or who made the file and when."),
    Reject.REPEATED_HEADER: Reason("The names of the columns once more"),
    Reject.OTHER_COLUMNS: Reason(
        "Below other names of columns", "Emails or countries stand in other columns from there on."
    ),
    Reject.ABOVE: Reason("Above the table", "They look like rows, but stand above the names of the columns."),
    Reject.STRAY_QUOTE: Reason(
        "A quotation mark in the wrong place", "It can be read in more than one way where the fields end."
    ),
    Reject.LONE_RETURN: Reason(
        "A line break in the wrong place", "A carriage return alone may end the row or belong to a value."
    ),
    Reject.NUL: Reason("A NUL character", "Binary data, often from a broken transfer."),
    Reject.UNDECODABLE: Reason("Unreadable characters", "They do not exist in the file's encoding."),
}


def reason_in_words(reason: str) -> Reason:
    """A reject's reason in words; one from a newer worker as it is."""
    try:
        return _REASONS[Reject(reason)]
    except ValueError:
        return Reason(reason.replace("_", " "))
