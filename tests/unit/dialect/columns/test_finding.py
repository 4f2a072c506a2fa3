"""The email and country columns are found by name and content, and never guessed between two."""

from __future__ import annotations

from typing import Any

import pytest

from tests.unit.dialect.reading import detected, doubts
from worker.dialect.model import DoubtCode
from worker.errors import FileRefused
from worker.refusal import Refusal


@pytest.mark.parametrize(
    ("columns", "found"),
    [
        ("email_opt_in,email,country", (1, 2)),
        ("email_address,email,country", (1, 2)),
        ("work email,personal email,e-mail,country", (2, 3)),
        ("email,country_code,country", (0, 2)),
        ("email,phone_country_code,country_code", (0, 2)),
        ("email,Billing Country,Country,Shipping Country", (0, 2)),
        ("E-mail 1 - Value,E-mail 2 - Value,Country", (0, 2)),
        ("email,,,country", (0, 3)),
    ],
)
def test_the_plainest_name_decides(columns: str, found: tuple[int, int]) -> None:
    seen = detected(f"{columns}\n{',' * columns.count(',')}\n")
    assert (seen.reading.email, seen.reading.country) == found
    assert not seen.reading.doubts


@pytest.mark.parametrize(
    ("text", "proposed", "doubt"),
    [
        ("email,Email,country\na@x.com,b@x.com,FR\n", (0, 2), DoubtCode.EMAIL_COLUMN),
        ("home email,office email,country\na@x.com,b@x.com,FR\n", (0, 2), DoubtCode.EMAIL_COLUMN),
        ("email,country,Country \na@x.com,FR,DE\n", (0, 1), DoubtCode.COUNTRY_COLUMN),
        ("Email,Shipping Country,Billing Country\na@x.com,FR,DE\n", (0, 2), DoubtCode.COUNTRY_COLUMN),
        ("email,country,region\na@x.com,Bavaria,Germany\n", (0, 2), DoubtCode.COUNTRY_COLUMN),
        ("email,country,where\na@x.com,,Germany\n", (0, 2), DoubtCode.COUNTRY_COLUMN),
        ("email,contact,country\n1,a@x.com,FR\n2,b@x.com,DE\n", (1, 2), DoubtCode.EMAIL_COLUMN),
        ("acmeemail,country\na@x.com,FR\n", (0, 1), DoubtCode.EMAIL_COLUMN),
        ("email,dream country\na@x.com,FR\n", (0, 1), DoubtCode.COUNTRY_COLUMN),
        (
            "email,where\na@x.com,Germany\nb@x.com,Frankreich\nc@x.com,España\n",
            (0, 1),
            DoubtCode.COUNTRY_COLUMN,
        ),
    ],
)
def test_what_is_not_certain_is_proposed_and_asked_about(
    text: str, proposed: tuple[int, int], doubt: DoubtCode
) -> None:
    found = detected(text)
    assert (found.reading.email, found.reading.country) == proposed
    assert doubts(found) == {doubt}
    confirmed = detected(text, is_confirmed=True)
    assert (confirmed.reading.email, confirmed.reading.country) == proposed
    assert not confirmed.reading.doubts


def test_the_country_that_can_be_read_is_taken_of_one_thing_written_twice() -> None:
    found = detected("email,country,country code\na@x.com,Alemaña-Ost,DE\nb@x.com,?,FR\n")
    assert (found.reading.country, found.reading.doubts) == (2, ())


def test_of_equal_columns_the_only_filled_one_is_taken_when_the_whole_file_was_seen() -> None:
    text = "email,Billing Country,Shipping Country\na@x.com,,DE\nb@x.com,,FR\n"
    assert (detected(text).reading.country, detected(text).reading.doubts) == (2, ())
    assert doubts(detected(text + "c@x.com,", is_whole=False)) == {DoubtCode.COUNTRY_COLUMN}


@pytest.mark.parametrize(
    "values", ["de fr es it pt nl", "CA IN DE AL CO GA", "no no yes no no no", "4 8 276 840 12 16"]
)
def test_languages_states_answers_and_numbers_are_no_countries(values: str) -> None:
    rows = "".join(f"a@x.com,{value}\n" for value in values.split())
    found = detected(f"email,what\n{rows}")
    assert found.reading.country is None
    with pytest.raises(FileRefused) as refused:
        found.layout()
    assert refused.value.reason == Refusal.NO_COUNTRY_COLUMN


