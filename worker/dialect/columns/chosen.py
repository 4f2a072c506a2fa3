"""The columns that are used: those found, unless a person chose others."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from worker.dialect.columns.candidates import Candidate
from worker.dialect.columns.choice import Choice
from worker.dialect.columns.filling import Promised, find_filling
from worker.dialect.columns.searches import COUNTRY_SEARCH, EMAIL_SEARCH
from worker.dialect.model import Choices, Doubt
from worker.dialect.names.meaning import COUNTRY, EMAIL
from worker.dialect.names.name_words import words_of_name
from worker.dialect.table.records import values
from worker.dialect.values.email_cells import may_be_email
from worker.errors import FileRefused
from worker.refusal import Refusal
from worker.text.sentences import say, say_counted, together

_FEWEST_EMAILS = 0.1
_FEWEST_COUNTRIES = 0.5


@dataclass(frozen=True, slots=True)
class Chosen:
    """The columns used, and further ones, in order: of each row the first that has it counts."""

    email: Choice
    country: Choice

    @property
    def emails(self) -> tuple[int, ...]:
        """All email columns, in order."""
        return () if self.email.index is None else (self.email.index, *self.email.others)

    @property
    def countries(self) -> tuple[int, ...]:
        """All country columns, in order."""
        return () if self.country.index is None else (self.country.index, *self.country.others)


NOTHING = Chosen(Choice(None), Choice(None))


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
    if choices.other_emails is not None:
        email = _with_others(email, choices.other_emails, read, Refusal.NO_EMAIL_COLUMN)
    if choices.other_countries is not None:
        country = _with_others(country, choices.other_countries, read, Refusal.NO_COUNTRY_COLUMN)
    email, country = _apart(email, country, choices)
    if choices.other_emails is None:
        email = _told(_with_namesakes(email, country, read), EMAIL.noun)
    if choices.other_countries is None:
        country = _told(country, COUNTRY.noun)
    return Chosen(email, country)


def promised_by(read: Candidate, chosen: Chosen) -> Promised:
    """What the beginning shows of the columns, with those in use."""
    return Promised(
        tuple(read.contents),
        find_filling(EMAIL_SEARCH, chosen.emails, read.names, read.cells, chosen.countries),
        find_filling(COUNTRY_SEARCH, chosen.countries, read.names, read.cells, chosen.emails),
    )


def email_columns(read: Candidate) -> tuple[int, ...]:
    """The columns that hold emails; hashes are of emails where the column's name says so."""
    return tuple(
        index
        for index, content in enumerate(read.contents)
        if content.emails >= _FEWEST_EMAILS and (not content.hashes or EMAIL.rank(read.columns[index]))
    )


def has_no_email(read: Candidate, chosen: Chosen) -> bool:
    """Whether in none of these rows an email stands in the columns chosen for them."""
    rows = (values(row, read.table.quoting) for row in read.rows)
    return not any(may_be_email(row[at]) for row in rows for at in chosen.emails if at < len(row))


def country_columns(read: Candidate) -> tuple[int, ...]:
    """The columns that hold countries, but for those that their names say to be something else."""
    return tuple(
        index
        for index, content in enumerate(read.contents)
        if content.countries >= _FEWEST_COUNTRIES and not COUNTRY.rules_out(read.columns[index])
    )


def _chosen(index: int, read: Candidate, refusal: Refusal) -> Choice:
    columns = len(read.columns)
    if index >= columns:
        sentence = say_counted(
            "There is no column {index} in the file as it is read: there is 1 column.",
            "There is no column {index} in the file as it is read: there are {count} columns.",
            columns,
            index=index + 1,
        )
        raise FileRefused(refusal, sentence)
    return Choice(index)


def _with_others(choice: Choice, others: Iterable[int], read: Candidate, refusal: Refusal) -> Choice:
    found = dict.fromkeys(_chosen(index, read, refusal).index for index in others)
    return replace(choice, others=tuple(at for at in found if at is not None and at != choice.index))


def _apart(email: Choice, country: Choice, choices: Choices) -> tuple[Choice, Choice]:
    """The two without a column in common: it is for what a person has chosen it.

    Raises:
        FileRefused: it is chosen for both.
    """
    emails, countries = {email.index, *email.others} - {None}, {country.index, *country.others} - {None}
    if emails.isdisjoint(countries):
        return email, country
    is_of_email = choices.email is not None or not countries.isdisjoint(choices.other_emails or ())
    is_of_country = choices.country is not None or not emails.isdisjoint(choices.other_countries or ())
    if is_of_email and is_of_country:
        raise FileRefused(
            Refusal.AMBIGUOUS_COLUMNS, say("One column cannot be both the email and the country.")
        )
    if not is_of_email:
        email = _without(email, countries)
    if not is_of_country:
        country = _without(country, emails)
    return email, country


def _without(choice: Choice, columns: set[int | None]) -> Choice:
    index = None if choice.index in columns else choice.index
    return replace(choice, index=index, others=tuple(at for at in choice.others if at not in columns))


def _with_namesakes(email: Choice, country: Choice, read: Candidate) -> Choice:
    """With columns of the very name of the email column that is proposed, if they have emails in them.

    Meta's template has three of them: one customer's addresses.
    """
    if email.index is None or not email.doubt:
        return email
    name = words_of_name(read.names[email.index])
    namesakes = (
        index
        for index, column in enumerate(read.names)
        if index not in (email.index, country.index)
        and words_of_name(column) == name
        and read.contents[index].emails
    )
    return replace(email, others=tuple(dict.fromkeys((*namesakes, *email.others))))


def _told(choice: Choice, noun: str) -> Choice:
    """The choice with a doubt that tells of the other columns that are proposed with it."""
    if choice.index is None or choice.doubt is None or not choice.others:
        return choice
    *first, last = (index + 1 for index in (choice.index, *choice.others))
    told = say(
        "If nothing is changed, each row counts by the first {noun} in columns {numbers} and {last}.",
        noun=noun,
        numbers=first,
        last=last,
    )
    message = together([choice.doubt.sentence, told])
    return replace(choice, doubt=Doubt(code=choice.doubt.code, message=message))
