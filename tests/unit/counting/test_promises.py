"""Columns that hold something else further on in a file, far behind what is looked at first."""

from __future__ import annotations

from itertools import islice

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pages.reading.choices import confirmed, obstacle
from tests.unit.counting.answering import NOTHING_SAID, Outcome, outcome
from tests.unit.counting.files import TINY, report
from worker.counting.process.protocol import Tuning
from worker.counting.source.sampling import Sampler
from worker.dialect.answers import found_by_counting, proposed_by_counting
from worker.dialect.book import Book, BookKind
from worker.dialect.model import Choices, Dialect, DoubtCode, Reading
from worker.dialect.table.layout import Layout

USUAL = Tuning()
STATES = ("CA", "GA", "IL", "PA", "DE")
TOWNS = ("Los Angeles", "Atlanta", "Chicago", "Pittsburgh", "Dover")


def table(header: str, first: str, then: str, rows: int = 6_000, share: float = 0.3) -> bytes:
    """Customers; the last ones, that share of all, are written otherwise."""
    lines = [header]
    for at in range(rows):
        form = first if at < rows * (1 - share) else then
        lines.append(form.format(at=at, state=STATES[at % 5], town=TOWNS[at % 5]))
    return "\n".join([*lines, ""]).encode()


def answered(data: bytes, reading: Reading) -> Outcome:
    return outcome(data, confirmed(NOTHING_SAID, reading), USUAL)


def asked(data: bytes, tuning: Tuning = USUAL) -> Reading:
    reading = outcome(data, tuning=tuning).asked
    assert reading is not None
    return reading


@pytest.mark.parametrize("share", [0.08, 0.3, 0.7])
def test_emails_that_go_on_in_another_column_are_asked_about(share: float) -> None:
    data = table("email,email2,country", "p{at}@x.example,,DE", ",p{at}@x.example,DE", share=share)

    reading = asked(data)

    assert [doubt.code for doubt in reading.doubts] == [DoubtCode.FURTHER_EMAILS]
    assert "“email2” (column 2) has one" in reading.doubts[0].message
    done = answered(data, reading).counted
    assert done is not None
    assert report(done) == {"DE": 6_000}


@pytest.mark.parametrize(
    ("first", "then"),
    [("p{at}@x.example,Ann,DE", ",p{at}@x.example,DE"), ("p{at}@x.example,Ann,DE", "Ann,p{at}@x.example,DE")],
)
def test_they_may_go_on_in_any_column_that_held_something_else(first: str, then: str) -> None:
    data = table("email,contact,country", first, then)
    reading = asked(data)
    assert [doubt.code for doubt in reading.doubts] == [DoubtCode.FURTHER_EMAILS]
    done = answered(data, reading).counted
    assert done is not None
    assert report(done) == {"DE": 6_000}


@pytest.mark.parametrize("share", [0.08, 0.3, 0.7])
def test_countries_that_go_on_in_another_column_are_asked_about(share: float) -> None:
    data = table("email,country,billing country", "p{at}@x.example,DE,DE", "p{at}@x.example,,DE", share=share)

    reading = asked(data)

    assert [doubt.code for doubt in reading.doubts] == [DoubtCode.FURTHER_COUNTRIES]
    done = answered(data, reading).counted
    assert done is not None
    assert report(done) == {"DE": 6_000}


@pytest.mark.parametrize(
    "then", ["p{at}@x.example,{state},Springfield", "p{at}@x.example,{state},{town}"], ids=["five", "by town"]
)
@pytest.mark.parametrize("share", [0.08, 0.3, 0.7])
def test_states_behind_countries_are_asked_about_and_not_proposed(share: float, then: str) -> None:
    data = table("email,country,city", "p{at}@x.example,US,{town}", then, share=share)

    reading = asked(data)

    assert [doubt.code for doubt in reading.doubts] == [DoubtCode.FURTHER_COUNTRIES]
    assert "American states" in reading.doubts[0].message
    assert obstacle(reading) == "Choose the column that holds the countries."
    sure = confirmed(NOTHING_SAID, reading.model_copy(update={"country": 1}))
    assert outcome(data, sure, USUAL).counted is not None


@pytest.mark.parametrize(
    ("then", "code"),
    [
        ("person {at},DE", DoubtCode.FURTHER_EMAILS),
        ("p{at}@x.example,Segment {at}", DoubtCode.FURTHER_COUNTRIES),
        ("p{at}@x.example,TX", DoubtCode.FURTHER_COUNTRIES),
    ],
)
def test_something_else_altogether_is_asked_about(then: str, code: DoubtCode) -> None:
    data = table("email,country", "p{at}@x.example,DE", then, share=0.1)
    reading = asked(data)
    assert [doubt.code for doubt in reading.doubts] == [code]
    done = answered(data, reading).counted
    assert done is not None
    assert done.quality.rows == 6_000