@pytest.mark.parametrize(
    "text",
    [
        "email,a,b\na@x.com,FR,DE\n",
        "email,country id\na@x.com,7\n",
        "email,Country Code\na@x.com,+49\nb@x.com,+33\n",
        "email,country\na@x.com,120.50\nb@x.com,99\n",
        "email,country\na@x.com,town 1\nb@x.com,town 2\n",
        "email,country,city\na@x.com,Ann,DE\nb@x.com,Bob,FR\n",
        "email,Country of birth\na@x.com,FR\nb@x.com,DE\n",
        "email,nationality\na@x.com,FR\nb@x.com,DE\n",
        "email,zip,country\na@x.com,90001,CA\nb@x.com,60601,IL\nc@x.com,30301,GA\n",
        "email,city,country\na@x.com,Dover,DE\nb@x.com,Chicago,IL\n",
        "email,country\na@x.com,CA\nb@x.com,IL\nc@x.com,GA\nd@x.com,TX\ne@x.com,NY\n",
        "email,country\na@x.com,SP\nb@x.com,RJ\nc@x.com,PA\n",
        "email,country\na@x.com,NSW\nb@x.com,VIC\nc@x.com,SA\n",
        "email,country\na@x.com,en\nb@x.com,de\nc@x.com,fr\nd@x.com,it\n",
    ],
)
def test_where_no_column_is_right_for_certain_none_is_proposed(text: str) -> None:
    found = detected(text)
    assert (found.reading.email, found.reading.country) == (0, None)
    assert doubts(found) == {DoubtCode.COUNTRY_COLUMN}
    with pytest.raises(FileRefused):
        detected(text, is_confirmed=True).layout()


def test_a_country_column_without_countries_is_asked_about_and_an_empty_one_is_not() -> None:
    found = detected("email,country\na@x.com,Atlantis\nb@x.com,Lemuria\n")
    assert (found.reading.country, doubts(found)) == (1, {DoubtCode.COUNTRY_COLUMN})
    found = detected("email,country\na@x.com,\nb@x.com,\n")
    assert (found.reading.country, found.reading.doubts) == (1, ())


@pytest.mark.parametrize(
    ("header", "sparse", "full"),
    [
        ("email,Country,IP Country", "a@x.com,,DE\n", 2),
        ("email,Country/Region,IP Country", "a@x.com,,DE\n", 2),
        ("email,Shipping Country,Country", "a@x.com,DE,\n", 1),
        ("email,Land,Wohnort", "a@x.com,,Frankreich\n", None),
    ],
)
def test_a_sparse_country_beside_a_full_one_is_asked_about(
    header: str, sparse: str, full: int | None
) -> None:
    for text in (sparse * 10, sparse * 9 + "a@x.com,FR,FR\n"):
        found = detected(f"{header}\n{text}")
        assert (found.reading.country, doubts(found)) == (full, {DoubtCode.COUNTRY_COLUMN})


def test_of_two_emails_the_one_that_differs_from_row_to_row_is_proposed() -> None:
    rows = "".join(f"us@shop.com,p{number}@x.com,FR\n" for number in range(20))
    found = detected(f"Email,Contact Email,Country\n{rows}")
    assert (found.reading.email, doubts(found)) == (1, {DoubtCode.EMAIL_COLUMN})


def test_a_list_of_one_country_is_told_that_its_states_are_no_countries() -> None:
    rows = "".join(
        f"p{number}@x.com,X,{state}\n" for number, state in enumerate(["CA", "DE", "IL", "GA", "PA"] * 4)
    )
    with pytest.raises(FileRefused, match=r"No country column was found: .*“State”") as refused:
        detected(f"Email,City,State\n{rows}").layout()
    assert refused.value.reason == Refusal.NO_COUNTRY_COLUMN


def test_an_email_column_that_holds_hardly_any_is_asked_about() -> None:
    for content in ("d41d8cd98f00b204", "customer 7", "ann at x.com"):
        found = detected("email,country\n" + f"{content},FR\n" * 40 + "a@x.com,FR\n")
        assert (found.reading.email, doubts(found)) == (0, {DoubtCode.EMAIL_COLUMN})


