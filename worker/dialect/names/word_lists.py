"""Lists of words and of phrases, as the vocabularies of column names write them."""

from __future__ import annotations

from worker.dialect.names.name_words import plain_name, words_in

Phrase = tuple[str, ...]


def phrases(text: str) -> tuple[Phrase, ...]:
    """The phrases of a list, separated by commas and ends of lines, each as the words of a name."""
    return tuple(
        words for phrase in plain_name(text.replace("\n", ",")).split(",") if (words := words_in(phrase))
    )


def word_set(text: str) -> frozenset[str]:
    """The words of a list, separated by blanks, as they stand."""
    return frozenset(text.split())
