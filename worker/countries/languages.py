"""The languages whose names of countries are known; all others only tell that a name is not one country's."""

# ruff: noqa: SIM905 - lists of words

from __future__ import annotations

import babel.localedata

LANGUAGES = tuple(
    """
    en en_GB de de_CH fr it es es_MX pt pt_PT nl pl sv da nb nn fi cs sk hu ro bg hr sl sr sr_Latn bs mk sq el
    tr uk be ru ca eu gl et lv lt ga cy is mt lb ja zh zh_Hant ko ar
    """.split()
)
EASTERN = frozenset("pl cs sk hu ro hr sl sr_Latn bs sq tr et lv lt mt".split())
"""Languages in Latin letters that are written in other encodings of one byte a letter than Windows-1252."""

FURTHER_LANGUAGES = tuple(
    """
    af am az bn fa fil gu he hi hy id ka kk km kn ky lo ml mn mr ms my ne or pa ps si sw ta te th tg tk ur uz
    vi
    """.split()
)
_INVENTED = ("tok", "gez")
"""Toki Pona, and a dead language that calls North and South Korea each the other."""
ALL_LANGUAGES = tuple(
    sorted(known for known in babel.localedata.locale_identifiers() if known.split("_")[0] not in _INVENTED)
)
