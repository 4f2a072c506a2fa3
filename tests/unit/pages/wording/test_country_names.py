from __future__ import annotations

from itertools import product
from string import ascii_uppercase

from pages.wording.country_names import country_label
from worker.countries import country_code


def test_every_code_the_worker_may_write_has_a_name() -> None:
    pairs = ("".join(pair) for pair in product(ascii_uppercase, repeat=2))
    codes = {code for code in map(country_code, pairs) if code is not None}
    assert len(codes) > 240
    assert len({country_label(code) for code in codes}) == len(codes)


def test_names_are_english() -> None:
    assert country_label("DE") == "Germany"
    assert country_label("CI") == "Côte d’Ivoire"  # noqa: RUF001 - as CLDR has it


def test_customers_without_a_country_are_named_too() -> None:
    assert {country_label(value) for value in ("", "N/A", "unknown", "-", "ZZ")} == {"No country"}


def test_anything_else_is_not_recognised_even_where_cldr_has_a_name_for_it() -> None:
    values = ("Atlantis", "de", "001", "XA", "EU", "UN", "AC", "IC", "__proto__")
    assert {country_label(value) for value in values} == {"Not recognised"}
