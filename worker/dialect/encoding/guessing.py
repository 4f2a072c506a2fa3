"""Guess a text's encoding by the words that it makes: the likeliest in a language that is written so."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate

from worker.dialect.encoding.spelling.letter_pairs import SpelledField, read_field
from worker.dialect.encoding.spelling.letters import latin_languages, letters_of
from worker.dialect.encoding.western import is_known

_WEST = ("de", "fr", "es", "pt", "it", "nl", "sv", "da", "nb", "fi", "is", "ca")
_CENTRE = ("pl", "cs", "sk", "hu", "ro", "hr", "sl", "de", "fr")
_WRITTEN = {
    "cp1252": (0.0, (*_WEST, "et")),
    "iso8859_15": (-4.0, (*_WEST, "et")),
    "mac_roman": (-3.0, _WEST),
    "cp850": (-3.0, _WEST),
    "cp1250": (-1.0, _CENTRE),
    "iso8859_2": (-3.0, _CENTRE),
    "cp852": (-4.0, _CENTRE),
    "mac_latin2": (-5.0, _CENTRE),
    "cp1257": (-2.0, ("lt", "lv", "et", "pl", "de")),
    "cp1254": (-1.5, ("tr", "de", "fr")),
    "cp1251": (0.0, ("ru", "uk", "bg", "sr")),
    "koi8_r": (-2.0, ("ru",)),
    "koi8_u": (-4.0, ("uk", "ru")),
    "cp866": (-2.0, ("ru", "bg")),
    "iso8859_5": (-5.0, ("ru", "uk", "bg", "sr")),
    "mac_cyrillic": (-4.0, ("ru", "uk", "bg", "sr")),
    "cp1253": (0.0, ("el",)),
    "cp1255": (0.0, ("he",)),
    "cp1256": (0.0, ("ar", "fa")),
    "cp874": (-1.0, ("th",)),
    "cp932": (0.0, ("ja",)),
    "euc_jp": (-1.0, ("ja",)),
    "gb18030": (0.0, ("zh", "zh_Hant")),
    "big5": (0.0, ("zh_Hant",)),
    "cp949": (0.0, ("ko",)),
}
"""How much rarer an encoding is in files of customers, as a logarithm, and the languages written in it."""
_ANY_BYTES = "cp1252"
"""What is likeliest where no letter tells."""
_NO_LETTERS = -10.0
_OTHER_LANGUAGE = -2.0
"""Of a field in another language than most."""
_KNOWN = 4.0
_FEW_BYTES, _MOST_BYTES = 400, 2_000
_LONGEST_FIELD = 200
_HOPELESS = 60.0
_HEARD_BYTES, _HEARD_WORDS = 64 * 1024, 60
_HINT_WEIGHT, _MOST_HINT, _WORST_WORD = 0.25, 5.0, 4.0
_OTHER_SCRIPT = -1.5
_BETWEEN_FIELDS = re.compile(rb'[,;\t"\r\n|]+')
_WORDS = re.compile(rb"[A-Za-z][A-Za-z .'\-]{2,60}")


@dataclass(frozen=True, slots=True)
class Guess:
    """An encoding that a text may be in.

    Attributes:
        codec: Python's name of it.
        likelihood: a logarithm; only differences mean something.
        text: the sample in it.
    """

    codec: str
    likelihood: float
    text: tuple[str, ...]


def languages_of(codec: str) -> tuple[str, ...]:
    """The languages that are written in an encoding."""
    return _WRITTEN[codec][1]


def rank_encodings(data: bytes, fields: Sequence[bytes]) -> list[Guess]:
    """The encodings a text may be in, the likeliest first.

    Args:
        data: the text, whose words in plain letters tell of its language.
        fields: those of it with letters beyond ASCII.
    """
    judge = _Judge(data)
    codecs: Iterable[str] = _WRITTEN
    for most in (_FEW_BYTES, _MOST_BYTES):
        sizes = accumulate(min(len(field), _LONGEST_FIELD) for field in fields)
        sample = [field for field, size in zip(fields, sizes, strict=True) if size <= most + _LONGEST_FIELD]
        ranked = sorted((judge.guess(sample, codec) for codec in codecs), key=_likelihood, reverse=True)
        codecs = [each.codec for each in ranked if each.likelihood > ranked[0].likelihood - _HOPELESS]
    return ranked


def _likelihood(guess: Guess) -> float:
    return guess.likelihood


def _decoded(field: bytes, codec: str) -> str:
    text = field[:_LONGEST_FIELD].decode(codec, "replace")
    return text if len(field) <= _LONGEST_FIELD else text.rstrip("\ufffd")  # it may be cut within a character


class _Judge:
    """Weighs fields, each text of them once: encodings agree on many.

    Args:
        data: whose words in plain letters tell of its language.
    """

    def __init__(self, data: bytes) -> None:
        self._fields: dict[str, SpelledField] = {}
        self._likelihoods: dict[tuple[str, str], float] = {}
        self._hints = self._hear(data)

    def guess(self, sample: Sequence[bytes], codec: str) -> Guess:
        """How likely the sample is in an encoding."""
        rarity, languages = _WRITTEN[codec]
        texts = tuple(_decoded(field, codec) for field in sample)
        hints = [self._hints.get(language, _OTHER_SCRIPT if self._hints else 0.0) for language in languages]
        by_text = [[self._likelihood(text, language) for language in languages] for text in texts]
        totals = [hint + sum(column) for hint, column in zip(hints, zip(*by_text, strict=True), strict=True)]
        best = totals.index(max(totals))
        found = rarity + hints[best]
        for text, likely in zip(texts, by_text, strict=True):
            other = max(value + hint for value, hint in zip(likely, hints, strict=True)) - hints[best]
            found += self._field(text).strangeness + max(likely[best], other + _OTHER_LANGUAGE)
            found += _KNOWN * is_known(text)
        if codec != _ANY_BYTES and not any(self._field(text).has_letters for text in texts):
            found += _NO_LETTERS
        return Guess(codec, found, texts)

    def _field(self, text: str) -> SpelledField:
        if text not in self._fields:
            self._fields[text] = read_field(text)
        return self._fields[text]

    def _likelihood(self, text: str, language: str) -> float:
        """Of the field's letters in a language."""
        key = (text, language)
        if key not in self._likelihoods:
            letters = letters_of(language)
            self._likelihoods[key] = sum(letters[pair] for pair in self._field(text).pairs)
        return self._likelihoods[key]

    def _hear(self, data: bytes) -> dict[str, float]:
        """How likely each language in Latin letters is by the words without accents; {} without any."""
        languages = latin_languages()
        totals = [0.0] * len(languages)
        fields = _BETWEEN_FIELDS.split(data[:_HEARD_BYTES])
        words = list(dict.fromkeys(field.decode() for field in fields if _WORDS.fullmatch(field)))
        for word in words[:_HEARD_WORDS]:
            likely = [self._likelihood(word, language) for language in languages]
            for place, value in enumerate(likely):
                totals[place] += max(value - max(likely), -_WORST_WORD)
        hints = [max(-_MOST_HINT, _HINT_WEIGHT * (total - max(totals))) for total in totals]
        return dict(zip(languages, hints, strict=True)) if words else {}
