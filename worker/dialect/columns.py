"""Choose the email and the country column by what they are called and what they hold.

A plain name decides, unless what the column holds speaks against it. Among several names the plainest
decides: the noun alone, then with words about how it is written (address, code), then with words for the
customer. Billing, home, shipping, work and other ones are each as good as another: a person decides, and is
proposed the first in that order. Where names say nothing, a person decides on what the columns hold.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from worker.dialect.content import Content
from worker.dialect.dialect import Doubt, DoubtCode
from worker.dialect.names import COUNTRY, EMAIL, Rank, Wanted
from worker.dialect.showing import list_names, place
from worker.errors import FileRefused, Refusal

_MOST_RIVALS_SHOWN = 5
_PLURAL = {"email": "emails", "country": "countries"}


@dataclass(frozen=True, slots=True)
class _Search:
    """How one column is searched for.

    Attributes:
        share: how many of a column's values are what is searched for.
        share_alone: the same, when the column's name does not say so.
        agreeing: the least share that agrees with a name.
        telling: the least share that tells by itself.
        least: a smaller share speaks against a name even where nothing else is found.
    """

    wanted: Wanted
    code: DoubtCode
    missing: Refusal
    share: Callable[[Content], float]
    share_alone: Callable[[Content], float]
    agreeing: float
    telling: float
    least: float


_EMAIL = _Search(
    wanted=EMAIL,
    code=DoubtCode.EMAIL_COLUMN,
    missing=Refusal.NO_EMAIL_COLUMN,
    share=lambda content: content.emails,
    share_alone=lambda content: content.emails_alone,
    agreeing=0.5,
    telling=0.5,
    least=0.1,
)
_COUNTRY = _Search(
    wanted=COUNTRY,
    code=DoubtCode.COUNTRY_COLUMN,
    missing=Refusal.NO_COUNTRY_COLUMN,
    share=lambda content: content.countries,
    share_alone=lambda content: content.countries_alone,
    agreeing=0.5,
    telling=0.8,
    least=0.0,
)


@dataclass(frozen=True, slots=True)
class Choice:
    """A column, and why it may be another one."""

    index: int | None
    doubt: Doubt | None = None

    @property
    def sureness(self) -> int:
        """From 0, nothing found, to 2, certain."""
        return 0 if self.index is None else 1 if self.doubt else 2


def choose_email(columns: Sequence[str], contents: Sequence[Content], *, is_all_seen: bool) -> Choice:
    """The email column.

    Args:
        columns: the header's names.
        contents: what each column holds in the sample.
        is_all_seen: whether the sample is the whole file.
    """
    return _choose(_EMAIL, columns, contents, is_all_seen=is_all_seen)


def choose_country(columns: Sequence[str], contents: Sequence[Content], *, is_all_seen: bool) -> Choice:
    """The country column; see `choose_email`."""
    return _choose(_COUNTRY, columns, contents, is_all_seen=is_all_seen)


def refusal_of_missing(columns: Sequence[str], *, has_email: bool, advice: str = "") -> FileRefused:
    """Why a file without the email or, when `has_email`, without the country column cannot be counted."""
    search = _COUNTRY if has_email else _EMAIL
    return FileRefused(
        search.missing,
        f"No {search.wanted.noun} column was found. Columns in the file: {list_names(columns)}.{advice}",
    )


def _choose(
    search: _Search, columns: Sequence[str], contents: Sequence[Content], *, is_all_seen: bool
) -> Choice:
    ranks = {index: rank for index, name in enumerate(columns) if (rank := search.wanted.rank(name))}
    telling = [
        index for index, content in enumerate(contents) if search.share_alone(content) >= search.telling
    ]
    if not ranks:
        return _by_content(search, columns, telling)
    rivals = _plainest(search, ranks, contents)
    if len(rivals) > 1:
        return _among_equals(search, columns, rivals, contents, is_all_seen=is_all_seen)
    others = [index for index in telling if index != rivals[0]]
    others.sort(key=lambda index: (ranks.get(index, Rank.OTHER), index))
    is_weak = ranks[rivals[0]] == Rank.UNKNOWN
    return _check(search, columns, rivals[0], contents, others=others, is_weak=is_weak)


def _plainest(search: _Search, ranks: dict[int, Rank], contents: Sequence[Content]) -> list[int]:
    """The columns whose names say it best, the first to be proposed first."""
    best = min(ranks.values())
    if best >= Rank.NEAR:
        rivals = sorted(ranks, key=lambda index: (ranks[index], index))
        named = [index for index in rivals if ranks[index] < Rank.UNKNOWN]
        return named or rivals
    plain = [index for index in ranks if ranks[index] <= Rank.FORM]
    agreeing = [index for index in plain if _agrees(search, contents[index])]
    if (
        agreeing
    ):  # "Country" and "Country Code" are one thing written twice: the one that can be read is taken
        best = min(ranks[index] for index in agreeing)
        return [index for index in plain if ranks[index] == best]
    return [index for index in ranks if ranks[index] == best]


def _among_equals(
    search: _Search,
    columns: Sequence[str],
    rivals: list[int],
    contents: Sequence[Content],
    *,
    is_all_seen: bool,
) -> Choice:
    filled = [index for index in rivals if contents[index].filled]
    if len(filled) == 1 and is_all_seen:
        return Choice(filled[0])
    agreeing = [index for index in rivals if _agrees(search, contents[index])]
    places = " and ".join(place(columns, index) for index in rivals[:_MOST_RIVALS_SHOWN])
    doubt = _doubt(search, f"Several columns could be the {search.wanted.noun} column: {places}.")
    return Choice((agreeing or filled or rivals)[0], doubt)


def _check(
    search: _Search,
    columns: Sequence[str],
    named: int,
    contents: Sequence[Content],
    *,
    others: list[int],
    is_weak: bool,
) -> Choice:
    """Ask whether what the column of the right name holds agrees with it, or others hold it."""
    noun = search.wanted.noun
    share = (search.share_alone if is_weak else search.share)(contents[named])
    if share >= search.agreeing:
        return Choice(named)
    if others:
        plural = _PLURAL[noun]
        holds = "is empty" if not contents[named].filled else f"holds few values that look like {plural}"
        message = f"{place(columns, named)} {holds}, but {place(columns, others[0])} holds {plural}."
        proposed = named if search.share(contents[named]) else others[0]
        return Choice(proposed, _doubt(search, message))
    if is_weak:
        return Choice(named, _doubt(search, f"{place(columns, named)} may be the {noun} column, or may not."))
    if contents[named].filled and share < search.least:
        message = f"{place(columns, named)} holds hardly anything that looks like {_PLURAL[noun]}."
        return Choice(named, _doubt(search, message))
    return Choice(named)


def _by_content(search: _Search, columns: Sequence[str], telling: list[int]) -> Choice:
    if not telling:
        return Choice(None)
    noun = search.wanted.noun
    if len(telling) == 1:
        message = f"By what it holds, {place(columns, telling[0])} seems to be the {noun} column."
    else:
        places = " and ".join(place(columns, index) for index in telling[:_MOST_RIVALS_SHOWN])
        message = f"Several columns hold what looks like {_PLURAL[noun]}: {places}."
    return Choice(telling[0], _doubt(search, message))


def _agrees(search: _Search, content: Content) -> bool:
    return search.share(content) >= search.agreeing


def _doubt(search: _Search, message: str) -> Doubt:
    return Doubt(code=search.code, message=message)
