"""Characters that steer a terminal or turn text around are written out, and nothing else is changed."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from worker.text.unseen import UNSEEN, escaped


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("\x1b[31mred\x1b[0m", r"\u001b[31mred\u001b[0m"),
        ("\u202egnp.exe", r"\u202egnp.exe"),
        ("\x9b2J\x7f\r\a", r"\u009b2J\u007f\u000d\u0007"),
        ("Ger\u200bmany\ufeff\u2066", r"Ger\u200bmany\ufeff\u2066"),
        ("\U000e0041", r"\udb40\udc41"),
        ("\udcff", r"\udcff"),
    ],
)
def test_what_is_not_seen_is_written_out(text: str, written: str) -> None:
    assert escaped(text) == written


@pytest.mark.parametrize("text", ["a,b\n\tc", "Côte d'Ivoire", "日本 🇩🇪", "Ελλάδα عربي हिन्दी", r"\u202e"])
def test_all_else_stays_as_it_is(text: str) -> None:
    assert escaped(text) == text


@given(st.text())
def test_json_means_the_same(text: str) -> None:
    for ascii_only in (True, False):
        document = escaped(json.dumps({"value": text}, ensure_ascii=ascii_only))
        assert json.loads(document) == {"value": text}
        assert not UNSEEN.search(document)
