"""Words and symbols that stand for no value, in the languages files come in, and what is none of them."""

# ruff: noqa: RUF001 - letters that look alike are what is tested

from __future__ import annotations

import pytest

from worker.countries import Group, country_code, group_of
from worker.text.nothing import means_nothing
from worker.text.nothing_words import WORDS

NOTHING = """
    N/A|n.a.|n/a|N / A|N\\A|n-a|#N/A|<NA>|#NV|#REF!|#DIV/0!|#ЗНАЧ!|none|None|null|NULL|nil|NaN|undefined|\\N
    (null)|unknown|UNKNOWN|Unknown Country|(unknown)|unknown (n/a)|n.a. / unknown|XX-Unknown|UNKNOWN/OTHER
    not set|(not set)|not-set|notSet|NotApplicable|Not specified|not provided|- none -|-- Select --
    Select Country...|[blank]|Other|Other country|Please select your country|test|TEST|XX|xx
    ZZ|xxx|x|0|00|0.0|-|--|–|—|.|...|?|???|*|_|“”|\u200b
    unbekannt|Unbekanntes Land|keine Angabe|k.A.|K. A.|k/A|Sonstige|nicht angegeben|ohne Angabe|leer
    inconnu|Pays inconnu|Non renseigné|NON RENSEIGNE|N.C.|S.O.|Autre pays|aucun|sans objet
    desconocido|País no especificado|sin datos|S/D|sin país|ninguno|otros|desconhecido|Não informado|outro
    sconosciuto|non specificato|n.d.|altro|onbekend|n.v.t.|nvt|niet opgegeven|nieznany|brak danych|nie dotyczy
    okänt|saknas|ukendt|ikke oplyst|ukjent|tuntematon|ei tiedossa|neznámé|neuvedeno|ismeretlen|nincs megadva
    necunoscut|nepoznato|neznano|teadmata|nav norādīts|nenurodyta|bilinmiyor|belirtilmemiş|Άγνωστο|неизвестно
    Н/Д|не указано|невідомо|няма данни|不明|未知|알 수 없음|없음|غير معروف|לא ידוע
    tidak diketahui|không xác định
"""
VALUES = """
    NA|Atlantis|Narnia|EU|Europe|AN|49|+49|test1|Land|country|__proto__|constructor|toString|hasOwnProperty
    XK|XA|QZ|Yugoslavia|🙂|\ufffd|Tom|ND|California|Georgia?|Worldwide|#1
"""


def _split(text: str) -> list[str]:
    return [value for line in text.strip().splitlines() for value in line.strip(" ").split("|")]


@pytest.mark.parametrize("value", ["", " ", "\t", "-" * 10_000, *_split(NOTHING)])
def test_stands_for_nothing(value: str) -> None:
    assert means_nothing(value)
    assert group_of(value) is Group.NONE


@pytest.mark.parametrize("value", [*_split(VALUES), "unknown " * 2_000])
def test_is_a_value(value: str) -> None:
    assert not means_nothing(value)


def test_no_country_is_taken_for_nothing() -> None:
    words = [word.strip() for line in WORDS.splitlines() for word in line.split(",") if word.strip()]
    assert len(words) > 700
    assert [word for word in words if country_code(word)] == []


def test_a_code_is_a_country_whatever_else_it_may_mean() -> None:
    assert {group_of(code) for code in ("NA", "NO", "SO", "NC", "NR", "DK", "XK")} == {Group.COUNTRY}
