from __future__ import annotations

from threading import Thread
from types import SimpleNamespace

import pytest
import streamlit as st

from pages.wording import languages
from pages.wording.languages import COOKIE, language, speaking


@pytest.mark.parametrize(
    ("browsers", "chosen", "spoken"),
    [
        ("de", None, "de"),
        ("de-AT", None, "de"),
        ("en-GB", None, "en"),
        ("xx-YY", None, "en"),
        (None, None, "en"),
        ("de-DE", "en", "en"),
        ("en-US", "de", "de"),
        ("de-DE", "../x", "de"),
    ],
)
def test_what_was_chosen_is_spoken_else_what_the_browser_speaks(
    monkeypatch: pytest.MonkeyPatch, browsers: str | None, chosen: str | None, spoken: str
) -> None:
    cookies = {} if chosen is None else {COOKIE: chosen}
    monkeypatch.setattr(st, "context", SimpleNamespace(locale=browsers, cookies=cookies))
    assert languages._wanted() == spoken


def test_where_nobody_reads_english_is_spoken() -> None:
    found: list[str] = []
    with speaking("de"):
        assert language() == "de"
        thread = Thread(target=lambda: found.append(language()))
        thread.start()
        thread.join()
    assert found == ["en"]
    assert language() == "en"
