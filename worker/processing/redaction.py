"""What of a file's columns may be kept in a job's record."""

from __future__ import annotations

from collections.abc import Sequence

from worker.dialect.model import Dialect, Reading

_COLUMNS, _NAME_CHARACTERS = 1_000, 100


def keepable(reading: Reading) -> Reading:
    """The reading without what may be a customer's data, and of bounded size.

    A row taken for the header has its values for column names: what looks like an email becomes the column's
    number. Names beyond the first thousand columns are left out, but for those before a column in use.
    """
    indexes = (reading.email, *reading.other_emails, reading.country, *reading.other_countries)
    used = (index + 1 for index in indexes if index is not None)
    return reading.model_copy(update={"dialect": keepable_dialect(reading.dialect, max(used, default=0))})


def keepable_dialect(dialect: Dialect, fewest: int = 0) -> Dialect:
    """The same of a dialect alone; names of at least so many columns are kept."""
    names = dialect.columns[: max(_COLUMNS, fewest)]
    kept = tuple(keepable_name(name, number) for number, name in enumerate(names, start=1))
    book = dialect.book and dialect.book.model_copy(update={"sheets": _keepable_sheets(dialect.book.sheets)})
    return dialect.model_copy(update={"columns": kept, "book": book})


def _keepable_sheets(names: Sequence[str]) -> tuple[str, ...]:
    """The names of sheets, all of them: by its place one is chosen."""
    return tuple(
        f"Sheet {number}" if "@" in name else name[:_NAME_CHARACTERS]
        for number, name in enumerate(names, start=1)
    )


def keepable_name(name: str, number: int | None = None) -> str:
    """A column's name, cut; its number, if that is known, instead of what may be an email."""
    if "@" in name:
        return f"Column {number}" if number else "…"
    return name[:_NAME_CHARACTERS]
