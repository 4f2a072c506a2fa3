"""Rows that end in spare separators, all of them or some, are judged and read like all others."""

from __future__ import annotations

import pytest

from tests.unit.dialect.reading import detected, doubts, pairs
from worker.dialect.model import DoubtCode, SpareFields

HEAD = "email,country\n"


def people(spares: list[str], row: str = "p{number}@x.com,DE") -> str:
    """As many rows, each with one of these endings in turn."""
    return "".join(
        row.format(number=number) + spares[number % len(spares)] + "\n" for number in range(5 * len(spares))
    )


WHOLE = {
    "all": (HEAD + people([","]), 3, ()),
    "all, as many as there are columns": (HEAD + people([",,"]), 4, ()),
    "all, with blanks": (HEAD + people([", ", ",\t", ',""', ',"" ']), 3, ()),
    "every other one": (HEAD + people(["", ","]), 2, (3,)),
    "most": (HEAD + people([",", ",", ",", ""]), 3, (2,)),
    "each another number": (HEAD + people(["", ",", ",,"]), 2, (3, 4)),
    "the header and every other one": ("email,country,\n" + people(["", ","]), 3, (2,)),
    "the header alone": ("email,country,,\n" + people([""]), 2, ()),
}


@pytest.mark.parametrize("name", WHOLE)
def test_rows_with_spare_fields_are_whole(name: str) -> None:
    text, width, also = WHOLE[name]
    found = detected(text)
    assert (found.width, found.also, found.used) == (width, also, 2)
    assert not found.reading.doubts
    assert pairs(found)[0] == ("p0@x.com", "DE")


@pytest.mark.parametrize("spares", [[","], [",", ""], ["", ","]])
def test_without_a_header_spare_fields_are_no_columns(spares: list[str]) -> None:
    found = detected(people(spares))
    assert found.reading.dialect.columns == ("Column 1", "Column 2")
    assert {found.width, *found.also} == {len(f"a,b{spare}".split(",")) for spare in spares}
    assert len(found.rows) == 5 * len(spares)


@pytest.mark.parametrize("rows", [1, 30])
def test_values_that_are_one_column_off_are_noticed(rows: int) -> None:
    shifted = detected("email,country,city\n" + "a@x.com,Ann,DE,\nb@x.com,Bob,FR,\n" * rows)
    assert doubts(shifted) == {DoubtCode.COUNTRY_COLUMN}
    assert "“city” (column 3) holds countries" in shifted.reading.doubts[0].message
    other = detected("email,contact,country\n" + "yes,a@x.com,DE,\nno,b@x.com,FR,\n" * rows)
    assert doubts(other) == {DoubtCode.EMAIL_COLUMN}
    assert (other.reading.email, other.reading.country) == (1, 2)


def test_a_few_rows_of_another_width_are_left_to_be_rejected() -> None:
    assert detected(HEAD + people([""] * 99 + [","])).also == ()
    assert detected(HEAD + people([","] * 99 + [""])).also == ()


UNSURE = {
    "names with commas before an empty column": (
        "email,name,country,note\n",
        ["Ann,DE,", "Ann,DE,", "Ann,DE,x", "Doe, Ann,DE,"],
        SpareFields.REJECT,
    ),
    "countries with commas before an empty column": (
        "email,country,note\n",
        ["FR,", "FR,", "FR,x", "Congo, The Democratic Republic of the,"],
        SpareFields.REJECT,
    ),
    "a spare separator behind an empty column": (
        "email,country,note\n",
        ["FR,", "FR,x", "FR,x", "DE,,"],
        SpareFields.IGNORE,
    ),
    "rows that lack a field before an empty one": (
        "email,name,country,note\n",
        ["Ann,DE,x,", "Ann,DE,x,", "Ann,DE,x,", "Ann,DE,"],
        SpareFields.IGNORE,
    ),
}


@pytest.mark.parametrize("name", UNSURE)
def test_what_may_be_spare_or_shifted_is_asked_about(name: str) -> None:
    header, rows, proposed = UNSURE[name]
    text = header + people(rows, "p{number}@x.com,")
    found = detected(text)
    assert doubts(found) == {DoubtCode.SPARE_FIELDS}
    assert found.reading.dialect.spare_fields is proposed
    assert bool(found.also) == (proposed is SpareFields.IGNORE)
    for answer in SpareFields:
        told = detected(text, spare_fields=answer)
        assert not told.reading.doubts
        assert bool(told.also) == (answer is SpareFields.IGNORE)
    assert not detected(text, is_confirmed=True).reading.doubts


def test_blank_lines_of_any_blanks_are_no_rows() -> None:
    found = detected(" \t\n" + HEAD + "a@x.com,FR\n  \n\u00a0\n\u3000 \n,\nb@x.com,DE\n")
    assert pairs(found) == [("a@x.com", "FR"), ("b@x.com", "DE")]
    assert not found.reading.doubts
