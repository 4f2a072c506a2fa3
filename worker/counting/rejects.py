"""Why a row is left out, and when so many are that the file is refused."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from worker.counting.restarts import Doubtful
from worker.dialect.model import Choices, Doubt, DoubtCode
from worker.errors import FileRefused
from worker.refusal import Refusal
from worker.reject import Reject
from worker.text.sentences import say, say_counted, together

LIMIT_SHARE = 0.05
LINES_SHOWN = 10
_JUDGED_ROWS = 1_000
_TELLING_ROWS = 100
"""Of fewer rows a share says little: one broken row of ten is one, and not a broken file."""
_MOSTLY = 0.5
_QUOTE_OR_COMPLETE = say(
    "Put values that contain the separator in quotation marks, or give every column a name; "
    "empty values behind the last column can be ignored."
)
_OTHER_WAY = say("{rows:,} blank or broken")
_FAULTS = {
    Reject.TOO_MANY_FIELDS: (
        say("has more values than there are columns"),
        _QUOTE_OR_COMPLETE,
    ),
    Reject.TOO_FEW_FIELDS: (
        say("has fewer values than there are columns"),
        say("Complete the rows, or say that what is missing is empty."),
    ),
    Reject.STRAY_QUOTE: (
        say("has a quotation mark that is not closed, or stands inside a field without being doubled"),
        say("Correct that, export the file again, or say that fields are never quoted."),
    ),
    Reject.LONE_RETURN: (
        say(
            "has a carriage return (CR) within it or two at its end, so programs differ on where the row ends"
        ),
        say("Take it out, or export the file again."),
    ),
    Reject.MASKED: (
        say(
            "has an email of which characters are hidden, as in “a***@x.org”: customers cannot be told apart"
        ),
        say("Export the file with whole emails, or their hashes."),
    ),
    Reject.NUL: (say("holds binary data (NUL)"), say("Export the file again.")),
    Reject.UNDECODABLE: (
        say("is not in UTF-8"),
        say(
            "Save the file as “CSV UTF-8”, or choose these rows' encoding; those in UTF-8 are still read so."
        ),
    ),
}


def judge_customers(
    rejected: Mapping[Reject, int],
    lines: Mapping[Reject, list[int]],
    rows: int,
    choices: Choices,
    *,
    at_end: bool = False,
) -> None:
    """Stop at a file that is broken in so many rows that it may not be what it was taken for.

    Args:
        rejected: rows by reason.
        lines: of the first of them.
        rows: all rows so far.
        choices: what a person has said of such rows.
        at_end: whether these are all rows of the file.

    Raises:
        FileRefused: it is not.
        Doubtful: it has so few rows that a few broken ones say little.
    """
    broken = sum(rejected.get(reason, 0) for reason in _FAULTS)
    if choices.rejects_broken or not broken or broken <= LIMIT_SHARE * rows:
        return
    if not at_end and rows < _JUDGED_ROWS:
        return
    reason = min((reason for reason in _FAULTS if lines.get(reason)), key=lambda reason: lines[reason][0])
    what, advice = _FAULTS[reason]
    where = say("Line {line:,} {what}.", line=lines[reason][0], what=what)
    if rows < _TELLING_ROWS and broken < _MOSTLY * rows:
        if not choices.is_confirmed:
            rest = say_counted(
                "{count} of the {rows} rows cannot be read: count the others, and reject it?",
                "{count} of the {rows} rows cannot be read: count the others, and reject them?",
                broken,
                rows=rows,
            )
            raise Doubtful(Doubt(code=DoubtCode.BROKEN_ROWS, message=together([where, rest])))
        return
    raise FileRefused(
        Refusal.MALFORMED,
        say(
            "{first_of_all} {broken:,} of the first {rows:,} rows are broken. {advice} Or have such rows "
            "rejected, however many they are.",
            first_of_all=where,
            broken=broken,
            rows=rows,
            advice=advice,
        ),
    )


def judge_several(several: int, usable: int, choices: Choices) -> None:
    """Ask about a file in which most emails are lists of several, where nobody has chosen that column.

    Args:
        several: rows with several addresses.
        usable: rows that count.
        choices: what a person has said.

    Raises:
        Doubtful: it is such a file.
    """
    if several <= _MOSTLY * usable or choices.email is not None or choices.is_confirmed:
        return
    message = say(
        "{several:,} of {usable:,} rows hold several emails, but each counts as one customer, by the first. "
        "Choose a column of single emails, or this one if that is right.",
        several=several,
        usable=usable,
    )
    raise Doubtful(Doubt(code=DoubtCode.EMAIL_COLUMN, message=message))


def other_columns(line: int) -> Doubt:
    """The question about a header further down with other columns."""
    return Doubt(
        code=DoubtCode.OTHER_COLUMNS,
        message=say(
            "Line {line:,} names the columns again, but in another order: rows behind it cannot be read "
            "like those above. Count the rows above, and reject the others? Or cut the file there.",
            line=line,
        ),
    )


def no_customers(rejected: Mapping[Reject, int], rows: int, column: str) -> FileRefused:
    """Why a file without a single customer is no report.

    Args:
        rejected: all its rows, by reason.
        rows: how many they are.
        column: the email column, in words.
    """
    if not rows:
        return FileRefused(Refusal.EMPTY_FILE, say("The file has a header but no rows."))
    ways = {
        say("{rows:,} without an email"): rejected.get(Reject.MISSING, 0),
        say("{rows:,} without a valid email"): rejected.get(Reject.INVALID, 0),
        say("{rows:,} hashed in another way"): rejected.get(Reject.OTHER_HASH, 0),
        say("{rows:,} with a masked email"): rejected.get(Reject.MASKED, 0),
    }
    rest = rows - sum(ways.values())
    sentence = say(
        "No row names a customer. {rows}: {ways}. The emails were looked for in {column}: choose the column "
        "that holds them, or correct the file.",
        rows=say_counted("1 row", "{count:,} rows", rows),
        ways=[say(way, rows=number) for way, number in (*ways.items(), (_OTHER_WAY, rest)) if number],
        column=column,
    )
    return FileRefused(Refusal.NO_CUSTOMERS, sentence)


def add_lines(to: dict[Reject, list[int]], found: Mapping[Reject, Iterable[int]]) -> None:
    """Remember the first lines of each reason."""
    for reason, lines in found.items():
        known = to.setdefault(reason, [])
        known.extend(list(lines)[: LINES_SHOWN - len(known)])


def counted(rejected: Mapping[Reject, int]) -> Counter[Reject]:
    """Only what there is."""
    return Counter({reason: rows for reason, rows in rejected.items() if rows})
