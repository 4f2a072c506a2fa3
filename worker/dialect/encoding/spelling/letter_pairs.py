"""A field as pairs of letters, and how strange its other characters are."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from worker.dialect.encoding.spelling.letters import BORDER, is_letter, plain_word

_BEFORE_WORDS = "\u2018“„«¿¡(\u201a"
_BEHIND_WORDS = "\u2019”“»…®™°ºª\u00a0"
_WITHIN_WORDS = "\u2019·"
_DASHES = "\u2013—"
_ALONE = "\u2013—€•£§°«»©®™…\u00a0"
_USUAL, _ODD, _ODD_AT_WORDS, _ODD_WITHIN_WORDS, _MEANINGLESS = -4.0, -9.0, -12.0, -14.0, -14.0
_CAPITAL_WITHIN_WORD = -8.0


@dataclass(frozen=True, slots=True)
class SpelledField:
    """A field as it is read in one encoding.

    Attributes:
        pairs: letters beside letters, in small letters; BORDER for what is none.
        strangeness: how unlikely its characters and capitals stand where they do, as a logarithm.
        has_letters: whether there are letters beyond ASCII.
    """

    pairs: tuple[str, ...]
    strangeness: float
    has_letters: bool


def read_field(text: str) -> SpelledField:
    """Take a field apart."""
    text = unicodedata.normalize("NFC", text)
    raw, small = f" {text} ", f" {plain_word(text)} "
    letters = [is_letter(character) for character in raw]
    pairs: list[str] = []
    strangeness = 0.0
    for place in range(1, len(raw)):
        character, before = raw[place], raw[place - 1]
        if character > "\x7f" and not letters[place]:
            strangeness += _of_character(character, is_behind=letters[place - 1], before=raw[place + 1])
            if letters[place - 1]:
                pairs.append(small[place - 1] + BORDER)
        elif letters[place] or letters[place - 1]:
            if character.isupper() and not (character + before).isascii():
                strangeness += _CAPITAL_WITHIN_WORD * _is_within(before, raw[place + 1 :])
            pairs.append("".join(small[at] if letters[at] else BORDER for at in (place - 1, place)))
    return SpelledField(
        tuple(pairs),
        strangeness,
        any(character > "\x7f" for character, is_one in zip(raw, letters, strict=True) if is_one),
    )


def _of_character(character: str, *, is_behind: bool, before: str) -> float:
    if character == "\ufffd" or unicodedata.category(character)[0] == "C":
        return _MEANINGLESS + _ODD
    is_before = is_letter(before)
    if is_behind and is_before:
        is_usual = character in _WITHIN_WORDS or (character in _DASHES and not before.islower())
        return _USUAL if is_usual else _ODD_WITHIN_WORDS
    usual = _BEHIND_WORDS if is_behind else _BEFORE_WORDS if is_before else _ALONE
    if character in usual:
        return _USUAL
    return _ODD_AT_WORDS if is_behind or is_before else _ODD


def _is_within(before: str, behind: str) -> bool:
    """Whether a capital stands between these where no word has one: "pÜl", "PÜl"."""
    return before.islower() or (before.isupper() and behind[:1].islower())
