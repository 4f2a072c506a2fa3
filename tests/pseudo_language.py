"""A language in which every text of the catalog is marked, so that what never passed it is found on a page.

It stands in German's place: numbers, dates and names of countries are German, and all else is said as in
English, between marks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from html.parser import HTMLParser
from typing import Any

import pytest
from babel import Locale
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po
from streamlit.testing.v1 import AppTest

from pages.wording import languages, translating

LANGUAGE = "de"
_SHOWN = {
    "label",
    "body",
    "help",
    "placeholder",
    "options",
    "caption",
    "text",
    "value",
    "alt",
    "title",
    "delta",
}
_INNERMOST = re.compile(r"⟦[^⟦⟧]*⟧")
_NOT_READ = re.compile(r":material/\w+:|:[\w-]+-badge\[|https?://\S+|\S+@\S+")
_LOCALE = Locale(LANGUAGE)
_FROM_BABEL = sorted(
    [*_LOCALE.territories.values(), *_LOCALE.months["format"]["wide"].values()], key=len, reverse=True
)


def pseudo_catalog() -> Catalog:
    """Every text between marks."""
    with (languages.TEXTS / "messages.pot").open("rb") as file:
        catalog = read_po(file, locale=LANGUAGE)
    for message in catalog:
        if isinstance(message.id, tuple):
            message.string = tuple(f"⟦{form}⟧" for form in message.id)
        elif message.id:
            message.string = f"⟦{message.id}⟧"
    return catalog


@contextmanager
def speaking_pseudo(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Have all pages speak it."""
    caches = (translating._form_of, translating._texts_in)
    catalog = pseudo_catalog()
    with monkeypatch.context() as patched:
        patched.setattr(translating, "catalog_of", lambda _code: catalog)
        patched.setattr(languages, "_wanted", lambda: LANGUAGE)
        for cache in caches:
            cache.cache_clear()
        yield
    for cache in caches:
        cache.cache_clear()


def texts_of(app: AppTest) -> Iterator[str]:
    """All that people read on a page, or hear of it."""
    for element in _elements(app._tree):
        yield from _strings(element)


def unmarked(text: str, *known: str) -> str:
    """What of a text never passed the catalog: nothing, or words.

    Args:
        text: as the page has it; Markdown or HTML.
        known: what is the same in every language: names of files and columns, values of the file.
    """
    reader = _Reader()
    reader.feed(text)
    reader.close()
    rest = _NOT_READ.sub(" ", " ".join(reader.read).replace("\\", ""))
    while _INNERMOST.search(rest):
        rest = _INNERMOST.sub(" ", rest)
    for name in (*known, *_FROM_BABEL):
        rest = re.sub(rf"\b{re.escape(name)}\b", " ", rest)
    words = re.findall(r"[^\W\d_]{2,}", rest)
    return " ".join(word for word in words if word not in _SAME_EVERYWHERE)


class _Reader(HTMLParser):
    """What of HTML is read or heard."""

    def __init__(self) -> None:
        super().__init__()
        self.read: list[str] = []
        self._is_read = True

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._is_read = tag not in {"style", "code"}
        self.read += [value for name, value in attrs if name in _HEARD and value]

    def handle_endtag(self, _tag: str) -> None:
        self._is_read = True

    def handle_data(self, data: str) -> None:
        if self._is_read:
            self.read.append(data)


_HEARD = {"aria-label", "title", "alt", "placeholder", "data-open", "data-closed"}
_SAME_EVERYWHERE = {
    *(
        "KB",
        "MB",
        "GB",
        "TB",
        "PB",
        "min",
        "Audience",
        "Reports",
        "CSV",
        "Google",
        "Customer",
        "Match",
        "Meta",
    ),
    *("LinkedIn", "TikTok", "UTF", "MD", "SHA", "UTC", "DE", "FR", "AT", "English", "Deutsch", "svg", "png"),
}


def _elements(block: Any) -> Iterator[Any]:
    for child in getattr(block, "children", {}).values():
        yield child.proto if hasattr(child, "proto") else None
        yield from _elements(child)


def _strings(proto: Any) -> Iterator[str]:
    if proto is None or not hasattr(proto, "ListFields"):
        return
    for field, value in proto.ListFields():
        for each in value if isinstance(value, (list, tuple)) or field.is_repeated else [value]:
            if isinstance(each, str):
                if field.name in _SHOWN:
                    yield each
            elif hasattr(each, "ListFields"):
                yield from _strings(each)
