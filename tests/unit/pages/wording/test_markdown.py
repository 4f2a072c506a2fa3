from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pages.wording.markdown import literal, visible


@given(st.text())
def test_no_punctuation_stays_unescaped(text: str) -> None:
    rest = re.sub(r"\\[!-/:-@\[-`{-~]", "", literal(text))
    assert not re.search(r"[!-/:-@\[-`{-~]", rest)


@given(st.text(alphabet=st.characters(min_codepoint=32, max_codepoint=126)))
def test_what_is_read_is_the_text(text: str) -> None:
    read = re.sub(r"\\(.)", r"\1", literal(text)).replace("\N{WORD JOINER}", "")
    assert read == text.strip()


@pytest.mark.parametrize("text", ["https://evil.example", "www.evil.example", "a@b.example", "a->b", "a--b"])
def test_what_streamlit_would_turn_into_a_link_or_an_arrow_is_broken_up(text: str) -> None:
    assert "\N{WORD JOINER}" in literal(text)


def test_control_characters_and_reversed_reading_do_not_pass() -> None:
    assert literal("a\nb\x00c\u202egnp.exe") == "a b c gnp\\.exe"
    assert literal("a\tb\u200bc\ufeffd\u2060e\x9bf") == "a b c d e f"


def test_joined_letters_and_emoji_stay_joined() -> None:
    name = "👩\u200d💻 می\u200cخواهم"  # noqa: RUF001
    assert visible(name) == name
