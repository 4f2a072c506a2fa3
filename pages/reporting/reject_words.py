"""Why rows are rejected, in words."""

from __future__ import annotations

from typing import NamedTuple

from pages.wording.translating import tr
from worker.reject import Reject
from worker.text.sentences import say


class Reason(NamedTuple):
    """What the rows have in common, and what that means, as a sentence."""

    label: str
    explanation: str = ""


_REASONS = {
    Reject.MISSING: Reason(say("No email"), say("The field of the email is empty.")),
    Reject.INVALID: Reason(say("No valid email address"), say("What the field holds cannot be an address.")),
    Reject.OTHER_HASH: Reason(
        say("Email hashed in another way"),
        say("One customer looks different in each kind of hash, so only the chosen kind counts."),
    ),
    Reject.MASKED: Reason(
        say("Masked email"), say("Characters of it are hidden, so that customers cannot be told apart by it.")
    ),
    Reject.COMMENT: Reason(say("Commented out"), say("They begin with “#”, “//” or “--”.")),
    Reject.TOO_MANY_FIELDS: Reason(
        say("More fields than columns"),
        say("Often a separator inside a value without quotation marks; the columns cannot be told apart."),
    ),
    Reject.TOO_FEW_FIELDS: Reason(say("Fewer fields than columns"), say("The columns cannot be told apart.")),
    Reject.BLANK: Reason(say("Blank lines"), say("Nothing stands in them.")),
    Reject.FOOTER: Reason(say("Below the table"), say("Totals, or who made the file and when.")),
    Reject.REPEATED_HEADER: Reason(say("The names of the columns once more")),
    Reject.OTHER_COLUMNS: Reason(
        say("Below other names of columns"), say("Emails or countries stand in other columns from there on.")
    ),
    Reject.ABOVE: Reason(
        say("Above the table"), say("They look like rows, but stand above the names of the columns.")
    ),
    Reject.STRAY_QUOTE: Reason(
        say("A quotation mark in the wrong place"),
        say("It can be read in more than one way where the fields end."),
    ),
    Reject.LONE_RETURN: Reason(
        say("A line break in the wrong place"),
        say("A carriage return alone may end the row or belong to a value."),
    ),
    Reject.NUL: Reason(say("A NUL character"), say("Binary data, often from a broken transfer.")),
    Reject.UNDECODABLE: Reason(
        say("Unreadable characters"), say("They do not exist in the file's encoding.")
    ),
}


def reason_in_words(reason: str) -> Reason:
    """A reject's reason in words; one from a newer worker as it is."""
    try:
        found = _REASONS[Reject(reason)]
    except ValueError:
        return Reason(reason.replace("_", " "))
    return Reason(tr(found.label), tr(found.explanation))
