"""Where one column's name is those of many, the sentence is about what separates them."""

from __future__ import annotations

import pytest

from tests.unit.dialect.reading import detected, doubts
from worker.dialect.model import DoubtCode
from worker.errors import FileRefused
from worker.refusal import Refusal

ROWS = (("e-mail", "country", "name"), ("ann@x.com", "FR", "Ann"), ("bob@x.com", "Germany", "Bob"))


def written(separator: str, around: str = "") -> str:
    return "".join(f"{around}{separator.join(row)}{around}\n" for row in ROWS)


@pytest.mark.parametrize(
    ("text", "words", "separator"),
    [
        (written(":"), "by colons", ":"),
        (written("^"), "by carets", "^"),
        (written("~"), "by tildes", "~"),
        (written("!"), "by “!”", "!"),
        (written(" "), "by blanks", " "),
        ("sep=;\n" + written(","), "by commas", ","),
        ("sep=|\n" + written(";"), "by semicolons", ";"),
    ],
)
def test_another_separator_is_proposed_and_the_columns_wait_for_it(
    text: str, words: str, separator: str
) -> None:
    found = detected(text)
    assert doubts(found) == {DoubtCode.SEPARATOR}
    assert words in found.reading.doubts[0].message
    assert (found.reading.email, found.reading.country) == (None, None)

    answered = detected(text, separator=separator)
    assert (answered.reading.email, answered.reading.country, answered.reading.doubts) == (0, 1, ())


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (written(",", '"'), "Each line as a whole is in quotation marks"),
        (written(";", '"'), "Each line as a whole is in quotation marks"),
        (written("    "), "lined up with blanks"),
        ("e-mail country\na@x.com  DE\nbo@x.com FR\n", "lined up with blanks"),
    ],
)
def test_what_no_character_can_separate_is_refused_with_the_reason(text: str, words: str) -> None:
    with pytest.raises(FileRefused, match=words) as refused:
        detected(text)
    assert refused.value.reason is Refusal.MALFORMED


def test_a_first_line_of_data_is_not_taken_for_names_unasked() -> None:
    found = detected("Ann,n/a,Paris\nBob,b@x.com,Bonn\nCid,c@x.com,Rome\n")
    assert doubts(found) == {DoubtCode.NO_HEADER, DoubtCode.EMAIL_COLUMN}
    assert "check that it is no customer" in found.reading.doubts[0].message
