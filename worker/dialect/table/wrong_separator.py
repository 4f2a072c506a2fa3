"""Tell a table whose fields are separated by something else than it was read with."""

from __future__ import annotations

from collections.abc import Sequence

from worker.dialect.model import Doubt, DoubtCode
from worker.dialect.names.meaning import COUNTRY, EMAIL, Rank
from worker.dialect.separator_words import RARE_SEPARATORS, SEPARATORS, separator_in_words
from worker.dialect.table.records import Quoting, Record, read_records
from worker.errors import FileRefused
from worker.refusal import Refusal
from worker.text.sentences import say

_CANDIDATES = (*SEPARATORS, *RARE_SEPARATORS)


def doubt_about_separator(columns: Sequence[str], rows: Sequence[Record], separator: str) -> Doubt | None:
    """A doubt, if a column's name is those of email and country with another separator between.

    Args:
        columns: the header's names as they are read.
        rows: the first ones.
        separator: what they are read with.

    Raises:
        FileRefused: no separator will do.
    """
    for name in columns:
        candidates = _CANDIDATES if len(columns) == 1 else _CANDIDATES[:-1]
        found = next((each for each in candidates if _names_both(name.split(each))), None)
        if found == separator:
            raise FileRefused(
                Refusal.MALFORMED,
                say(
                    "Each line as a whole is in quotation marks, so its fields cannot be told apart. "
                    "Remove the first and the last one of each line, or export the file again."
                ),
            )
        if found == " " and not _are_single_blanks(name, rows, separator):
            raise FileRefused(
                Refusal.MALFORMED,
                say(
                    "The columns are lined up with blanks, so the fields cannot be told apart. "
                    "Export the file with commas or tabs between them."
                ),
            )
        if found is not None:
            message = say(
                "The fields seem to be separated by {separator}: choose that.",
                separator=separator_in_words(found),
            )
            return Doubt(code=DoubtCode.SEPARATOR, message=message)
    return None


def _names_both(parts: Sequence[str]) -> bool:
    ranks = [(EMAIL.rank(part), COUNTRY.rank(part)) for part in parts]
    has_email = any(email is not None and email < Rank.UNKNOWN for email, _ in ranks)
    return has_email and any(country is not None and country < Rank.UNKNOWN for _, country in ranks)


def _are_single_blanks(name: str, rows: Sequence[Record], separator: str) -> bool:
    """Whether every row has as many blanks as the header, or one more, so that each may separate fields."""
    header = _fields(f'"{name}"' if '"' in name else name)
    widths = {_fields(separator.join(field.decode(errors="replace") for field in row.fields)) for row in rows}
    return "  " not in name and widths in ({header}, {header + 1})


def _fields(line: str) -> int:
    """How many fields a line has between blanks."""
    records = read_records(line.encode(), Quoting(" "), is_whole=True, most=1)
    return len(records[0].fields) if records else 0
