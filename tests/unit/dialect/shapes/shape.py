"""The shape of a tool's export, and how a careful person would have it read."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from enum import StrEnum

from tests.unit.dialect.shapes.cells import cell, people

WORLD = "US DE FR GB CA AU IT ES NL CH"
AMERICAN = "US"
CANADIAN = "CA"
AUSTRALIAN = "AU"
BRAZILIAN = "BR"
ITALIAN = "IT"
GERMAN = "DE"
SWISS = "CH"
INDIAN = "IN"
GERMAN_SPEAKING = "DE DE DE AT CH"
_ROWS = 40


class How(StrEnum):
    """What becomes of a file."""

    COUNTED = "counted"
    ASKED = "asked"
    REFUSED = "refused"


@dataclass(frozen=True)
class Outcome:
    """What becomes of a file, by the names of the columns; None where none is proposed."""

    how: How
    email: str | None = None
    country: str | None = None


def counted(email: str, country: str) -> tuple[Outcome, ...]:
    """It goes straight through."""
    return (Outcome(How.COUNTED, email, country),)


def asked(email: str | None, country: str | None) -> tuple[Outcome, ...]:
    """A person is asked, and this is proposed."""
    return (Outcome(How.ASKED, email, country),)


def found(email: str, *countries: str) -> tuple[Outcome, ...]:
    """Whether a person is asked is a matter of taste; what is proposed, one of these countries, is not."""
    return tuple(Outcome(how, email, country) for country in countries for how in (How.COUNTED, How.ASKED))


def refused() -> tuple[Outcome, ...]:
    """There is nothing to count by."""
    return (Outcome(How.REFUSED),)


def no_email(country: str) -> tuple[Outcome, ...]:
    """It has no email: it is refused, or no email is proposed."""
    return (*refused(), *asked(None, country))


def blank(email: str, country: str) -> tuple[Outcome, ...]:
    """It has customers without a country and nothing else to count by, or a person is asked."""
    return (*found(email, country), *no_country(email))


def no_country(email: str) -> tuple[Outcome, ...]:
    """It has no country: it is refused, or nothing is proposed."""
    return (*refused(), *asked(email, None))


@dataclass(frozen=True)
class Shape:
    """One tool's header line and what its rows hold.

    Attributes:
        tool: whose export it is.
        columns: `name=kind` separated by bars; see `cell` for the kinds. A name alone holds words.
        right: what may become of it.
        of: the countries its people live in.
        separator: between fields.
    """

    tool: str
    columns: str
    right: tuple[Outcome, ...]
    of: str = WORLD
    separator: str = ","

    @property
    def header(self) -> list[str]:
        """The columns' names."""
        return [name for name, _ in self.columns_of()]

    def text(self) -> str:
        """The whole file."""
        kinds = [kind for _, kind in self.columns_of()]
        written = io.StringIO()
        writer = csv.writer(written, delimiter=self.separator, lineterminator="\n")
        writer.writerow(self.header)
        writer.writerows(
            [cell(kind, person) for kind in kinds] for person in people(self.of, self.tool, _ROWS)
        )
        return written.getvalue()

    def columns_of(self) -> list[tuple[str, str]]:
        """The name and the kind of each column."""
        parts = [" ".join(part.split()).rpartition("=") for part in self.columns.split("|")]
        return [(name, kind) if equals else (kind, "word") for name, equals, kind in parts]
