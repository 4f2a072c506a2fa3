"""Choose the email and the country column by what they are called and what they hold.

Among several names the plainest is taken: the noun alone, then with words about how it is written (address,
code), then with words for the customer. Billing, home, shipping, work and other ones are each as good as
another: a person decides, and is proposed the first in that order. What the columns hold has the last word: a
column of the right name that is nearly empty beside a full one, or holds something else, is asked about.
Where names say nothing, a person decides on what the columns hold. What is proposed is what a careful person
would choose; where that is nothing, nothing is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from worker.dialect.columns.choice import Choice
from worker.dialect.columns.searches import COUNTRY_SEARCH, EMAIL_SEARCH, Search
from worker.dialect.model import Doubt
from worker.dialect.names.meaning import Rank
from worker.dialect.phrases import list_places, place
from worker.dialect.values.content import Content
from worker.text.sentences import say, say_counted

_SOME, _SEVERAL = 0.05, 2


@dataclass(frozen=True, slots=True)
class _Rival:
    """Another column that holds what is searched for.

    Attributes:
        is_ruled_out: whether its name is that of something else, so that it is not proposed.
    """

    index: int
    is_ruled_out: bool


def choose_email(columns: Sequence[str], contents: Sequence[Content], *, is_all_seen: bool) -> Choice:
    """The email column.

    Args:
        columns: the header's names.
        contents: what each column holds in the sample.
        is_all_seen: whether the sample is the whole file.
    """
    return _choose(EMAIL_SEARCH, columns, contents, is_all_seen=is_all_seen)


def choose_country(columns: Sequence[str], contents: Sequence[Content], *, is_all_seen: bool) -> Choice:
    """The country column; see `choose_email`."""
    return _choose(COUNTRY_SEARCH, columns, contents, is_all_seen=is_all_seen)


def _choose(
    search: Search, columns: Sequence[str], contents: Sequence[Content], *, is_all_seen: bool
) -> Choice:
    ranks = _ranks(search, columns, contents)
    telling = [index for index, content in enumerate(contents) if search.tells(content, columns[index])]
    ruled_out = {index for index in telling if search.wanted.rules_out(columns[index])}
    if not ranks:
        return _by_content(search, columns, telling, ruled_out)
    rivals = _plainest(search, columns, contents, ranks)
    if len(rivals) > 1:
        return _among_equals(search, columns, contents, rivals, is_all_seen=is_all_seen)
    named = rivals[0]
    good = {index for index in ranks if search.agrees(contents[index])} | set(telling)
    better = sorted(good - ruled_out - {named}, key=lambda index: (ranks.get(index, Rank.WEAK), index))
    better = better or sorted(ruled_out)
    rival = _Rival(better[0], better[0] in ruled_out) if better else None
    return _check(search, columns, contents, named, rival, is_weak=search.wanted.is_distant(columns[named]))


def _ranks(search: Search, columns: Sequence[str], contents: Sequence[Content]) -> dict[int, Rank]:
    """The columns whose names say it; where they say it only in some files, their content must agree."""
    ranks = {index: rank for index, name in enumerate(columns) if (rank := search.wanted.rank(name))}
    return {
        index: rank for index, rank in ranks.items() if rank < Rank.WEAK or search.agrees(contents[index])
    }


def _plainest(
    search: Search, columns: Sequence[str], contents: Sequence[Content], ranks: dict[int, Rank]
) -> list[int]:
    """The columns whose names say it best, the first to be proposed first."""
    single = _one_of_each(search, columns, contents, ranks)
    best = min(ranks[index] for index in single)
    if best < Rank.NEAR:
        return [index for index in single if ranks[index] == best]
    single.sort(key=lambda index: (ranks[index], index))
    return [index for index in single if ranks[index] < Rank.UNKNOWN] or single


def _one_of_each(
    search: Search, columns: Sequence[str], contents: Sequence[Content], ranks: dict[int, Rank]
) -> list[int]:
    """Of one thing written in several ways ("Billing Country" and its code) the plainest that agrees."""
    same: dict[frozenset[str], list[int]] = {}
    for index in ranks:
        same.setdefault(search.wanted.owner(columns[index]), []).append(index)
    single: list[int] = []
    for each in same.values():
        agreeing = [index for index in each if search.agrees(contents[index])] or each
        forms = {index: search.wanted.form(columns[index]) for index in agreeing}
        plainest = min(agreeing, key=lambda index: (len(forms[index]), index))
        single += [
            index
            for index in each
            if forms.get(index, search.wanted.form(columns[index])) == forms[plainest]
            and (contents[index].filled or index == plainest)
        ]
    return sorted(single)


def _among_equals(
    search: Search,
    columns: Sequence[str],
    contents: Sequence[Content],
    rivals: list[int],
    *,
    is_all_seen: bool,
) -> Choice:
    filled = [index for index in rivals if contents[index].filled]
    agreeing = [index for index in filled if search.agrees(contents[index])]
    if len(filled) == len(agreeing) == 1 and is_all_seen:
        return Choice(agreeing[0])
    message = say(
        "Several columns could be the {noun} column: {columns}.",
        noun=search.wanted.noun,
        columns=list_places(columns, rivals),
    )
    good = [
        index
        for index in agreeing
        if not any(search.is_worse(contents[index], contents[other]) for other in agreeing)
    ]
    proposed = good or agreeing or [i for i in filled or rivals if not contents[i].is_something_else]
    return Choice(proposed[0] if proposed else None, _doubt(search, message))


def _check(
    search: Search,
    columns: Sequence[str],
    contents: Sequence[Content],
    named: int,
    rival: _Rival | None,
    *,
    is_weak: bool,
) -> Choice:
    """Ask whether what the column of the right name holds agrees with it, or another one holds it.

    Args:
        search: what is searched for.
        columns: the header's names.
        contents: what each column holds.
        named: the column of the right name.
        rival: the other one.
        is_weak: whether the name says it only perhaps.
    """
    content = contents[named]
    share = (search.share_alone if is_weak else search.share)(content)
    is_worse = rival is not None and search.is_worse(content, contents[rival.index])
    if share >= search.agreeing and content.parts is None and not is_worse and not is_weak:
        return Choice(named, _doubt_about_text(search, columns, named, content))
    holds = search.what_it_holds(content)
    if rival is not None and (is_worse or share < search.agreeing or content.parts):
        message = say(
            "{column} {holds}, but {other} holds {nouns}.",
            column=place(columns, named),
            holds=holds,
            other=place(columns, rival.index),
            nouns=search.nouns,
        )
        return Choice(None if rival.is_ruled_out else rival.index, _doubt(search, message))
    proposed = None if content.is_something_else else named
    if is_weak:
        message = say(
            "{column} may be the {noun} column, or may not.",
            column=place(columns, named),
            noun=search.wanted.noun,
        )
        return Choice(proposed if search.share(content) else None, _doubt(search, message))
    if content.filled and (share < search.least or content.parts):
        return Choice(
            proposed, _doubt(search, say("{column} {holds}.", column=place(columns, named), holds=holds))
        )
    return Choice(named)


def _doubt_about_text(search: Search, columns: Sequence[str], named: int, content: Content) -> Doubt | None:
    """A doubt, if emails of several rows are not read because they stand within other text."""
    is_single = round(content.within * content.filled) < _SEVERAL
    if not search.differ or content.within <= _SOME or is_single:
        return None
    return _doubt(
        search,
        say(
            "{column} has some emails within other text, out of which they are not read: such rows would be "
            "rejected.",
            column=place(columns, named),
        ),
    )


def _by_content(search: Search, columns: Sequence[str], telling: list[int], ruled_out: set[int]) -> Choice:
    if not telling:
        return Choice(None)
    noun = search.wanted.noun
    free = [index for index in telling if index not in ruled_out]
    if len(free) == 1:
        message = say(
            "By what it holds, {column} seems to be the {noun} column.",
            column=place(columns, free[0]),
            noun=noun,
        )
        return Choice(free[0], _doubt(search, message))
    if free:
        message = say(
            "Several columns hold what looks like {nouns}: {columns}.",
            nouns=search.nouns,
            columns=list_places(columns, free),
        )
    else:
        message = say_counted(
            "No column is plainly named for the {noun}. {columns} holds {nouns}: choose that column if they "
            "are the right ones.",
            "No column is plainly named for the {noun}. {columns} hold {nouns}: choose that column if they "
            "are the right ones.",
            len(telling),
            noun=noun,
            columns=list_places(columns, telling),
            nouns=search.nouns,
        )
    return Choice(None, _doubt(search, message))


def _doubt(search: Search, message: str) -> Doubt:
    return Doubt(code=search.code, message=message)
