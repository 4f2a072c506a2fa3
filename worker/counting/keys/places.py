"""Look at, or change, only those values of a column that it is needed for."""

from __future__ import annotations

from collections.abc import Callable

import polars as pl


def change_where(places: pl.Series, texts: pl.Series, change: Callable[[pl.Series], pl.Series]) -> pl.Series:
    """The texts, with those changed where `places` is true."""
    if not places.any():
        return texts
    if places.all():
        return change(texts)
    changed = change(texts.filter(places))
    numbers = pl.int_range(len(texts), eager=True, dtype=pl.UInt32)
    order = pl.concat((numbers.filter(~places), numbers.filter(places)))
    return pl.concat((texts.filter(~places), changed)).gather(order.arg_sort())


def judge_where(places: pl.Series, texts: pl.Series, judge: Callable[[pl.Series], pl.Series]) -> pl.Series:
    """What is judged true, of those where `places` is true."""
    if not places.any():
        return places
    if places.all():
        return judge(texts)
    found = places.to_numpy(writable=True)
    found[places.arg_true().to_numpy()] = judge(texts.filter(places)).to_numpy()
    return pl.Series(found)
