"""Tell rows of customers from what programs and people write above a table: titles, notes, comments."""

from __future__ import annotations

import re
from collections.abc import Sequence

from worker.dialect.separator_words import SEPARATORS
from worker.dialect.table.records import Quoting, read_records, values
from worker.dialect.values.content import is_country
from worker.dialect.values.email_cells import is_bare_email, is_email

_FEWEST_CELLS = 3
"""A label and its value are no row."""
_NOTE = ("label", "value")
_MAKER = re.compile(
    r"\W*(?:(?:(?:exported|created|generated|prepared|downloaded|requested|sent)\s*)?by|from|user|owner|author|"
    r"account|login|(?:(?:erstellt|exportiert|generiert)\s*)?von|benutzer|autor|konto|"
    r"(?:(?:créé|exporté|généré)\s*)?par|auteur|utilisateur|compte|"
    r"(?:(?:creado|exportado|generado)\s*)?por|usuario|cuenta|"
    r"(?:(?:creato|esportato|generato)\s*)?da|utente|autore)\W*",
    re.IGNORECASE,
)
"""What labels the email of whoever made the file."""


def is_row(cells: Sequence[str], *, width: int = 0, country: int | None = None) -> bool:
    """Whether a line above a header, or without one, looks like a customer's row.

    Args:
        cells: the line's.
        width: of the table.
        country: its country column, where it is known.
    """
    filled = [cell for cell in cells if cell.strip()]
    emails = [index for index, cell in enumerate(filled) if is_email(cell)]
    if emails:
        if len(cells) == 1 and not is_bare_email(cells[0]):
            return False  # "Exported by Ada Muster <ada@example.org>"
        label = filled[emails[0] - 1].strip() if emails[0] else ""
        return not label.endswith(":") and not (len(filled) == len(_NOTE) and _MAKER.fullmatch(label))
    is_wide = len(cells) == width and len(filled) >= _FEWEST_CELLS
    return is_wide and country is not None and country < width and is_country(cells[country])


def rows_above(text: bytes, quoting: Quoting, *, width: int, country: int | None) -> tuple[int, ...]:
    """The lines, from 1, of what looks like rows above a table, whatever separates their fields.

    Args:
        text: all above the header, or above the first row where there is no header.
        quoting: how the table's fields are separated and quoted.
        width: of the table.
        country: its country column, where it is known.
    """
    records = read_records(text, quoting, is_whole=True, most=text.count(b"\n") + 1)
    found = []
    for record in records:
        cells = values(record, quoting)
        others = (
            cells[0].split(separator) for separator in SEPARATORS if len(cells) == 1 and separator in cells[0]
        )
        if is_row(cells, width=width, country=country) or any(map(is_row, others)):
            found.append(record.line)
    return tuple(found)
