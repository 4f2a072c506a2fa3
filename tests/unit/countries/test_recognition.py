"""Usual spellings become ISO codes; whatever is not exactly a country does not."""

# ruff: noqa: RUF001 - letters that look alike are what is tested

from __future__ import annotations

import pytest

from worker.countries import country_code, country_codes
from worker.countries.accented import ACCENTED
from worker.countries.aliases import ALIASES
from worker.countries.generate import accented, ambiguous_names, beyond_ascii, spellings
from worker.countries.recognition import BEYOND_ASCII, SPELLINGS


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("US", "US"),
        ("us", "US"),
        ("USA", "US"),
        ("U.S.A.", "US"),
        ("u.s.", "US"),
        ("United States", "US"),
        ("United States of America", "US"),
        ("UK", "GB"),
        ("GBR", "GB"),
        ("Great Britain", "GB"),
        ("england", "GB"),
        ("The Netherlands", "NL"),
        ("Holland", "NL"),
        ("NA", "NA"),
        ("Namibia", "NA"),
        ("Côte d\u2019Ivoire", "CI"),
        ("Ivory Coast", "CI"),
        ("SOUTH KOREA", "KR"),
        ("Korea, Republic of", "KR"),
        ("North Korea", "KP"),
        ("Türkiye", "TR"),
        ("turkey", "TR"),
        ("Viet Nam", "VN"),
        ("Russian Federation", "RU"),
        ("Czech Republic", "CZ"),
        ("Trinidad & Tobago", "TT"),
        ("Bosnia and Herzegovina", "BA"),
        ("DR Congo", "CD"),
        ("Congo", "CG"),
        ("Niger", "NE"),
        ("Nigeria", "NG"),
        ("Guinea-Bissau", "GW"),
        ("Hong Kong SAR", "HK"),
        ("Kosovo", "XK"),
        ("Reunion", "RE"),
        ("Curacao", "CW"),
        ("Åland Islands", "AX"),
        ("Deutschland", "DE"),
        ("Oesterreich", "AT"),
        ("España", "ES"),
        ("ESPANA", "ES"),
        ("la France", "FR"),
        ("l'Italie", "IT"),
        ("Pays-Bas", "NL"),
        ("Estados Unidos", "US"),
        ("EE. UU.", "US"),
        ("Irã", "IR"),
        ("Çin", "CN"),
        ("Čad", "TD"),
        ("Polska", "PL"),
        ("Česká republika", "CZ"),
        ("Ελλάδα", "GR"),
        ("Россия", "RU"),
        ("KIBRIS", "CY"),
        ("日本", "JP"),
        ("Éire", "IE"),
        ("EL", "GR"),
        ("BRD", "DE"),
        ("DEU", "DE"),
        ("276", "DE"),
        ("040", "AT"),
        ("🇩🇪", "DE"),
        ("🇩🇪 Germany", "DE"),
        ("ＤＥ", "DE"),
        ('="DE"', "DE"),
        ("„Deutschland“", "DE"),
        ("\ufeffDE\u00a0", "DE"),
        ("DE - Germany", "DE"),
        ("DE-Germany", "DE"),
        ("Germany (DE)", "DE"),
        ("Suisse/Schweiz", "CH"),
        ("United States of America (the)", "US"),
        ("Korea (the Republic of)", "KR"),
        ("Korea, Democratic People's Republic of", "KP"),
        ("Congo (the Democratic Republic of the)", "CD"),
        ("Virgin Islands (U.S.)", "VI"),
        ("Falkland Islands (the) [Malvinas]", "FK"),
        ("St. Lucia", "LC"),
        ("VAE", "AE"),
        ("U S A", "US"),
        ("Congo, Dem. Rep.", "CD"),
        ("Hong Kong, China", "HK"),
        ("Rép. tchèque", "CZ"),
        ("Macedonia, the former Yugoslav Republic of", "MK"),
        ("Palestinian Territory, Occupied", "PS"),
        ("zjednoczone królestwo", "GB"),
        ("Iran, Islamische Republik", "IR"),
        ("Venezuela, República Bolivariana de", "VE"),
        ("Tansania, Vereinigte Republik", "TZ"),
        ("Corea, República Popular Democrática de", "KP"),
        ("Korea, Republiek", "KR"),
        ("Российская Федерация", "RU"),
        ("Объединённые Арабские Эмираты", "AE"),
        ("Республика Казахстан", "KZ"),
        ("ЮАР", "ZA"),
        ("米国", "US"),
        ("السّعوديّة", "SA"),
        ("Germany (+49)", "DE"),
        ("+49 (Germany)", "DE"),
        ("🇩🇪 +49", "DE"),
        ("Canada +1", "CA"),
        ("United%20States", "US"),
        ("C&ocirc;te d&#39;Ivoire", "CI"),
        ("\U0001f3f4\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f", "GB"),
    ],
)
def test_recognises(value: str, code: str) -> None:
    assert country_code(value) == code


