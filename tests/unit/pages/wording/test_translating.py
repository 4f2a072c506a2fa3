from __future__ import annotations

from collections.abc import Iterator

import pytest
from babel.messages.catalog import Catalog

from pages.wording import translating
from pages.wording.formats import number, relative, share
from pages.wording.languages import speaking
from pages.wording.translating import localised, texts_for_browser, tr, trn
from tests.unit.pages.wording.test_formats import NOW
from worker.text.sentences import say, say_counted

POLISH: dict[str | tuple[str, ...], str | tuple[str, ...]] = {
    "Ready": "Gotowe",
    "Line {line:,}: {what}.": "Wiersz {line:,}: {what}.",
    "commas": "przecinki",
    ("{count} row", "{count} rows"): ("{count} wiersz", "{count} wiersze", "{count} wierszy"),
    ("{count:,} file", "{count:,} files"): ("{count:,} plik", "{count:,} pliki", "{count:,} plików"),
}


@pytest.fixture(autouse=True)
def polish(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    catalog = Catalog(locale="pl")
    for text, said in POLISH.items():
        catalog.add(text, said, locations=[("pages/uploader/browser/words.js", 0)])
    monkeypatch.setattr(translating, "catalog_of", lambda code: catalog if code == "pl" else Catalog())
    translating._form_of.cache_clear()
    translating._texts_in.cache_clear()
    with speaking("pl"):
        yield
    translating._form_of.cache_clear()
    translating._texts_in.cache_clear()


def test_texts_are_said_in_the_readers_language() -> None:
    assert tr("Ready") == "Gotowe"


def test_what_no_catalog_has_is_said_in_english() -> None:
    assert tr("Not {known}", known=1_234.5) == "Not 1234,5"
    assert tr("Not known {at all}") == "Not known {at all}"
    assert trn("{count} unknown", "{count} unknowns", 2) == "2 unknowns"


def test_each_language_has_its_own_plurals() -> None:
    rows = [trn("{count} row", "{count} rows", count) for count in (1, 3, 5, 22)]
    assert rows == ["1 wiersz", "3 wiersze", "5 wierszy", "22 wiersze"]


def test_a_workers_sentence_is_said_with_its_parts() -> None:
    sentence = say("Line {line:,}: {what}.", line=12_345, what=say("commas"))
    assert tr(sentence) == "Wiersz 12\N{NO-BREAK SPACE}345: przecinki."
    assert tr(say_counted("{count:,} file", "{count:,} files", 5)) == "5 plików"


def test_a_sentence_of_which_a_part_is_unknown_stays_whole_in_english() -> None:
    assert tr(say("Line {line:,}: {what}.", line=1, what=say("hyphens"))) == "Line 1: hyphens."
    assert tr(say("Newer: {line:,}.", line=1)) == "Newer: 1."


def test_figures_are_written_as_the_language_does() -> None:
    assert number(1_204_551) == "1\N{NO-BREAK SPACE}204\N{NO-BREAK SPACE}551"
    assert share(1, 3) == "33,3\N{NO-BREAK SPACE}%"
    assert localised("1.5") == "1,5"
    assert relative(NOW.replace(year=2020), NOW) == "12 mar 2020"


def test_the_browser_gets_its_texts_with_their_plurals() -> None:
    texts = texts_for_browser("pages/uploader/browser/")
    assert texts["Ready"] == "Gotowe"
    assert texts["{count} row"] == {
        "one": "{count} wiersz",
        "few": "{count} wiersze",
        "many": "{count} wierszy",
    }
    assert texts_for_browser("pages/elsewhere/") == {}


def test_english_needs_no_catalog() -> None:
    with speaking("en"):
        assert tr("Ready") == "Ready"
        assert trn("{count} row", "{count} rows", 2_000) == "2,000 rows"
        assert texts_for_browser("pages/uploader/browser/") == {}