def test_an_email_that_slipped_among_the_countries_is_not_asked_about() -> None:
    rows = "".join(f"p{number}@x.com,{'bob@x.com' if number == 7 else 'DE'}\n" for number in range(60))
    assert detected(f"email,country\n{rows}").reading.doubts == ()


@pytest.mark.parametrize("digits", [32, 40])
def test_short_hashes_are_emails_only_where_the_columns_name_says_so(digits: int) -> None:
    rows = "".join(f"{number:0{digits}x},DE\n" for number in range(20))
    assert (detected(f"email,country\n{rows}").reading.email, doubts(detected(f"email,country\n{rows}"))) == (
        0,
        set(),
    )
    assert detected(f"key,country\n{rows}").reading.email is None
    beside = detected("key,e-mail,country\n" + "".join(f"{number:032x},,DE\n" for number in range(20)))
    assert (beside.reading.email, beside.reading.doubts) == (1, ())


@pytest.mark.parametrize("form", ['="{}"', "mailto:{}", "“{}”", "<{}>", "'{}'"])
def test_an_email_is_known_in_what_stands_around_it(form: str) -> None:
    found = detected("id,email,country\n" + f"1,{form.format('a@x.com')},FR\n" * 9)
    assert (found.reading.email, found.reading.doubts) == (1, ())


@pytest.mark.parametrize(
    ("columns", "reason"),
    [
        ("name,country", Refusal.NO_EMAIL_COLUMN),
        ("email_opt_in,country", Refusal.NO_EMAIL_COLUMN),
        ("email,phone country", Refusal.NO_COUNTRY_COLUMN),
        ("email,county", Refusal.NO_COUNTRY_COLUMN),
    ],
)
def test_the_columns_are_listed_when_one_is_missing(columns: str, reason: Refusal) -> None:
    with pytest.raises(FileRefused) as refused:
        detected(f"{columns}\nx,y\n").layout()
    assert refused.value.reason == reason
    assert all(f"“{name}”" in refused.value.message for name in columns.split(","))


def test_the_list_of_columns_stays_readable() -> None:
    names = ["x" * 1000, "bell\a", *(f"column {number}" for number in range(998))]
    with pytest.raises(FileRefused, match="and 970 more") as refused:
        detected(f"{','.join(names)}\n{','.join('x' * 1000)}\n").layout()
    assert len(refused.value.message) < 1000
    assert refused.value.message.isprintable()


def test_choices_decide() -> None:
    text = "a,email,country,b\nx@x.com,y@x.com,FR,DE\n"
    found = detected(text, email=0, country=3)
    assert (found.reading.email, found.reading.country, found.reading.doubts) == (0, 3, ())


@pytest.mark.parametrize(
    ("choices", "reason"),
    [
        ({"email": 2}, Refusal.NO_EMAIL_COLUMN),
        ({"country": 9}, Refusal.NO_COUNTRY_COLUMN),
        ({"email": 1, "country": 1}, Refusal.AMBIGUOUS_COLUMNS),
    ],
)
def test_choices_that_do_not_fit_are_refused(choices: dict[str, Any], reason: Refusal) -> None:
    with pytest.raises(FileRefused) as refused:
        detected("email,country\na@x.com,FR\n", **choices)
    assert refused.value.reason == reason


def test_a_column_chosen_for_the_email_is_not_the_country() -> None:
    found = detected("email,country\na@x.com,FR\n", email=1)
    assert (found.reading.email, found.reading.country) == (1, None)


@pytest.mark.parametrize(
    "cell",
    [
        "User 7 - user7@mail.example",
        "user7@mail.example, User 7",
        "User 7 user7@mail.example",
        "<email>user7@mail.example</email>",
        "User 7 <user7@mail.example> 1700000000 +0100",
        "https://x.example/?email=user7@mail.example",
    ],
)
@pytest.mark.parametrize("every", [1, 2, 9])
def test_emails_within_other_text_are_asked_about_and_not_called_codes(cell: str, every: int) -> None:
    emails = [cell.replace("7", str(at)) if at % every == 0 else f"user{at}@mail.example" for at in range(36)]
    rows = (f'"{email}";{"DE" if at % 3 else "FR"}' for at, email in enumerate(emails))
    (doubt,) = detected("email;country\n" + "\n".join(rows)).reading.doubts
    assert doubt.code is DoubtCode.EMAIL_COLUMN
    assert "emails within other text" in doubt.message
