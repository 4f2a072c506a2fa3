"""The columns that are used: those found, unless a person chose others."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from worker.dialect.candidates import Candidate
from worker.dialect.columns import Choice
from worker.dialect.dialect import Choices
from worker.dialect.name_words import words_of
from worker.dialect.names import EMAIL
from worker.errors import FileRefused, Refusal

_FEWEST_EMAILS = 0.1


@dataclass(frozen=True, slots=True)
class Chosen:
    """The columns used.

    Attributes:
        other_emails: further email columns, in order: of each row the first usable email counts.
    """

    email: Choice
    other_emails: tuple[int, ...]
    country: Choice

    @property
    def emails(self) -> tuple[int, ...]:
        """All email columns, in order."""
        return () if self.email.index is None else (self.email.index, *self.other_emails)


NOTHING = Chosen(Choice(None), (), Choice(None))


def choose_columns(read: Candidate, choices: Choices) -> Chosen:
    """The columns used.

    Raises:
        FileRefused: there is no such column, or it is chosen for two things.
    """
    email, country = read.email, read.country
    if choices.email is not None:
        email = _chosen(choices.email, read, Refusal.NO_EMAIL_COLUMN)
    if choices.country is not None:
        country = _chosen(choices.country, read, Refusal.NO_COUNTRY_COLUMN)
    elif choices.email is not None:
        country = read.owners.country_of(email, country)
    others = [_chosen(index, read, Refusal.NO_EMAIL_COLUMN).index for index in choices.other_emails or ()]
    if country.index is not None and country.index in (email.index, *others):
        is_of_email = choices.email is not None or country.index in others
        if is_of_email and choices.country is not None:
            raise FileRefused(
                Refusal.AMBIGUOUS_COLUMNS, "One column cannot be both the email and the country."
            )
        email = email if is_of_email else replace(email, index=None)
        country = replace(country, index=None) if choices.country is None else country
    if choices.other_emails is None and (namesakes := _namesakes(read, email, country)):
        others.extend(namesakes)
        email = _told(email, namesakes)
    return Chosen(email, _without(email.index, others), country)


def email_columns(read: Candidate) -> tuple[int, ...]:
    """The columns that hold emails; hashes are of emails where the column's name says so."""
    return tuple(
        index
        for index, content in enumerate(read.contents)
        if content.emails >= _FEWEST_EMAILS and (not content.hashes or EMAIL.rank(read.columns[index]))
    )


def _chosen(index: int, read: Candidate, refusal: Refusal) -> Choice:
    columns = len(read.columns)
    if index >= columns:
        are = "there is 1 column" if columns == 1 else f"there are {columns} columns"
        raise FileRefused(refusal, f"There is no column {index + 1} in the file as it is read: {are}.")
    return Choice(index)


def _namesakes(read: Candidate, email: Choice, country: Choice) -> list[int]:
    """Columns of the very name of the email column that is proposed, with emails in them.

    Meta's template has three of them: one customer's addresses.
    """
    if email.index is None or not email.doubt:
        return []
    name = words_of(read.names[email.index])
    return [
        index
        for index, column in enumerate(read.names)
        if index not in (email.index, country.index)
        and words_of(column) == name
        and read.contents[index].emails
    ]


def _told(email: Choice, others: list[int]) -> Choice:
    """The choice with a doubt that tells of the other columns that are proposed with it."""
    if email.index is None or email.doubt is None:
        return email
    *first, last = (index + 1 for index in (email.index, *others))
    message = (
        f"{email.doubt.message} If nothing is changed, each row counts by the first email in columns "
        f"{', '.join(map(str, first))} and {last}."
    )
    return replace(email, doubt=email.doubt.model_copy(update={"message": message}))


def _without(first: int | None, others: Iterable[int | None]) -> tuple[int, ...]:
    return tuple(dict.fromkeys(index for index in others if index is not None and index != first))
