"""Whether the columns hold to the end of a file what its beginning, where they were chosen, promised."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

from worker.counting.keys.partition import Partitioned
from worker.counting.rejects import LIMIT_SHARE
from worker.counting.restarts import Doubtful
from worker.counting.source.sampling import Sampler
from worker.counting.summary import summarise
from worker.dialect.columns.filling import Filling, Promised, find_filling
from worker.dialect.columns.searches import COUNTRY_SEARCH, EMAIL_SEARCH, Search
from worker.dialect.model import Choices, Doubt, DoubtCode
from worker.dialect.phrases import listed, place
from worker.dialect.table.layout import Layout
from worker.dialect.values.content import Content, judge_column, parts_in
from worker.reject import Reject
from worker.text.sentences import say

_STRETCHES = 20
_FEWEST_ROWS = 20
_UNLIKE = 2
"""So many times the beginning's share is another one."""

Rows = Sequence[Sequence[str]]


def require_as_promised(
    done: Partitioned, sampler: Sampler, layout: Layout, promised: Promised, choices: Choices
) -> None:
    """Ask where the columns turn to hold something else further on.

    All counts are of the whole file; only where they are bad is the sample looked at closely. Rows that a
    person has rejected, behind a header in another order, tell nothing.

    Args:
        done: the rows, all of them.
        sampler: has seen their text.
        layout: the columns in use.
        promised: what the beginning showed of them.
        choices: what a person has said of the file.

    Raises:
        Doubtful: they do.
    """
    if choices.same_columns or done.has_other_columns or not _rows_behind(done, promised):
        return
    check = _Check(done, layout, promised, sampler.rows(layout))
    emails = check.emails()
    # Rows without an email are not counted by country: only the sample shows what they have.
    countries = check.countries(is_sure=emails is None)
    found = [each for each in (emails, countries) if each]
    if found:
        proposed = {field: value for _, fields in found for field, value in fields.items()}
        raise Doubtful(*(doubt for doubt, _ in found), **proposed)


def _rows_behind(done: Partitioned, promised: Promised) -> int:
    """How many whole rows were not looked at when the columns were chosen."""
    broken = done.rejected.total() - done.rejected[Reject.MISSING] - done.rejected[Reject.INVALID]
    return max(0, done.rows - broken - promised.contents[0].rows)


Found = tuple[Doubt, dict[str, Any]]


class _Check:
    """What of one file's rows is not as it was promised."""

    def __init__(self, done: Partitioned, layout: Layout, promised: Promised, rows: Rows) -> None:
        self._done = done
        self._layout = layout
        self._promised = promised
        self._rows = rows

    def emails(self) -> Found | None:
        """The question about the email column."""
        rejected, rows = self._done.rejected, self._done.rows
        lost = rejected[Reject.MISSING] + rejected[Reject.INVALID]
        if lost <= LIMIT_SHARE * rows:
            return None
        if found := self._filled(EMAIL_SEARCH, self._layout.emails, self._promised.emails, "other_emails"):
            return found
        contents = [self._promised.contents[index] for index in self._layout.emails]
        invalid = rejected[Reject.INVALID]
        if self._is_unlike(invalid / rows, max((1 - each.emails) * each.fullness for each in contents)):
            return self._doubt(EMAIL_SEARCH, say("holds no emails"), invalid / rows), {}
        return None

    def countries(self, *, is_sure: bool) -> Found | None:
        """The question about the country column.

        Args:
            is_sure: whether the counts are of all rows.
        """
        if found := self._other_parts():
            return found
        without, unknown = self._shares_of_all() if is_sure else self._shares_of_sample()
        if without > LIMIT_SHARE and (
            found := self._filled(
                COUNTRY_SEARCH, self._layout.countries, self._promised.countries, "other_countries"
            )
        ):
            return found
        if self._is_unlike(unknown, _unknown(self._promised.contents[self._layout.country])):
            return self._doubt(COUNTRY_SEARCH, say("holds other values than countries"), unknown), {}
        return None

    def _shares_of_all(self) -> tuple[float, float]:
        """The shares of rows without a country, and with something else."""
        rows = summarise(zip(self._done.countries, self._done.by_country.tolist(), strict=True))
        return rows.without_country / max(1, rows.customers), rows.not_recognised / max(1, rows.customers)

    def _shares_of_sample(self) -> tuple[float, float]:
        content = judge_column([row[self._layout.country] for row in self._padded()])
        return 1 - content.fullness, _unknown(content)

    def _filled(self, search: Search, chosen: tuple[int, ...], promised: Filling, field: str) -> Found | None:
        """Whether another column has what the chosen ones lack."""
        if not self._rows:
            return None
        cells = list(zip(*self._padded(), strict=True))
        columns = self._layout.dialect.columns
        used = {*self._layout.emails, *self._layout.countries} - {*chosen}
        found: Filling = find_filling(search, chosen, columns, cells, used, are_whole=True)
        if not found.is_telling or not self._is_unlike(found.share, promised.share):
            return None
        others = [index for index in found.columns if not search.wanted.is_distant(columns[index])]
        lacking = say("has no {noun} where {others}", noun=search.wanted.noun, others=found.told(columns))
        all_used = listed([str(index + 1) for index in (*chosen, *others)])
        proposal = say(
            "If nothing is changed, each row counts by the first in columns {numbers}.", numbers=all_used
        )
        return (
            self._doubt(search, lacking, found.share, proposal if others else ""),
            {field: (*chosen[1:], *others)},
        )

    def _other_parts(self) -> Found | None:
        """Whether a stretch of the file holds parts of countries where the others hold countries."""
        country = self._layout.country
        if self._promised.contents[country].parts is not None:
            return None
        unlike, parts = 0, ""
        for stretch in self._stretches():
            if held := parts_in(list(zip(*stretch, strict=True)), country):
                unlike, parts = unlike + len(stretch), held
        if not unlike or unlike < LIMIT_SHARE * len(self._rows):
            return None
        doubt = self._doubt(COUNTRY_SEARCH, say("seems to hold {what}", what=parts), unlike / len(self._rows))
        return doubt, {"country": None, "other_countries": ()}

    def _stretches(self) -> Iterator[Rows]:
        rows = self._padded()
        number = max(1, min(_STRETCHES, len(rows) // _FEWEST_ROWS))
        bounds = [len(rows) * at // number for at in range(number + 1)]
        for start, end in pairwise(bounds):
            if end - start >= _FEWEST_ROWS:
                yield rows[start:end]

    def _padded(self) -> Rows:
        width = len(self._layout.dialect.columns)
        return [[*row[:width], *[""] * (width - len(row))] for row in self._rows]

    def _doubt(self, search: Search, what: str, share: float, proposal: str = "") -> Doubt:
        is_email = search is EMAIL_SEARCH
        name = place(self._layout.dialect.columns, self._layout.email if is_email else self._layout.country)
        percent = max(1, round(100 * share))
        rest = proposal or say(
            "Check that it is the {noun} column to the end of the file.", noun=search.wanted.noun
        )
        return Doubt(
            code=DoubtCode.FURTHER_EMAILS if is_email else DoubtCode.FURTHER_COUNTRIES,
            message=say(
                "Further on in the file {column} {holds}, in about {percent} % of all rows. {advice}",
                column=name,
                holds=what,
                percent=percent,
                advice=rest,
            ),
        )

    def _is_unlike(self, share: float, promised: float) -> bool:
        return share > LIMIT_SHARE and share > _UNLIKE * promised


def _unknown(content: Content) -> float:
    return (1 - content.countries) * content.fullness
