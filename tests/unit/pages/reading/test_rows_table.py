from __future__ import annotations

from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st

from pages.reading.rows_table import rows_table
from worker.desk.preview import Dialect, Reading

KNOWN = {"div", "table", "thead", "tbody", "tr", "th", "td", "small"}


class Cells(HTMLParser):
    """The text of each cell, and the tags there are."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.texts: list[str] = []
        self.used: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        if tag in ("th", "td"):
            self.texts.append("")
            if ("class", "used") in attrs:
                self.used.append("")

    def handle_data(self, data: str) -> None:
        if self.texts:
            self.texts[-1] += data


def reading(*columns: str, email: int | None = None, country: int | None = None) -> Reading:
    return Reading(dialect=Dialect(columns=columns), email=email, country=country)


@given(st.lists(st.lists(st.text(max_size=70), max_size=4), max_size=12), st.lists(st.text(), max_size=4))
def test_whatever_a_file_holds_is_only_text(rows: list[list[str]], columns: list[str]) -> None:
    assert Cells(rows_table(reading(*columns), rows)).tags <= KNOWN


def test_markup_in_a_file_is_shown_as_it_is() -> None:
    shown = Cells(rows_table(reading("<b>x"), [["<img src=x onerror=alert(1)>"]]))
    assert shown.texts == ["<b>x", "<img src=x onerror=alert(1)>"]


def test_the_columns_used_are_marked_in_every_row() -> None:
    shown = Cells(rows_table(reading("Id", "Mail", "Land", email=1, country=2), [["1", "a@b.co", "DE"]] * 3))
    assert shown.texts[:3] == ["Id", "EmailMail", "CountryLand"]
    assert len(shown.used) == 2 * 4


def test_all_email_columns_are_marked() -> None:
    used = reading("Mail", "Id", "Mail 2", email=0).model_copy(update={"other_emails": (2,)})
    shown = Cells(rows_table(used, [["a@b.co", "1", "c@d.co"]]))
    assert shown.texts[:3] == ["EmailMail", "Id", "EmailMail 2"]
    assert len(shown.used) == 2 * 2


def test_rows_that_are_longer_or_shorter_than_the_header_keep_their_places() -> None:
    shown = Cells(rows_table(reading("a", "b"), [["1", "2", "3"], ["4"]]))
    assert shown.texts == ["a", "b", "Column 3", "1", "2", "3", "4", "", ""]


def test_of_many_columns_the_used_ones_are_always_shown() -> None:
    names = [f"c{n}" for n in range(500)]
    shown = Cells(rows_table(reading(*names, email=300, country=2), [names]))
    assert len(shown.texts) == 2 * 41
    assert "Emailc300" in shown.texts


def test_nothing_read_is_an_empty_table() -> None:
    assert Cells(rows_table(reading(), [])).texts == []
