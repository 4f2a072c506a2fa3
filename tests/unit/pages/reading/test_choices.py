from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pages.reading.choices import (
    AUTOMATIC,
    changed,
    column_labels,
    confirmed,
    further_columns,
    obstacle,
    others_in_use,
    with_found,
)
from worker.desk.preview import (
    Book,
    BookKind,
    Choices,
    Dialect,
    Doubt,
    DoubtCode,
    EmailHash,
    Reading,
    ShortRows,
)

CHOSEN = Choices(email=2, other_emails=(1, 3), country=4, has_header=True, encoding="cp1252")
READING = Reading(dialect=Dialect(has_header=False), email=0, country=1)


def test_another_sheet_is_looked_at_afresh() -> None:
    moved = changed(CHOSEN.model_copy(update={"skipped_lines": 2}), "sheet", 1)
    assert moved == Choices(sheet=1, encoding="cp1252")


def test_the_sheet_that_was_seen_is_confirmed() -> None:
    book = Book(kind=BookKind.XLSX, sheet=2, sheets=("a", "b", "c"))
    reading = READING.model_copy(update={"dialect": Dialect(book=book)})
    assert confirmed(Choices(), reading).sheet == 2
    assert confirmed(Choices(), READING).sheet is None


@pytest.mark.parametrize("field", ["separator", "quote", "escape", "line_ending", "skipped_lines"])
def test_what_moves_columns_drops_the_chosen_ones(field: str) -> None:
    moved = changed(CHOSEN, field, AUTOMATIC)
    assert (moved.email, moved.other_emails, moved.country) == (None, None, None)
    assert (moved.has_header, moved.encoding) == (True, "cp1252")


def test_other_choices_leave_the_columns_where_they_are() -> None:
    filled = changed(changed(CHOSEN, "encoding", "utf-8"), "short_rows", "fill")
    assert filled == CHOSEN.model_copy(update={"encoding": "utf-8", "short_rows": ShortRows.FILL})


def test_a_choice_can_be_left_to_detection_again() -> None:
    assert changed(CHOSEN, "encoding", AUTOMATIC).encoding is None
    assert changed(CHOSEN, "email", None).email is None


def test_a_column_is_chosen_for_one_thing_only() -> None:
    assert changed(CHOSEN, "email", 3).other_emails == (1,)
    assert changed(CHOSEN, "country", 1).other_emails == (3,)
    assert changed(Choices(), "email", 1).other_emails is None


def test_which_hash_counts_is_said_of_one_column() -> None:
    hashed = Choices(email=0, hashing=EmailHash.MD5)
    assert changed(hashed, "email", 1).hashing is None
    assert changed(hashed, "country", 1).hashing is EmailHash.MD5


def test_other_columns_that_hold_emails_are_offered_in_the_order_chosen() -> None:
    reading = Reading(
        dialect=Dialect(columns=("a", "b", "c", "d", "e")), email=1, country=0, other_emails=(4,)
    )
    assert further_columns("email", Choices(), reading, [0, 1, 3, 2, 9]) == [4, 2, 3]
    assert further_columns("email", Choices(other_emails=(3,)), reading, [1, 2]) == [3, 2]
    assert further_columns("email", Choices(other_emails=()), reading, [1]) == []


def test_no_further_column_is_a_choice_of_its_own() -> None:
    reading = READING.model_copy(update={"other_emails": (4,)})
    assert others_in_use("email", Choices(), reading) == (4,)
    assert others_in_use("email", Choices(other_emails=()), reading) == ()
    assert confirmed(Choices(), reading).other_emails == (4,)


def test_the_proposed_hash_is_chosen_with_the_reading_that_asks_for_it() -> None:
    doubt = Doubt(code=DoubtCode.HASHING, message="Which?")
    asking = READING.model_copy(update={"hashing": EmailHash.SHA256, "doubts": (doubt,)})
    assert confirmed(Choices(), asking).hashing is EmailHash.SHA256
    assert confirmed(Choices(hashing=EmailHash.MD5), READING).hashing is EmailHash.MD5
    assert confirmed(Choices(), READING).hashing is None


def test_no_quotation_mark_is_a_choice_of_its_own() -> None:
    assert changed(Choices(), "quote", "").quote == ""


def test_what_is_counted_is_what_was_shown() -> None:
    said = confirmed(Choices(separator=";"), READING)
    assert said == Choices(separator=";", email=0, country=1, has_header=False, is_confirmed=True)


def test_what_counting_asked_is_answered_as_it_proposed() -> None:
    asked = READING.model_copy(update={"doubts": (Doubt(code=DoubtCode.BROKEN_ROWS, message="?"),)})
    assert confirmed(Choices(), asked).rejects_broken
    assert not confirmed(Choices(), READING).rejects_broken


def test_a_guessed_encoding_is_kept_and_utf8_left_to_what_comes() -> None:
    guessed = READING.model_copy(update={"dialect": Dialect(encoding="cp1250")})
    assert confirmed(Choices(), guessed).encoding == "cp1250"
    assert confirmed(Choices(), READING).encoding is None


@pytest.mark.parametrize(
    ("email", "country", "words"),
    [
        (None, None, "emails and the countries"),
        (None, 1, "holds the emails"),
        (0, None, "holds the countries"),
    ],
)
def test_without_its_columns_a_file_cannot_be_counted(
    email: int | None, country: int | None, words: str
) -> None:
    assert words in (obstacle(Reading(dialect=Dialect(), email=email, country=country)) or "")
    assert obstacle(READING) is None


def test_what_only_a_person_knows_keeps_a_file_from_being_counted() -> None:
    asked = READING.model_copy(update={"doubts": (Doubt(code=DoubtCode.QUOTED_LINES, message="?"),)})
    assert "lines between quotation marks" in (obstacle(asked) or "")
    assert confirmed(Choices(), asked).quoted_lines is None


def test_columns_without_a_name_of_their_own_are_numbered() -> None:
    assert column_labels(["Mail", "", " ", "Land", "Land"], 6) == [
        "Mail",
        "Column 2",
        "Column 3",
        "Land (column 4)",
        "Land (column 5)",
        "Column 6",
    ]


@given(st.lists(st.text(max_size=80) | st.sampled_from(["a", "a (column 2)", "Column 2", "1. a"])))
def test_no_two_columns_are_called_the_same(names: list[str]) -> None:
    labels = column_labels(names)
    assert len(labels) == len(set(labels)) == len(names)


def test_what_was_found_is_the_first_option() -> None:
    options, labels = with_found("Semicolon", {",": "Comma"})
    assert [labels[option] for option in options] == ["Found: Semicolon", "Comma"]
    assert with_found("", {})[1] == {AUTOMATIC: "Find it out"}