@pytest.mark.parametrize(
    "value",
    [
        "",
        "-",
        "?",
        "N/A",
        "n.a.",
        "NULL",
        "\\N",
        "none",
        "49",
        "+49",
        "(+49)",
        "+49 30 1234",
        "%44%45%",
        "A&B;",
        "%25" * 30,
        "40",
        "353",
        "DE - France",
        "US-CA",
        "de-DE",
        "CAD",
        "Kongo",
        "Germany France",
        "x" * 100_000,
        "Unknown",
        "Other",
        "Indiana",
        "Jordan Smith",
        "New Mexico",
        "California",
        "Korea",
        "Europe",
        "EU",
        "ZZ",
        "XX",
        "AN",
        "London",
        "12",
        "Virgin Islands",
        "Soviet Union",
        "United",
        "Chna",
        "\0",
    ],
)
def test_does_not_guess(value: str) -> None:
    assert country_code(value) is None


def test_promise_17_names_that_differ_between_languages_are_no_country() -> None:
    assert ambiguous_names() == {
        "kongo": {"CD", "CG"},
        "конго": {"CD", "CG"},
        "guiana": {"GF", "GY"},
        "светимартин": {"MF", "SX"},
        "nigeri": {"NE", "NG"},
        "toga": {"TG", "TO"},
        "لتونی": {"LT", "LV"},
        "موریتانیا": {"MR", "MU"},
    }


def test_the_table_is_the_one_that_its_sources_give() -> None:
    assert SPELLINGS.read_text(encoding="utf-8") == spellings()
    assert BEYOND_ASCII.read_text(encoding="utf-8") == beyond_ascii()
    assert ACCENTED.read_text(encoding="utf-8") == accented()


def test_every_alias_is_recognised() -> None:
    aliases = [(code, name) for code, names in ALIASES.items() for name in names]
    assert [(country_code(name), name) for _, name in aliases] == aliases


def test_leading_zeros_may_be_missing_where_another_number_can_be_nothing_else() -> None:
    assert country_codes(["276", "40", "8", "FR"]) == {"276": "DE", "40": "AT", "8": "AL", "FR": "FR"}
    assert country_codes(["040", "56"]) == {"040": "AT", "56": "BE"}
    assert country_codes(["40", "56", "FR"]) == {"FR": "FR"}
    assert country_codes(["372", "40"]) == {}  # also Estonia's and Romania's calling codes
    assert country_codes(["276", "40", "49"]) == {}


def test_numbers_may_have_decimals_of_nothing() -> None:
    assert country_codes(["276.0", "40.0", '"840.00"']) == {"276.0": "DE", "40.0": "AT", '"840.00"': "US"}
    assert country_codes(["276.5", "840"]) == {"840": "US"}


def test_a_zero_is_no_country_and_no_reason_to_doubt_the_others() -> None:
    assert country_codes(["276", "0", "0.0", "000"]) == {"276": "DE"}


def test_na_is_namibia_only_among_codes_of_two_letters() -> None:
    assert country_codes(["NA", "DE", "fr"]) == {"NA": "NA", "DE": "DE", "fr": "FR"}
    assert country_codes(["NA", " na "]) == {"NA": "NA", " na ": "NA"}
    assert country_codes(["NA", "Germany", "France", "UK"]).keys() == {"Germany", "France", "UK"}
    assert country_codes(["NA", "DEU"]) == {"DEU": "DE"}
    assert country_codes(["NA", "276"]) == {"276": "DE"}


def test_numbers_are_countries_only_if_all_numbers_of_the_column_are() -> None:
    assert country_codes(["276", "840", "FR", "x"]) == {"276": "DE", "840": "US", "FR": "FR"}
    assert country_codes(["372", "49", "FR"]) == {"FR": "FR"}
    assert country_codes(["276", "353", " FR "]) == {" FR ": "FR"}
