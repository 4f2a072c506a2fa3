"""All names that libraries and usual lists have for a country are recognised, and as no other."""

# ruff: noqa: SIM905 - lists of words

from __future__ import annotations

import gettext
from collections.abc import Iterator, Sequence
from pathlib import Path

import babel.localedata
import pycountry
import pytest

from worker.countries import country_code, group_of
from worker.countries.country_groups import Group
from worker.countries.generate import ambiguous_names
from worker.countries.languages import ALL_LANGUAGES, FURTHER_LANGUAGES, LANGUAGES
from worker.countries.squeezing import squeeze

STYLES = Path(__file__).with_name("styles.txt")
"""As the UN, the World Bank, the US State Department, FIFA, MaxMind and shops write them."""

Names = Iterator[tuple[str, str]]

FAULTS = {
    ("DM", "Доминикана"),
    ("DZ", "Poblacht Dhaonlathach an Chongó"),
    ("GM", "República de Zàmbia"),
    ("GM", "Slovenská republika"),
    ("NE", "Republica Nigeria"),
    ("TH", "Reino de Tanzania"),
}
"""Names that a library gives to the wrong country."""
FREQUENT = frozenset(
    """
    US GB DE FR IT ES PT NL BE LU AT CH DK SE NO FI IE PL CZ SK HU RO BG GR HR SI RS BA BY EE LV LT UA MD RU
    TR CN HK JP KR IN AU NZ CA MX BR AR CL CO PE DO ZA AE SA EG MA IL
    """.split()
)
"""Where most customers of most files live."""
WELL_KNOWN = """
    de de_CH fr it es es_MX pt pt_PT nl pl sv da nb fi cs sk hu ro bg hr sl sr bs el tr be ru ca et lv lt ja
    zh ko
    """.split()


def of_iso(language: str, kinds: Sequence[str] = ("name", "official_name", "common_name")) -> Names:
    """The short, official and common names of ISO 3166-1."""
    names = gettext.NullTranslations()
    if language != "en":
        names = gettext.translation("iso3166-1", pycountry.LOCALES_DIR, [language])
    for country in pycountry.countries:
        for kind in kinds:
            if name := getattr(country, kind, None):
                yield country.alpha_2, names.gettext(name)


def of_cldr(language: str) -> Names:
    """The names of countries in one language."""
    for code, name in babel.localedata.load(language)["territories"].items():
        if group_of(code) is Group.COUNTRY:
            yield code, name


def of_styles() -> Names:
    """Names as they are usual somewhere."""
    for line in STYLES.read_text(encoding="utf-8").splitlines():
        code, names = line.split(" ", 1)
        yield from ((code, name) for name in names.split("; "))


def missed(names: Names) -> set[tuple[str, str]]:
    """Those that are not recognised as what they are."""
    return {(code, name) for code, name in names if country_code(name) != code}


@pytest.mark.parametrize("language", ["en", "fr"])
def test_all_names_of_iso_are_recognised(language: str) -> None:
    assert missed(of_iso(language)) == set()


@pytest.mark.parametrize("language", WELL_KNOWN)
def test_names_of_frequent_countries_are_recognised_as_another_source_translates_them(language: str) -> None:
    missing = missed(of_iso(language, ("name", "common_name")))
    assert {(code, name) for code, name in missing if code in FREQUENT} == set()


def test_usual_styles_are_recognised() -> None:
    assert missed(of_styles()) == set()


@pytest.fixture(scope="module")
def ambiguous() -> set[str]:
    return set(ambiguous_names())


def test_all_names_of_cldr_in_the_known_languages_are_recognised_but_those_of_two_countries(
    ambiguous: set[str],
) -> None:
    named = (pair for language in (*LANGUAGES, *FURTHER_LANGUAGES) for pair in of_cldr(language))
    unknown = {(code, name) for code, name in missed(named) if squeeze(name) not in ambiguous}
    assert unknown == {("RU", "Nga"), ("IM", "Man"), ("TH", "Tai")}  # too short, or a code of another


def test_no_name_of_cldr_in_any_language_is_taken_for_another_country() -> None:
    named = (pair for language in ALL_LANGUAGES for pair in of_cldr(language))
    assert {(code, name, country_code(name)) for code, name in missed(named) if country_code(name)} == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_name_of_iso_in_a_known_language_is_taken_for_another_country(language: str) -> None:
    try:
        named = list(of_iso(language))
    except FileNotFoundError:
        named = []
    wrong = {(code, name) for code, name in missed(iter(named)) if country_code(name)}
    assert wrong <= FAULTS


def test_countries_of_the_past_are_never_taken_for_their_successors() -> None:
    gone = {"ANT", "CSK", "DDR", "SCG", "SUN", "YUG", "YMD", "VDR", "NTZ", "PCI", "PCZ", "CTE", "ATB", "AFI"}
    past = [country for country in pycountry.historic_countries if country.alpha_3 in gone]
    assert len(past) == len(gone)
    for country in past:
        reused = {"AI", "BQ"}  # codes of others now
        spellings = {country.alpha_2, country.alpha_3, country.name} - reused
        assert {country_code(spelling) for spelling in spellings} == {None}, country.name


@pytest.mark.parametrize(
    "name",
    [
        *(
            "Yugoslavia",
            "Soviet Union",
            "USSR",
            "Czechoslovakia",
            "East Germany",
            "GDR",
            "DDR",
            "Netherlands Antilles",
        ),
        *(
            "Serbia and Montenegro",
            "Korea",
            "Virgin Islands",
            "Channel Islands",
            "Guiana",
            "Kongo",
            "Antilles",
        ),
        *(
            "Republic of China",
            "Repubblica di Cina",
            "Республика Китай",
            "Taiwan und Republik China",
            "China, Republic of",
            "Republic of Dominica",
            "State of Georgia",
            "Estado de México",
        ),
        *(
            "Northern Cyprus",
            "Turkish Republic of Northern Cyprus",
            "Republic of Texas",
            "Kingdom of Bavaria",
        ),
        *(
            "Georgia, USA",
            "France (LA)",
            "LA - France",
            "DE France",
            "Nga",
            "Benelux",
            "Scandinavia",
            "West Indies",
        ),
        *(
            "Republic",
            "Republic of",
            "Kingdom",
            "The Republic of the",
            "Commonwealth of",
            "Islands",
            "Saint",
            "The",
        ),
    ],
)
def test_names_of_no_country_or_of_several_are_not_guessed(name: str) -> None:
    assert country_code(name) is None


def test_names_in_utf8_that_was_taken_for_windows_1252_are_what_they_were() -> None:
    named = {pair for language in LANGUAGES for pair in of_cldr(language) if not pair[1].isascii()}
    assert len(named) > 1_000
    spoilt = {(country_code(name), "".join(map(as_western, name.encode()))) for _, name in named}
    assert {(code, name) for code, name in spoilt if country_code(name) != code} == set()


@pytest.mark.parametrize("value", ["Ã", "Ãœ", "Atlantís", "AtlantÃ\u00ads", "é"])
def test_other_values_are_no_country_either_way(value: str) -> None:
    assert country_code(value) is None


def as_western(character: int) -> str:
    """A byte as Windows-1252 has it, or Latin-1 where that has nothing."""
    try:
        return bytes([character]).decode("cp1252")
    except UnicodeDecodeError:
        return chr(character)
