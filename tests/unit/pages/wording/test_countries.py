from __future__ import annotations

from itertools import product
from string import ascii_uppercase

from pages.wording.countries import country_name
from worker.countries import country_code


def test_every_code_the_worker_may_write_has_a_name() -> None:
    pairs = ("".join(pair) for pair in product(ascii_uppercase, repeat=2))
    codes = {code for code in map(country_code, pairs) if code is not None}
    assert len(codes) > 240
    assert [code for code in codes if country_name(code) is None] == []


def test_names_are_english() -> None:
    assert country_name("DE") == "Germany"
    assert country_name("CI") == "Côte d’Ivoire"  # noqa: RUF001 - as CLDR has it


def test_customers_without_a_country_are_named_too() -> None:
    assert country_name("") == "No country"


def test_anything_else_has_no_name() -> None:
    assert [country_name(value) for value in ("Atlantis", "de", "001", "ZZ", "XA")] == [None] * 5
