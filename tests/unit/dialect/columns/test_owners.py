"""The country that is counted belongs to the email that is, whose columns stand beside those of others."""

from __future__ import annotations

import pytest

from tests.unit.dialect.reading import detected, doubts
from worker.dialect.detected import Detected
from worker.dialect.model import DoubtCode

COUNTRIES = ["DE", "FR", "GB", "US"]
ABROAD = ["NG", "IN", "PH"]


def table(header: str, cells: str) -> str:
    """A table whose rows' cells are made from their number."""
    rows = [
        cells.format(
            email=f"user{row}@mail.example",
            other=f"other{row}@mail.example",
            firm=f"info{row // 2}@firm.example",
            desk="desk@hotel.example",
            home=COUNTRIES[row % 4],
            abroad=ABROAD[row % 3],
        )
        for row in range(24)
    ]
    return "\n".join([header, *rows, ""])


def read(found: Detected) -> tuple[int | None, int | None]:
    return found.reading.email, found.reading.country


@pytest.mark.parametrize(
    "header",
    [
        "Event,,,Attendee,,\nName,City,Country,Name,Email,Country",
        "Guests of May\n\nHotel,Hotel,Hotel,Guest,Guest,Guest\nName,City,Country,Name,Email,Country",
        ",,,Guest,,\nName,City,Country,Name,Email,Country",
        "Veranstaltung,,,Teilnehmer,,\nName,Ort,Land,Name,E-Mail,Land",
        "Order details,,,Customer details,,\nName,City,Country,Name,Email,Country",
        "Before,,,After,,\nName,City,Country,Name,Email,Country.1",
    ],
)
def test_a_country_in_the_emails_group_is_its_country(header: str) -> None:
    found = detected(table(header, "Expo,Lagos,{abroad},Ada,{email},{home}"))
    assert (*read(found), doubts(found) - {DoubtCode.COUNTRY_COLUMN, DoubtCode.EMAIL_COLUMN}) == (4, 5, set())
    assert found.reading.dialect.columns[4:] == tuple(header.rsplit("\n", 1)[-1].split(",")[4:])


def test_an_email_and_a_country_of_one_group_are_taken_together() -> None:
    found = detected(
        table("Hotel,Hotel,Guest,Guest\nEmail,Country,Email,Country", "{desk},{abroad},{email},{home}")
    )
    assert (*read(found), found.reading.other_emails, doubts(found)) == (2, 3, (), set())
    found = detected(
        table("Guest,,Contact,\nEmail,Country,Email,Country", "{desk},{abroad},{email},{home}"), email=2
    )
    assert read(found) == (2, 3)


def test_a_country_that_is_in_a_things_group_only_is_asked_about() -> None:
    header = "Event,,Attendee,,\nTitle,Country,First name,Last name,Email"
    found = detected(table(header, "Expo,{abroad},Ada,Muster,{email}"))
    assert (found.reading.email, doubts(found)) == (4, {DoubtCode.COUNTRY_COLUMN})


@pytest.mark.parametrize(
    "above",
    [
        "Customers of May,,,",
        "Exported by,Ada,,",
        "Contact,,Address,",
        "Report,Customers,May,",
        "1,2,3,4",
        "Personal details,,Address,",
    ],
)
def test_what_else_stands_above_a_header_names_no_groups(above: str) -> None:
    found = detected(table(f"{above}\nName,Email,Name,Country", "Ada,{email},Ada,{home}"))
    assert (*read(found), doubts(found)) == (1, 3, set())


def test_of_countries_of_one_name_the_one_nearest_to_the_email_is_proposed() -> None:
    header = "Name,City,Country,Name,Email,Country"
    found = detected(table(header, "Expo,Lagos,{abroad},Ada,{email},{home}"))
    assert (*read(found), doubts(found)) == (4, 5, {DoubtCode.COUNTRY_COLUMN})


def test_the_country_follows_the_email_that_a_person_chooses() -> None:
    text = table("Contact email,Contact country,Guest email,Guest country", "{email},{home},{other},{abroad}")
    assert read(detected(text)) == (0, 1)
    assert (*read(detected(text, email=2)), detected(text, email=2).reading.doubts) == (2, 3, ())


def test_the_email_of_a_firm_with_several_people_is_asked_about_and_an_answer_decides() -> None:
    text = table("Company,Email,Contact Name,Contact Email,Country", "Firm,{firm},Ada,{email},{home}")
    found = detected(text)
    assert (*read(found), doubts(found)) == (3, 4, {DoubtCode.EMAIL_COLUMN})
    for choices in ({"email": 1}, {"email": 3}, {"is_confirmed": True}):
        answered = detected(text, **choices)
        assert answered.reading.email == choices.get("email", 3)
        assert not answered.reading.doubts


def test_a_bare_country_of_a_thing_is_asked_about_and_an_answer_decides() -> None:
    text = table("Store,Country,Email,Billing Country", "North,{abroad},{email},{home}")
    found = detected(text)
    assert (*read(found), doubts(found)) == (2, 3, {DoubtCode.COUNTRY_COLUMN})
    assert "“Country” (column 2) and “Billing Country” (column 4)" in found.reading.doubts[0].message
    for choices in ({"country": 1}, {"country": 3}, {"is_confirmed": True}):
        answered = detected(text, **choices)
        assert answered.reading.country == choices.get("country", 3)
        assert not answered.reading.doubts


def test_a_country_of_the_emails_owner_with_gaps_is_asked_about() -> None:
    rows = "".join(
        f"{ABROAD[row % 3]},user{row}@mail.example,{'DE' if row % 2 else ''}\n" for row in range(24)
    )
    for header in ("Country,Guest Email,Guest Country", "Country,Your Email,Your Country"):
        found = detected(f"{header}\n{rows}")
        assert (found.reading.country, doubts(found)) == (2, {DoubtCode.COUNTRY_COLUMN})
