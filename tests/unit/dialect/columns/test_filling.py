"""A second column that has what the chosen one lacks is asked about; the answer gives the right number."""

from __future__ import annotations

import hashlib

import pytest

from pages.reading.choices import confirmed, obstacle
from tests.unit.counting.answering import NOTHING_SAID, outcome
from tests.unit.counting.files import report
from worker.dialect.model import Choices, DoubtCode, Reading

ROWS = 60
CODES = ("DE", "FR", "US", "GB", "NL")
NAMES = ("Germany", "France", "United States", "United Kingdom", "Netherlands")


def table(header: str, *, lacking: int, row: str, filled: str) -> bytes:
    """Customers of five countries; of each ten rows so many lack what the other column has."""
    lines = [header]
    for at in range(ROWS):
        email, code, name = f"p{at}@x.example", CODES[at % 5], NAMES[at % 5]
        form = filled if (at * 7) % 10 < lacking else row
        digest = hashlib.sha256(email.encode()).hexdigest()
        lines.append(form.format(email=email, code=code, name=name, digest=digest))
    return "\n".join([*lines, ""]).encode()


RIGHT = {"DE": 12, "FR": 12, "GB": 12, "NL": 12, "US": 12}
EMAILS = {
    "numbered": ("email,email_2,country", "{email},,{code}", ",{email},{code}", (0, 1)),
    "the second first": ("E-Mail 1,E-Mail 2,Land", "{email},,{code}", ",{email},{code}", (0, 1)),
    "secondary": ("Email,Secondary Email,Country", "{email},,{code}", ",{email},{code}", (0, 1)),
    "in French": ("courriel,autre courriel,pays", "{email},,{code}", ",{email},{code}", (0, 1)),
    "home": ("home email,email,country", "{email},,{code}", ",{email},{code}", (1, 0)),
    "hashed": ("email,email_sha256,country", "{email},,{code}", ",{digest},{code}", (0, 1)),
    "no email at all": ("email,backup email,country", "{email},,{code}", "none,{email},{code}", (0, 1)),
    "not named": ("email,contact info,country", "{email},,{code}", ",{email},{code}", (0, 1)),
}
COUNTRIES = {
    "code and name": ("email,country_code,country_name", "{email},{code},", "{email},,{name}"),
    "in German": ("E-Mail,Land,Rechnungsland", "{email},{code},", "{email},,{name}"),
    "billing": ("email,country,billing country", "{email},{code},{code}", "{email},,{code}"),
    "unknown": ("email,country,shipping country", "{email},{code},{code}", "{email},N/A,{code}"),
}


def asked(data: bytes) -> Reading:
    reading = outcome(data).asked
    assert reading is not None
    return reading


@pytest.mark.parametrize("lacking", [1, 3, 5, 7, 9])
@pytest.mark.parametrize("kind", EMAILS)
def test_emails_in_two_columns_are_asked_about_and_used_together(kind: str, lacking: int) -> None:
    header, row, filled, _ = EMAILS[kind]
    data = table(header, lacking=lacking, row=row, filled=filled)

    reading = asked(data)

    assert [doubt.code for doubt in reading.doubts] == [DoubtCode.EMAIL_COLUMN]
    assert obstacle(reading) is None
    done = outcome(data, confirmed(NOTHING_SAID, reading)).counted
    assert done is not None
    assert report(done) == RIGHT
    assert done.quality.rejected == {}


@pytest.mark.parametrize("lacking", [1, 3, 5, 7, 9])
@pytest.mark.parametrize("kind", COUNTRIES)
def test_countries_in_two_columns_are_asked_about_and_used_together(kind: str, lacking: int) -> None:
    header, row, filled = COUNTRIES[kind]
    data = table(header, lacking=lacking, row=row, filled=filled)

    reading = asked(data)

    assert [doubt.code for doubt in reading.doubts] == [DoubtCode.COUNTRY_COLUMN]
    done = outcome(data, confirmed(NOTHING_SAID, reading)).counted
    assert done is not None
    assert report(done) == RIGHT


def test_one_column_alone_is_as_good_an_answer() -> None:
    data = table("email,email_2,country", lacking=5, row="{email},,{code}", filled=",{email},{code}")
    done = outcome(data, Choices(email=0, other_emails=())).counted
    assert done is not None
    assert done.quality.rejected == {"missing": ROWS // 2}
    data = table("email,country_code,country", lacking=5, row="{email},{code},", filled="{email},,{name}")
    done = outcome(data, Choices(country=2, other_countries=())).counted
    assert done is not None
    assert done.quality.customers_without_country == ROWS // 2


@pytest.mark.parametrize(
    ("header", "row", "filled"),
    [
        ("email,email_2,country", "{email},two@x.example,{code}", ",,{code}"),
        ("email,owner email,country", "{email},,{code}", ",{email},{code}"),
        ("email,country,country of birth", "{email},{code},", "{email},,{code}"),
        ("email,country,billing country", "{email},{code},{code}", "{email},,"),
    ],
)
def test_columns_that_have_nothing_more_are_no_question(header: str, row: str, filled: str) -> None:
    assert outcome(table(header, lacking=3, row=row, filled=filled)).counted is not None


def test_a_stray_row_is_no_question() -> None:
    lines = [f"p{at}@x.example,,DE" for at in range(ROWS)]
    data = "\n".join(["email,email_2,country", *lines[2:], ",p0@x.example,DE", ",p1@x.example,DE", ""])
    done = outcome(data.encode()).counted
    assert done is not None
    assert done.quality.rejected == {"missing": 2}


def test_the_first_country_of_a_row_counts() -> None:
    rows = b"a@x.com,,DE\nb@x.com,unknown,FR\nc@x.com,IT,FR\nd@x.com,Narnia,FR\ne@x.com,,\n"
    data = b"email,country,ip country\n" + rows
    done = outcome(data, Choices(email=0, country=1, other_countries=(2,), is_confirmed=True)).counted
    assert done is not None
    assert report(done) == {"DE": 1, "FR": 1, "IT": 1, "Narnia": 1, "": 1}
    assert done.quality.country_column == "country, ip country"
