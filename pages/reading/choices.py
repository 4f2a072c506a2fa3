"""What the analyst says about a file, as the form's widgets have it; pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from pages.wording.formats import shortened
from pages.wording.markdown import visible
from pages.wording.translating import tr
from worker.desk.preview import Choices, DoubtCode, Reading, accepted

AUTOMATIC = "automatic"
OTHERS = {"email": "other_emails", "country": "other_countries"}
"""Where the columns are that stand in for an empty one."""

_LABEL_CHARACTERS = 60
_CERTAIN_ENCODING = "utf-8"
_MOVES_COLUMNS = frozenset({"sheet", "separator", "quote", "escape", "line_ending", "skipped_lines"})


def changed(choices: Choices, field: str, value: Any) -> Choices:
    """The choices with one more made, or, with AUTOMATIC or None, left to detection again.

    Columns chosen before are dropped where the change may have put others in their places. One column is
    chosen for one thing only.
    """
    values = choices.model_dump() | {field: None if value == AUTOMATIC else value}
    if field in _MOVES_COLUMNS:
        values |= dict.fromkeys(("email", "other_emails", "country", "other_countries"))
    if field in {*_MOVES_COLUMNS, "email"}:
        values["hashing"] = None
    if field == "sheet":
        values |= dict.fromkeys(("skipped_lines", "has_header"))
    if field in {*_MOVES_COLUMNS, *OTHERS, *OTHERS.values()}:
        values["same_columns"] = False
    if field in OTHERS:
        for others in OTHERS.values():
            values[others] = values[others] and tuple(at for at in values[others] if at != value)
    if field in {*_MOVES_COLUMNS, "country"}:
        values["not_available"] = None
    return Choices.model_validate(values)


def confirmed(choices: Choices, reading: Reading) -> Choices:
    """The choices that have a file counted with the columns of this reading, whatever is in doubt.

    What counting found in doubt is answered as it was proposed: counting would ask it again otherwise.

    A guessed encoding becomes a choice: it is what was seen. UTF-8 does not: it is certain, or nothing beyond
    ASCII was seen, and what comes further on is not to be taken for it unseen.
    """
    dialect = reading.dialect
    seen = {
        "email": reading.email,
        "other_emails": reading.other_emails or None,
        "country": reading.country,
        "other_countries": reading.other_countries or None,
        "has_header": dialect.has_header,
        "sheet": dialect.book.sheet if dialect.book else None,
    }
    guessed = {} if dialect.encoding == _CERTAIN_ENCODING else {"encoding": dialect.encoding}
    answers = accepted(reading)
    return Choices.model_validate(choices.model_dump() | seen | guessed | answers | {"is_confirmed": True})


def others_in_use(field: str, choices: Choices, reading: Reading) -> tuple[int, ...]:
    """The further email or country columns in use: the analyst's, or else those found."""
    chosen: tuple[int, ...] | None = getattr(choices, OTHERS[field])
    found: tuple[int, ...] = getattr(reading, OTHERS[field])
    return found if chosen is None else chosen


def further_columns(field: str, choices: Choices, reading: Reading, holding: Iterable[int]) -> list[int]:
    """The columns to choose from for rows whose email or country is empty; none where there are none.

    Args:
        field: "email" or "country".
        choices: what the analyst has said.
        reading: how the file is read.
        holding: the columns that hold such.
    """
    chosen = others_in_use(field, choices, reading)
    used = {reading.email, reading.country}
    columns = len(reading.dialect.columns)
    return [at for at in dict.fromkeys((*chosen, *sorted(holding))) if at < columns and at not in used]


def obstacle(reading: Reading) -> str | None:
    """Why a file cannot be counted with this reading yet, as a sentence; None when it can."""
    match reading.email is None, reading.country is None:
        case True, True:
            return tr("Choose the columns that hold the emails and the countries.")
        case True, False:
            return tr("Choose the column that holds the emails.")
        case False, True:
            return tr("Choose the column that holds the countries.")
    if asks_of_lines(reading):
        return tr("Say what the lines between quotation marks are.")
    is_open = asks_of_na(reading) and reading.not_available is None
    return tr("Say what “NA” in the country column is.") if is_open else None


def asks_of_lines(reading: Reading) -> bool:
    """Whether only a person knows what lines between quotation marks are."""
    return any(doubt.code is DoubtCode.QUOTED_LINES for doubt in reading.doubts)


def asks_of_na(reading: Reading) -> bool:
    """Whether it is to be said what "NA" among the countries is."""
    return any(doubt.code is DoubtCode.NOT_AVAILABLE for doubt in reading.doubts)


def column_labels(columns: Sequence[str], width: int = 0) -> list[str]:
    """A name for each column, no two alike: `Column 3` where there is none, its number where it repeats.

    Args:
        columns: the header's names.
        width: how many columns to name, if that is more.
    """
    names = [shortened(visible(name), _LABEL_CHARACTERS) for name in columns]
    names += [""] * (width - len(names))
    numbered = [
        tr("Column {number}", number=at) if name in ("", f"Column {at}") else name
        for at, name in enumerate(names, start=1)
    ]
    times = Counter(numbered)
    labels = [
        name if times[name] == 1 else tr("{name} (column {number})", name=name, number=at)
        for at, name in enumerate(numbered, start=1)
    ]
    is_clear = len(set(labels)) == len(labels)
    return labels if is_clear else [f"{at}. {name}" for at, name in enumerate(numbered, start=1)]


def with_found(found: str, names: Mapping[Any, str]) -> tuple[list[str], dict[str, str]]:
    """The options of a select box and their labels: what was found, which goes on being looked for, first.

    Args:
        found: what detection found, in words; empty when nothing is known.
        names: the other options and their labels.
    """
    labels = {AUTOMATIC: tr("Found: {found}", found=found) if found else tr("Find it out")}
    labels |= {str(value): label for value, label in names.items()}
    return list(labels), labels
