"""Says what stands in the code in the reader's language: every text of the pages passes here.

`texts/messages.pot` has all of them, `texts/de.po` what they are in German; `.ci/texts` keeps both in step.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from gettext import c2py
from string import Formatter
from typing import Any

from babel import Locale
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po
from babel.numbers import get_decimal_symbol, get_group_symbol

from pages.wording.languages import ENGLISH, TEXTS, language
from worker.text.sentences import Said, Sentence, Wording

_SAMPLES = 200
"""Among so many numbers there is one of each plural form."""


def tr(message: str, **values: object) -> str:
    """A text in the reader's language.

    Args:
        message: in English, as the catalogs have it; or a sentence of the worker's. One that no catalog has
            stays as it is.
        values: for the names in braces; numbers are written as the language does.
    """
    if isinstance(message, Sentence) and message.wording.values:
        return _worded(message.wording) or str(message)
    said = _found(message) or str(message)
    return _FILLING.vformat(said, (), values) if values else said


def trn(one: str, many: str, count: int, **values: object) -> str:
    """The same of something that is counted; `{count}` is how many there are."""
    said = _found(one, count) or (one if count == 1 else many)
    return _FILLING.vformat(said, (), {"count": localised(f"{count:,}"), **values})


def texts_for_browser(folder: str) -> dict[str, str | dict[str, str]]:
    """The texts of modules that run in the browser, by their English; of what is counted, by plural category.

    Args:
        folder: where the modules are, as catalogs name it.
    """
    return _texts_in(folder, language())


def localised(figure: str) -> str:
    """A figure as Python writes it, such as 1,204.5, as the reader's language does."""
    return figure.translate(_symbols(language()))


@cache
def catalog_of(code: str) -> Catalog:
    """The texts of a language; none of English, which is what stands in the code."""
    if code == ENGLISH:
        return Catalog()
    with (TEXTS / f"{code}.po").open("rb") as file:
        return read_po(file, locale=code)


@cache
def _texts_in(folder: str, code: str) -> dict[str, str | dict[str, str]]:
    tag_of = Locale.parse(code).plural_form
    samples = {tag_of(number): number for number in reversed(range(_SAMPLES))}
    found: dict[str, str | dict[str, str]] = {}
    for message in catalog_of(code):
        said = message.string
        if not said or not any(place.startswith(folder) for place, _ in message.locations):
            continue
        if isinstance(said, str):
            found[str(message.id)] = said
        else:
            found[message.id[0]] = {tag: said[_form_of(code)(number)] for tag, number in samples.items()}
    return found


@cache
def _form_of(code: str) -> Callable[[int], int]:
    """Which of the forms of a text is for how many."""
    return c2py(catalog_of(code).plural_expr)


def _found(message: str, count: int | None = None) -> str:
    """A text as the catalog has it; nothing when it has none."""
    known = catalog_of(language()).get(message)
    said = known.string if known else None
    if said is None or isinstance(said, str):
        return said or ""
    return said[0 if count is None else _form_of(language())(count)]


@cache
def _symbols(code: str) -> dict[int, str]:
    return {ord(","): get_group_symbol(code), ord("."): get_decimal_symbol(code)}


class _Filling(Formatter):
    """As `str.format`, with numbers in the reader's language."""

    def format_field(self, value: Any, format_spec: str) -> str:
        written: str = super().format_field(value, format_spec)
        return localised(written) if isinstance(value, int | float) else written


_FILLING = _Filling()


def _worded(wording: Wording) -> str:
    """A sentence of the worker's; nothing when a part of it is unknown, as of a newer worker's."""
    count = wording.values.get("count")
    said = _found(wording.template, count if wording.many and isinstance(count, int) else None)
    values: dict[str, Any] = {}
    for name, value in wording.values.items():
        parts = [_worded(each) if isinstance(each, Wording) else each for each in _listed(value)]
        if "" in parts:
            return ""
        values[name] = parts[0] if len(parts) == 1 else ", ".join(map(str, parts))
    return _FILLING.vformat(said, (), values) if said and values else said


def _listed(value: Said | list[Said]) -> list[Said]:
    return value if isinstance(value, list) else [value]
