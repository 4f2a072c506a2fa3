"""Tables as programs write them, and what is true of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from hypothesis import strategies as st

from worker.dialect.model import QuotedLines

COUNTRIES = {"DE": "DE", "Germany": "DE", "France": "FR", "us": "US", "Österreich": "AT", "": ""}
NAMES = (("email", "country"), ("E-Mail", "Land"), ("Email Address", "Country"), ("courriel", "pays"))
OTHER_NAMES = ("id", "name", "note", "city", "amount")
WORDS = ("n", "Ann", "Köln", "12", "", "ok", "x y", "long " * 99)


@dataclass
class Sheet:
    """A table as it stands in a file, and what is true of it.

    Attributes:
        names: of the columns.
        email: the index of the email column.
        country: likewise.
        rows: the values as they were meant; each is a customer, unless its email is empty.
        lines: how each row is written.
        header: how the names are written.
        header_at: how many rows stand above it.
        above: lines above all.
        below: lines below all.
        between: lines that stand before a row.
        far: how many clean rows stand between the header and all others, more than are looked at beforehand.
        damaged: rows that may be counted or left out, but are not to be lost from the sum.
        cut: of these, those that may have lost their country.
        marked: rows with stray quotation marks, which may make one row of two.
        has_prose: whether quoted fields hold free text.
        done: what happened to it.
    """

    names: list[str]
    email: int
    country: int
    rows: list[list[str]]
    separator: str
    is_quoted: bool
    ending: str
    lines: list[str] = field(default_factory=list)
    header: str = ""
    header_at: int = 0
    above: list[str] = field(default_factory=list)
    below: list[str] = field(default_factory=list)
    between: list[tuple[int, str]] = field(default_factory=list)
    far: int = 0
    damaged: set[int] = field(default_factory=set)
    cut: set[int] = field(default_factory=set)
    marked: set[int] = field(default_factory=set)
    has_prose: bool = False
    done: list[str] = field(default_factory=list)

    def write(self) -> None:
        """Write all rows anew, as RFC 4180 has it."""
        self.lines = [self.line(row) for row in self.rows]
        self.header = self.line(self.names)

    def line(self, row: list[str]) -> str:
        """A row as it is written."""
        return self.separator.join(map(self.cell, row))

    def cell(self, value: str) -> str:
        """A value as it is written."""
        if not self.is_quoted and not any(special in value for special in (self.separator, '"', "\n")):
            return value
        return '"' + value.replace('"', '""') + '"'

    def text(self) -> str:
        """The whole file."""
        body: list[str] = []
        for at, line in enumerate(self.lines):
            if at == self.header_at:
                body += [self.header, *map(self.line, self._far())]
            body += [other for place, other in self.between if place == at]
            body.append(line)
        return self.ending.join([*self.above, *body, *self.below, ""])

    def most(self) -> Counter[str]:
        """The customers by country, none left out."""
        return self._of_far() + Counter(dict(self._pairs(set())).values())

    def least(self) -> Counter[str]:
        """Those whom no damage touches, nor takes their country from."""
        of = dict(self._pairs(self.damaged))
        lost = {self.rows[at][self.email] for at in self.cut}
        return self._of_far() + Counter(country for email, country in of.items() if email not in lost)

    @property
    def quoted_lines(self) -> QuotedLines | None:
        """What lines between quotation marks are; None where some are text and others rows."""
        if self.has_prose and self.marked:
            return None
        return QuotedLines.TEXT if self.has_prose else QuotedLines.ROWS

    @property
    def height(self) -> int:
        """How many rows are to be in the sum: none that are blank, or above the header and maybe titles."""
        titles = {at for at in range(self.header_at) if at in self.cut or not self.rows[at][self.email]}
        rows = sum(any(row) and at not in titles for at, row in enumerate(self.rows))
        return self.far + rows - max(0, len(self.marked) - 1)

    def _far(self) -> Iterator[list[str]]:
        codes = list(COUNTRIES)
        for number in range(self.far):
            row = ["n" * 2_000 for _ in self.names]
            row[self.email], row[self.country] = f"far{number}@x.example", codes[number % len(codes)]
            yield row

    def _of_far(self) -> Counter[str]:
        codes = list(COUNTRIES.values())
        return Counter(codes[number % len(codes)] for number in range(self.far))

    def _pairs(self, without: set[int]) -> list[tuple[str, str]]:
        return [
            (row[self.email], COUNTRIES[row[self.country]])
            for at, row in enumerate(self.rows)
            if at not in without and row[self.email]
        ]


@st.composite
def sheets(draw: st.DrawFn) -> Sheet:
    """Clean tables, in which who comes twice is in the same country."""
    others = draw(st.lists(st.sampled_from(OTHER_NAMES), max_size=3, unique=True))
    email, country = draw(st.sampled_from(NAMES))
    names = draw(st.permutations([email, country, *others]))
    at_email, at_country = names.index(email), names.index(country)
    rows = []
    drawn, others_behind = draw(st.integers(3, 14)), draw(st.sampled_from([0, 0, 60, 150]))
    for number in range(drawn + others_behind):
        is_drawn = number < drawn
        person = draw(st.sampled_from([number, number, number, number // 2])) if is_drawn else number
        row = [draw(st.sampled_from(WORDS)) if is_drawn else "n" for _ in names]
        row[at_email] = (
            draw(st.sampled_from([f"p{person}@x.example"] * 9 + [""])) if is_drawn else f"p{person}@x.example"
        )
        row[at_country] = list(COUNTRIES)[person % len(COUNTRIES)]
        rows.append(row)
    shift = draw(st.integers(0, others_behind))
    rows = rows[-shift:] + rows[:-shift] if shift else rows
    sheet = Sheet(
        names,
        at_email,
        at_country,
        rows,
        separator=draw(st.sampled_from(",;\t|")),
        is_quoted=draw(st.booleans()),
        ending=draw(st.sampled_from(["\n", "\r\n"])),
    )
    sheet.write()
    return sheet
