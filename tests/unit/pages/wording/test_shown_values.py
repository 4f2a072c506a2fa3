from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pages.wording.shown_values import cleaned, shown
from worker.text.unseen import UNSEEN


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("Atlantis", "Atlantis"),
        ("two\nlines\tand \x0b more\u2028", "two lines and more"),
        ("\u202egnp.exe", "\ufffdgnp.exe"),
        ("\x1b[31mred", "\ufffd[31mred"),
        ("Ger\u200bmany\u2069", "Ger\ufffdmany\ufffd"),
        ("__proto__", "__proto__"),
        ("<b>&amp;</b>", "<b>&amp;</b>"),
        ("Zalgo" + "\u0301" * 500, "Zalgo" + "\u0301" * 4),
    ],
)
def test_a_value_is_on_one_line_and_what_is_not_seen_has_a_stand_in(value: str, text: str) -> None:
    assert shown(value, 200) == text


def test_a_long_value_is_cut_in_the_middle() -> None:
    assert len(shown("x" * 10_000 + "end", 200)) == 200
    assert shown("x" * 10_000 + "end", 200).endswith("end")


@given(st.text())
def test_nothing_that_is_not_seen_is_left_and_lines_stay(value: str) -> None:
    assert not UNSEEN.search(shown(value, 200))
    assert not UNSEEN.search(cleaned(value).replace("\r", ""))
    assert len(cleaned(value)) == len(value)