def test_two_columns_that_change_are_asked_about_at_once() -> None:
    first, then = "p{at}@x.example,,FR,FR", ",p{at}@x.example,,FR"
    data = table("email,email2,country,billing country", first, then)

    reading = asked(data)

    assert [doubt.code for doubt in reading.doubts] == [
        DoubtCode.FURTHER_EMAILS,
        DoubtCode.FURTHER_COUNTRIES,
    ]
    done = answered(data, reading).counted
    assert done is not None
    assert report(done) == {"FR": 6_000}


@pytest.mark.parametrize(
    "then",
    [
        "p{at}@x.example,,US,",
        ",,US,",
        "p{at}@x.example,,CA,Toronto",
        "p{at}@x.example,,{state},Rostock",
    ],
)
def test_columns_that_stay_what_they_are_are_no_question(then: str) -> None:
    first = "p{at}@x.example,q{at}@x.example,FR,Paris\np{at}@y.example,,GB,London"
    assert outcome(table("email,email2,country,town", first, then, share=0.04), tuning=USUAL).counted


def test_columns_sorted_by_country_are_no_question() -> None:
    countries = ("AT", "BE", "CA", "CH", "DE", "DK", "ES", "FR", "GB", "IL", "IN", "IT", "NL", "SE", "US")
    lines = [f"p{at}@x.example,{countries[at // 500]},Paris" for at in range(500 * len(countries))]
    assert outcome("\n".join(["email,country,town", *lines]).encode(), tuning=USUAL).counted


def test_a_person_may_know_better() -> None:
    data = table("email,email2,country", "p{at}@x.example,,DE", ",p{at}@x.example,DE")
    done = outcome(data, Choices(same_columns=True), USUAL).counted
    assert done is not None
    assert done.quality.rejected == {"missing": 1_800}
    assert outcome(data, Choices(is_confirmed=True), USUAL).asked is not None


def test_what_is_asked_depends_on_the_file_alone() -> None:
    data = table("email,email2,country", "p{at}@x.example,,DE", ",p{at}@x.example,DE", rows=3_000)
    assert asked(data, TINY) == asked(data, USUAL) == asked(data, Tuning(block_bytes=10_000, threads=2))


@settings(max_examples=30)
@given(st.binary(max_size=2_000), st.integers(1, 60), st.lists(st.integers(1, 9_000), min_size=1))
def test_which_rows_are_looked_at_depends_on_the_text_alone(seed: bytes, times: int, cuts: list[int]) -> None:
    text = (seed.replace(b"\n", b"") + b"a,b\n") * times * 40
    layout = Layout(Dialect(columns=("a", "b")), 0, 1, 2, 2, 0, 2)

    def rows(sizes: list[int]) -> list[list[str]]:
        rest, at, sampler = memoryview(text), 0, Sampler()
        chunks = []
        while rest:
            chunks.append(bytes(rest[: sizes[at % len(sizes)]]))
            rest, at = rest[sizes[at % len(sizes)] :], at + 1
        assert b"".join(sampler.follow(chunks)) == text
        return sampler.rows(layout)

    assert rows(cuts) == rows([len(text)])


def test_the_question_is_shown_again_until_it_is_answered() -> None:
    data = table("email,email2,country", "p{at}@x.example,,DE", ",p{at}@x.example,DE")
    known = asked(data)
    look = known.model_copy(update={"doubts": (), "other_emails": ()})  # as the beginning alone is read

    assert found_by_counting(known, look, NOTHING_SAID) == known.doubts
    assert proposed_by_counting(known, NOTHING_SAID) == {"other_emails": (1,)}
    assert proposed_by_counting(known, Choices(other_emails=())) == {}
    assert found_by_counting(known, look, Choices(same_columns=True)) == ()
    assert not list(islice(found_by_counting(known, look, Choices(other_emails=())), 1))


def test_the_question_is_shown_again_though_the_names_of_sheets_were_shortened() -> None:
    known = asked(table("email,email2,country", "p{at}@x.example,,DE", ",p{at}@x.example,DE"))
    book = Book(kind=BookKind.XLSX, sheet=1, sheets=("Sheet 1", "of ada@x.org"))
    kept = book.model_copy(update={"sheets": ("Sheet 1", "Sheet 2")})
    look = of_sheet(known, book).model_copy(update={"doubts": (), "other_emails": ()})

    assert found_by_counting(of_sheet(known, kept), look, NOTHING_SAID) == known.doubts
    other = kept.model_copy(update={"sheet": 0})
    assert found_by_counting(of_sheet(known, other), look, NOTHING_SAID) == ()


def of_sheet(reading: Reading, book: Book) -> Reading:
    return reading.model_copy(update={"dialect": reading.dialect.model_copy(update={"book": book})})
