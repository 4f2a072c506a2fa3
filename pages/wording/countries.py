"""English names of countries."""

from __future__ import annotations

from functools import cache

from babel import Locale

NO_COUNTRY = "No country"
_NO_COUNTRIES = frozenset({"EZ", "QO", "XA", "XB", "ZZ"})  # two letters in CLDR, but no place of anyone


def country_name(country: str) -> str | None:
    """The English name of an ISO 3166-1 alpha-2 code; `No country` of an empty one; None of anything else."""
    return NO_COUNTRY if country == "" else _names().get(country)


@cache
def _names() -> dict[str, str]:
    territories = Locale("en").territories
    known = {code: name for code, name in territories.items() if code not in _NO_COUNTRIES}
    return {code: name for code, name in known.items() if not code.isdigit()}
