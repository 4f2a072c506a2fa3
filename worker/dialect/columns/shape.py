"""What the rows of a table have in common beyond its columns, and what stands out of line."""

from __future__ import annotations

from dataclasses import dataclass

from worker.dialect.columns.candidates import Candidate
from worker.dialect.columns.chosen import Chosen
from worker.dialect.model import Choices
from worker.dialect.table.above import rows_above
from worker.dialect.table.shortage import CountryPlaces, Shortage, country_places, find_shortage
from worker.dialect.table.spares import Spares, Width
from worker.dialect.table.widths import count_named, fill_nameless


@dataclass(frozen=True, slots=True)
class Shape:
    """A table's shape.

    Attributes:
        width: how many fields whole rows have.
        shortage: the rows that lack fields, if they are many.
        places: where the countries of such rows are to be; None where no column holds any.
        has_nameless: whether most rows have data in columns without a name.
        above: physical lines of what looks like rows above the table.
    """

    width: Width
    shortage: Shortage | None
    places: CountryPlaces | None
    has_nameless: bool
    above: tuple[int, ...]


def find_shape(read: Candidate, chosen: Chosen, choices: Choices) -> Shape:
    """The shape of a table whose columns are found.

    Args:
        read: the table.
        chosen: the columns.
        choices: what a person has said of it.
    """
    table, columns = read.table, len(read.columns)
    email, country = chosen.email.index, chosen.country.index
    has_nameless = fill_nameless(read.columns, read.judged, table.quoting)
    used = columns if has_nameless else count_named(read.columns)
    used = max(used, 1, *(index + 1 for index in (*chosen.emails, country) if index is not None))
    width = Spares(read.judged, table.quoting, used, email, country).width(columns, choices.spare_fields)
    top = read.heading.first_row if read.heading.header is None else read.heading.header
    above = table.text[: table.records[top].start]
    places = country_places(used, chosen.emails, country, read.contents)
    return Shape(
        width,
        shortage=find_shortage(read.judged, table.quoting, used, email, places),
        places=places,
        has_nameless=has_nameless,
        above=rows_above(above, table.quoting, width=table.width, country=country),
    )
