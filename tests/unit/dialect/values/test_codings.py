"""Values that are also codes of countries are not counted as such where they rather are something else."""

from __future__ import annotations

import pytest

from tests.unit.dialect.reading import detected, doubts
from worker.dialect.model import DoubtCode, NotAvailable

OTHERS = [
    ("Yes No", "answers"),
    ("ja no", "answers"),
    ("SI NO", "answers"),
    ("Sí NO", "answers"),
    ("Ano Ne", "answers"),
    ("IN OUT", "answers"),
    ("Mr Ms", "titles"),
    ("Mr. Mrs.", "titles"),
    ("EN DE FR ES IT SV AR", "languages"),
    ("en-US de-DE sv-SE", "languages"),
    ("com de fr", "ends of web addresses"),
    (".com .de .fr", "ends of web addresses"),
    ("CA GA", "American states"),
    ("US CA TX NY", "American states"),
    ("Georgia Florida Texas", "American states"),
    ("UK Norfolk Kent Suffolk", "British counties"),
    ("BE LU SG AG GE NE FR", "Swiss cantons"),
    ("BA PR SC PE PA MA MT", "Brazilian states"),
    ("NA PA BO GE BA", "Italian provinces"),
    ("EC NC GP WC", "South African provinces"),
    ("GM UK SP SW SZ AU CH JA FR EI PO", "FIPS codes"),
    ("NA SA AS AF", "parts of the world"),
    ("NA NA EMEA", "parts of the world"),
    ("Mo Di Mi Do Fr Sa So", "weekdays"),
    ("lu ma me je ve", "weekdays"),
    ("AM PM", "halves of the day"),
    ("EST EST EST CET GMT", "time zones"),
    ("FRA FRA FRA FRA MUC HAM LHR", "codes of something else"),
]
COUNTRIES = [
    "DE FR ES IT",
    "de fr es it",
    "DE FR IT ES NL PL SE GB US",
    "US",
    "GA",
    "NO",
    "NO SE DK IS",
    "SI HR ME",
    "CA US",
    "CA DE IL",
    "IN SG MY",
    "AR BO BR CL CO PE",
    "AR CO PA PE",
    "CH AT LI DE",
    "ZA BW ZM ZW",
    "MA DZ TN FR",
    "SN CI ML BF NE",
    "GE AM AZ TR",
    "KY BM BS US",
    "DE FR KM",
    "DEU FRA COM",
    "Georgia Germany France",
    "EST LVA LTU",
    "ME RS BA AL",
]


def _file(values: str, name: str) -> str:
    rows = [f"p{number}@x.com,{value}\n" for number, value in enumerate(values.split() * 6)]
    return f"email,{name}\n{''.join(rows)}"


@pytest.mark.parametrize("name", ["country", "Land", "ISO code"])
@pytest.mark.parametrize(("values", "what"), OTHERS)
def test_what_rather_is_something_else_is_asked_about_and_not_proposed(
    values: str, what: str, name: str
) -> None:
    found = detected(_file(values, name))
    assert (found.reading.country, doubts(found)) == (None, {DoubtCode.COUNTRY_COLUMN})
    assert f"seems to hold {what}" in found.reading.doubts[0].message
    is_namibia = NotAvailable.NAMIBIA
    assert not detected(_file(values, name), country=1, not_available=is_namibia).reading.doubts


@pytest.mark.parametrize("values", COUNTRIES)
def test_ordinary_lists_of_countries_are_not_asked_about(values: str) -> None:
    found = detected(_file(values, "country"))
    assert (found.reading.country, found.reading.doubts) == (1, ())


def test_a_misspelt_country_of_many_rows_is_no_language() -> None:
    text = _file("DE FR IT ES NL", "country") + "".join(f"q{at}@x.com,DE\n" for at in range(300))
    assert not detected(f"{text}z@x.com,EN\n").reading.doubts


@pytest.mark.parametrize(
    ("rows", "is_asked"),
    [
        ("US,10001,New York|IN,46201,Indianapolis|US,94103,|DE,19801,Wilmington|US,,", True),
        ("US,10001,New York|Georgia,30301,Atlanta|US,94103,", True),
        ("US,10001,New York|CA,M5V 2T6,Toronto|DE,10115,Berlin|IN,110001,Delhi", False),
        ("US,10001,New York|DE,80331,München|CA,H2X 1Y4,Montréal", False),
    ],
)
def test_states_among_countries_are_told_by_their_own_cities_and_postal_codes(
    rows: str, is_asked: bool
) -> None:
    lines = [f"p{at}@x.com,{row}\n" for at, row in enumerate(rows.split("|") * 6)]
    found = detected(f"email,country,zip,city\n{''.join(lines)}")
    assert (doubts(found) == {DoubtCode.COUNTRY_COLUMN}) is is_asked
