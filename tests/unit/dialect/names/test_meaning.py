"""No word of the dictionary, and no header of a tool, is cut into an email or a country."""

from __future__ import annotations

import pytest
from english_words import get_english_words_set  # type: ignore[import-untyped]

from tests.unit.dialect.shapes.table import SHAPES
from worker.dialect.names.meaning import COUNTRY, EMAIL, Wanted

WORDS = get_english_words_set(["web2"], lower=True)
EMAIL_KINDS = {"email", "email2", "owner", "display", "sha256", "sha1", "md5", "-"}
COUNTRY_KINDS = {"country", "country2", "iso", "iso2", "iso3", "isolower", "abroad", "abroadiso", "-"}
MISLEADING = {
    EMAIL.noun: {
        "AddressMailCity",
        "AddressMailCountry",
        "AddressMailPostcode",
        "Email Client",
        "Marked email as spam",
        "donotbulkemail",
    },
    COUNTRY.noun: {
        "Country",
        "Country Code",
        "Kraj",
        "Stato",
        "Stato ordine",
        "billing_countryID",
        "c_nation_key",
        "country",
        "country_id",
        "shipping_countryID",
        "Ülke Kodu",
    },
}
"""Names that say it of columns that hold something else: what they hold must tell."""


@pytest.mark.parametrize(
    ("wanted", "named"),
    [
        (EMAIL, {"mail", "mel"}),
        (COUNTRY, {"country", "countrypeople", "land", "lander", "nation", "pais", "tara"}),
    ],
    ids=["email", "country"],
)
def test_only_words_for_it_are_understood_as_it(wanted: Wanted, named: set[str]) -> None:
    assert len(WORDS) > 200_000
    assert {word for word in WORDS if wanted.rank(word)} == named


@pytest.mark.parametrize(
    ("wanted", "kinds"), [(EMAIL, EMAIL_KINDS), (COUNTRY, COUNTRY_KINDS)], ids=["email", "country"]
)
def test_only_these_headers_of_tools_say_it_of_other_columns(wanted: Wanted, kinds: set[str]) -> None:
    columns = {
        (name, kind.rstrip("?~").split("@")[0]) for shape in SHAPES for name, kind in shape.columns_of()
    }
    assert {name for name, kind in columns if kind not in kinds and wanted.rank(name)} == MISLEADING[
        wanted.noun
    ]
