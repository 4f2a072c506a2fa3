"""Sentences that remember what they were made of, so that a page can say them in its reader's language.

Whoever finds something out says it in English: that is what logs, records and terminals get. Beside it a
record keeps the template and the values, of which a page makes the same sentence in another language. What is
made in any other way is shown in English.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Self, TypeAlias

from pydantic import BaseModel, ConfigDict, Field, model_validator


class Wording(BaseModel):
    """What a sentence was made of.

    Attributes:
        template: the English sentence, with the names of its values in braces.
        many: its plural, for every count but one; the count is the value of this name.
        values: by their names; a list is said with commas between.
    """

    model_config = ConfigDict(frozen=True, extra="ignore")

    template: str
    many: str | None = None
    values: dict[str, Said | list[Said]] = Field(default_factory=dict)


Said: TypeAlias = int | float | str | Wording
"""A value of a sentence: a number, what is the same in every language, or a part that is said in its own."""
Wording.model_rebuild()


class Sentence(str):
    """An English sentence, or part of one, and what it was made of."""

    wording: Wording

    def __new__(cls, text: str, wording: Wording | None = None) -> Self:
        """The sentence; one made of no values is its own template."""
        made = super().__new__(cls, text)
        made.wording = wording or Wording(template=text)
        return made


class Telling(BaseModel):
    """Something that says a sentence, and keeps what it was made of where that says more.

    Attributes:
        message: the sentence in English.
        wording: what it was made of; None of one without values, and of older ones.
    """

    message: str
    wording: Wording | None = None

    @model_validator(mode="before")
    @classmethod
    def _remembered(cls, given: Any) -> Any:
        message = given.get("message") if isinstance(given, dict) else None
        if isinstance(message, Sentence) and message.wording.values:
            return {"wording": message.wording, **given}
        return given

    @property
    def sentence(self) -> Sentence:
        """The message, as whoever said it had it."""
        return Sentence(self.message, self.wording)


def say(template: str, **values: object) -> Sentence:
    """A sentence in English, made of a template and values as `str.format` does it.

    Args:
        template: a literal, so that it is found and can be translated.
        values: numbers, texts that are the same in every language, sentences, or lists of such.
    """
    if not values:
        return Sentence(template)
    return Sentence(_filled(template, values), Wording(template=template, values=_said(values)))


def say_counted(one: str, many: str, count: int, **values: object) -> Sentence:
    """The same of something that is counted: two templates, in which `{count}` is how many there are."""
    values = {"count": count, **values}
    text = _filled(one if count == 1 else many, values)
    return Sentence(text, Wording(template=one, many=many, values=_said(values)))


def _filled(template: str, values: Mapping[str, object]) -> str:
    return template.format(
        **{
            name: ", ".join(map(str, value)) if isinstance(value, list) else value
            for name, value in values.items()
        }
    )


def _said(values: Mapping[str, object]) -> dict[str, Any]:
    return {
        name: [_part(each) for each in value] if isinstance(value, list) else _part(value)
        for name, value in values.items()
    }


def _part(value: object) -> object:
    return value.wording if isinstance(value, Sentence) else value


def together(sentences: Sequence[str]) -> Sentence:
    """Several sentences, one after the other."""
    first, *rest = sentences
    if not rest:
        return first if isinstance(first, Sentence) else Sentence(first)
    return say("{sentence} {next}", sentence=first, next=together(rest))
