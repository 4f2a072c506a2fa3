"""Columns of somebody else, or of where something else went, count only if a person says so."""

from __future__ import annotations

import pytest

from tests.unit.dialect.reading import detected, doubts
from worker.dialect.model import DoubtCode
from worker.dialect.names.meaning import COUNTRY

COUNTRIES = ("DE", "FR", "US", "GB", "NL", "IT", "ES")
SENDERS = """
    Sender country|Country of sender|Country (sender)|From country|from_country_code|Dispatch country
    Country of dispatch|Ship from country|ShipFromCountry|Shipped from (country)|Warehouse country
    Land Absender|Absenderland|Absender: Land|Pays expéditeur|Pays de l'expéditeur|Paese mittente
    Paese del mittente|País remitente|País del remitente|País do remetente|Land afzender|Avsändarland
    Avsender land|Afsenderland|Lähettäjän maa|Kraj nadawcy|Země odesílatele|Feladó országa|Țara expeditorului
    Gönderen ülke|Страна отправителя|Країна відправника|Χώρα αποστολέα|差出人の国|发件人国家
"""
DESTINATIONS = """
    To country|Destination country|Country of destination|País de destino|Paese di destinazione
    Pays de destination|Zielland|Bestimmungsland|Land van bestemming|Kraj docelowy
    Страна назначения|目的国|Arrival country|Departure country|Pays d'arrivée|Reiseland|Card country
"""
DISTANT = """
    Last country|Letztes Land|Dernier pays|Último país|Company country|Country of company|Firmenland
    Pays de l'entreprise|País de la empresa|Paese azienda|Kraj firmy|Страна компании|Office country
    organization_country|Employer country
"""
OWN = """
    Country|Ship to country|Shipping country|Sold-to country|Bill to country|Delivery country|IP country
    Work country|Recipient country|Versandland|Country you are from|Land Empfänger
"""


def names(text: str) -> list[str]:
    return [name.strip() for line in text.strip().splitlines() for name in line.split("|")]


def rows(header: str, email: str = "p{at}@x.example", number: int = 40) -> str:
    lines = [f"{at},{email.format(at=at, few=at % 3)},{COUNTRIES[at * 5 % 7]}" for at in range(number)]
    return "\n".join([header, *lines, ""])


@pytest.mark.parametrize("name", names(SENDERS) + names(DESTINATIONS))
def test_a_country_that_is_not_the_customers_is_asked_about_and_not_proposed(name: str) -> None:
    reading = detected(rows(f'Number,Email,"{name}"')).reading
    assert reading.country is None
    assert [doubt.code for doubt in reading.doubts] == [DoubtCode.COUNTRY_COLUMN]


@pytest.mark.parametrize("name", names(DISTANT))
def test_a_country_that_may_be_anothers_is_asked_about(name: str) -> None:
    found = detected(rows(f'Number,Email,"{name}"'))
    assert found.reading.country == 2
    assert doubts(found) == {DoubtCode.COUNTRY_COLUMN}
    assert not detected(rows(f'Number,Email,"{name}"'), country=2).reading.doubts


@pytest.mark.parametrize("name", names(OWN))
def test_a_country_of_the_customer_is_no_question(name: str) -> None:
    found = detected(rows(f'Number,Email,"{name}"'))
    assert (found.reading.country, doubts(found)) == (2, set())


def test_a_column_of_the_customers_own_is_taken_before_those_of_others() -> None:
    data = "Email,Country,Sender country,Last country,To country\n" + "p@x.example,DE,FR,US,IT\n" * 20
    found = detected(data)
    assert (found.reading.country, doubts(found)) == (1, set())
    assert COUNTRY.rules_out("Sender country")


@pytest.mark.parametrize(
    "name",
    ["Sender email", "From email", "Absender E-Mail", "E-mail expéditeur", "Correo remitente", "To email"],
)
def test_an_email_of_a_sender_is_asked_about(name: str) -> None:
    found = detected(rows(f"Number,{name},Country"))
    assert (found.reading.email, doubts(found)) == (1, {DoubtCode.EMAIL_COLUMN})
    assert not detected(rows(f"Number,{name},Country"), email=1).reading.doubts


@pytest.mark.parametrize("name", ["Sender email", "Email", "E-Mail", "Contact email"])
def test_a_few_addresses_beside_all_countries_are_not_proposed(name: str) -> None:
    found = detected(rows(f"Number,{name},Country", "staff{few}@shop.example"))
    assert (found.reading.email, doubts(found)) == (None, {DoubtCode.EMAIL_COLUMN})
    assert "staff" not in found.reading.doubts[0].message
    assert not detected(rows(f"Number,{name},Country", "staff{few}@shop.example"), email=1).reading.doubts


@pytest.mark.parametrize("orders", [2, 10, 40])
def test_customers_who_come_again_are_no_question(orders: int) -> None:
    """Each lives in one country, and now and then has something sent elsewhere."""
    lines = [
        f"{at},p{at // orders}@x.example,{'FR' if at % 9 == 0 else COUNTRIES[at // orders % 7]}"
        for at in range(400)
    ]
    assert not detected("\n".join(["Order,Email,Country", *lines, ""])).reading.doubts


def test_many_orders_from_one_country_are_no_question() -> None:
    lines = [f"{at},p{at % 3}@x.example,DE" for at in range(400)]
    assert not detected("\n".join(["Order,Email,Country", *lines, ""])).reading.doubts
