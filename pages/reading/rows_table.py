"""A file's first rows as they are read, as a table; everything in them is only text."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from pages.reading.choices import column_labels
from pages.wording.formats import shortened
from pages.wording.markdown import visible
from pages.wording.translating import tr
from worker.desk.preview import Reading

_ROWS = 10
_COLUMNS = 40
_CELL_CHARACTERS = 60


def rows_table(reading: Reading, rows: Sequence[Sequence[str]], name: str = "") -> str:
    """HTML of some rows, called so; the columns of emails and countries are marked and always among those."""
    name = name or tr("The first rows as they are read")
    shown_rows = rows[:_ROWS]
    width = max([len(reading.dialect.columns), *(len(row) for row in shown_rows)])
    countries, emails = (reading.country, *reading.other_countries), (reading.email, *reading.other_emails)
    roles = dict.fromkeys(countries, tr("Country")) | dict.fromkeys(emails, tr("Email"))
    shown = [at for at in range(width) if at < _COLUMNS or at in roles]
    labels = column_labels(reading.dialect.columns, width)
    header = "".join(_header(labels[at], roles.get(at)) for at in shown)
    body = "".join(f"<tr>{''.join(_cell(row, at, roles.get(at)) for at in shown)}</tr>" for row in shown_rows)
    return (
        f'<div class="reading-rows" role="region" aria-label="{escape(name)}" tabindex="0">'
        f"<table><thead><tr>{header}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def _header(label: str, role: str | None) -> str:
    mark = f"<small>{escape(role)}</small>" if role else ""
    return f'<th scope="col"{_marked(role)}>{mark}{escape(label)}</th>'


def _cell(row: Sequence[str], at: int, role: str | None) -> str:
    text = visible(shortened(row[at], _CELL_CHARACTERS)) if at < len(row) else ""
    return f"<td{_marked(role)}>{escape(text)}</td>"


def _marked(role: str | None) -> str:
    return ' class="used"' if role else ""
