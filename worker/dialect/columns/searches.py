"""How the email and the country column are searched for: by what name, and by which content."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from worker.dialect.model import DoubtCode
from worker.dialect.names.hashed_words import is_hashed_otherwise
from worker.dialect.names.meaning import COUNTRY, EMAIL, Wanted
from worker.dialect.phrases import list_names, listed, quoted
from worker.dialect.values.content import MASKED, SEVERAL, WITHIN, Content
from worker.errors import FileRefused
from worker.refusal import Refusal
from worker.text.sentences import Sentence, say, say_counted, together

_NOT_ONES: dict[str, Sentence] = {
    MASKED: say("holds masked emails, such as a***@x.org, by which customers cannot be told apart"),
    SEVERAL: say("holds several emails in most rows, but each row counts as one customer, by the first"),
    WITHIN: say(
        "holds emails within other text, out of which none is read: put the emails alone into a column"
    ),
}
_PLURAL: dict[str, Sentence] = {"email": say("emails"), "country": say("countries")}


@dataclass(frozen=True, slots=True)
class Search:
    """How one column is searched for.

    Attributes:
        share: how many of a column's values are what is searched for.
        share_alone: the same, when the column's name does not say so.
        agreeing: the least share that agrees with a name.
        telling: the least share that tells by itself.
        least: a smaller share speaks against a name even where nothing else is found.
        differ: whether the values of the right column differ from row to row.
    """

    wanted: Wanted
    code: DoubtCode
    missing: Refusal
    share: Callable[[Content], float]
    share_alone: Callable[[Content], float]
    agreeing: float
    telling: float
    least: float
    differ: bool

    @property
    def nouns(self) -> str:
        """What is searched for, in the plural."""
        return _PLURAL[self.wanted.noun]

    def agrees(self, content: Content) -> bool:
        """Whether what a column holds agrees with a name that says so."""
        return self.share(content) >= self.agreeing and content.parts is None

    def tells(self, content: Content, name: str) -> bool:
        """Whether it says so by itself; of what hashes are only the column's name tells."""
        if content.hashes and is_hashed_otherwise(name) and self.wanted.rank(name) is None:
            return False
        return self.share_alone(content) >= self.telling

    def is_worse(self, content: Content, other: Content) -> bool:
        """Whether a column holds what is searched for, but another one holds far more of it."""
        return content.is_sparse_beside(other) or (self.differ and content.is_repeated_beside(other))

    def what_it_holds(self, content: Content) -> str:
        """What speaks against a column of the right name, for a sentence."""
        if not content.filled:
            return say("is empty")
        if content.parts in _NOT_ONES:
            return _NOT_ONES[content.parts]
        if content.parts:
            return say("seems to hold {what}, not countries", what=content.parts)
        if content.are_numbers:
            return say("holds numbers or codes, not {nouns}", nouns=self.nouns)
        if self.share(content) >= self.agreeing:
            return say("holds few {nouns}", nouns=self.nouns)
        return say("holds few values that look like {nouns}", nouns=self.nouns)


EMAIL_SEARCH = Search(
    wanted=EMAIL,
    code=DoubtCode.EMAIL_COLUMN,
    missing=Refusal.NO_EMAIL_COLUMN,
    share=lambda content: content.emails,
    share_alone=lambda content: content.emails_alone,
    agreeing=0.5,
    telling=0.5,
    least=0.1,
    differ=True,
)
COUNTRY_SEARCH = Search(
    wanted=COUNTRY,
    code=DoubtCode.COUNTRY_COLUMN,
    missing=Refusal.NO_COUNTRY_COLUMN,
    share=lambda content: content.countries,
    share_alone=lambda content: content.countries_alone,
    agreeing=0.5,
    telling=0.8,
    least=0.5,
    differ=False,
)


def refusal_of_missing(columns: Sequence[str], *, has_email: bool, advice: str = "") -> FileRefused:
    """Why a file without the email or, when `has_email`, without the country column cannot be counted."""
    search = COUNTRY_SEARCH if has_email else EMAIL_SEARCH
    parts = [quoted(name) for name in columns if search.wanted.is_part(name)]
    found = say("No {noun} column was found.", noun=search.wanted.noun)
    if parts:
        found = say_counted(
            "No {noun} column was found: {parts} is part of an address, but no country.",
            "No {noun} column was found: {parts} are parts of an address, but no country.",
            len(parts),
            noun=search.wanted.noun,
            parts=listed(parts),
        )
    names = say("Columns in the file: {columns}.", columns=list_names(columns))
    return FileRefused(search.missing, together([found, names, *([advice] if advice else [])]))
