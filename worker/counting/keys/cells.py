"""The addresses in cells as tools write them; see `worker.dialect.values.mailboxes`."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import unquote

import polars as pl

from worker.counting.keys.places import change_where
from worker.dialect.values.mailboxes import (
    ADDRESS,
    COMMENTED,
    LABELLED,
    LINK,
    LINKS,
    LIST,
    LONGEST_LOOKED_AT,
    MARK,
    MAY_BE_WRAPPED,
    NAMED,
    NAMED_ONCE,
    QUOTED,
    WRAPPED_LIST,
)

_LINKS_GROUPS, _WRAPPED_GROUPS = ("".join(f"${{{number}}}" for number in range(1, 7)) for _ in range(2))
_IN_PERCENT = "%[0-9a-f]{2}"


def unlinked(texts: pl.Series) -> pl.Series:
    """Texts in lower case, without what makes of an address a link to write to it."""
    return _where_there_is("mailto:", texts, _unlinked)


def addresses_in(texts: pl.Series) -> pl.Series:
    """Lists of the addresses in texts in lower case, right or wrong; empty in other text, or much."""
    are_long = texts.str.len_chars() > LONGEST_LOOKED_AT
    bare = unlinked(change_where(are_long, texts, lambda some: some.str.slice(0, 0)))
    are_clean = ~bare.str.contains(MARK, literal=True)
    bare = _where_there_is("mailto:", bare, lambda some: some.str.replace(LINKS, _LINKS_GROUPS))
    wrapped = bare.str.contains(MAY_BE_WRAPPED)
    bare = change_where(wrapped, bare, lambda some: some.str.replace(WRAPPED_LIST, _WRAPPED_GROUPS))
    bare = _where_there_is("<", bare, _without_names)
    bare = _where_there_is("(", bare, lambda some: some.str.replace_all(COMMENTED, "${1}${2} "))
    bare = _where_there_is(":", bare, lambda some: some.str.replace_all(LABELLED, "${1}${2}"))
    are_lists = are_clean & bare.str.replace_all(ADDRESS, MARK).str.contains(LIST)
    return change_where(~are_lists, bare, lambda some: some.str.slice(0, 0)).str.extract_all(ADDRESS)


def _where_there_is(character: str, texts: pl.Series, change: Callable[[pl.Series], pl.Series]) -> pl.Series:
    return change_where(texts.str.contains(character, literal=True), texts, change)


def _without_names(texts: pl.Series) -> pl.Series:
    """With the addresses alone that stand in brackets behind names."""
    are_simple = texts.str.contains(NAMED_ONCE)
    bare = change_where(are_simple, texts, _last_bracket)
    return change_where(~are_simple, bare, _without_any_names)


def _without_any_names(texts: pl.Series) -> pl.Series:
    unquoted = texts.str.replace_all(QUOTED, "${1}x <${2}>")  # a name in quotation marks is one word
    return unquoted.str.replace_all(NAMED, "${1} ${2} ")


def _last_bracket(texts: pl.Series) -> pl.Series:
    return texts.str.splitn("<", 2).struct[1].str.strip_suffix(">")


def _unlinked(texts: pl.Series) -> pl.Series:
    links = texts.str.replace(LINK, "${1}${2}${3}")
    are_coded = (links != texts) & links.str.contains(_IN_PERCENT)
    return change_where(are_coded, links, _decoded)


def _decoded(texts: pl.Series) -> pl.Series:
    return pl.Series([unquote(text).lower() for text in texts], dtype=pl.String)
