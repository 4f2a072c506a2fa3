"""What is in an email column and is not one customer's: masked emails, lists, rows commented out."""

from __future__ import annotations

import hashlib

import pytest

from tests.unit.counting.answering import outcome
from tests.unit.counting.files import report
from worker.counting.process.protocol import Tuning
from worker.dialect.model import Choices, DoubtCode
from worker.refusal import Refusal

NAMES = ["ada", "bob", "cy", "dora", "eve", "fay", "gus", "hal"]
MASKS = ["{0}***@gmail.com", "{0}•••@x.org", "xxx@x.org", "{0}xxxx@x.org", "ad...@{1}.com", "{0}*@x.org"]
MASKS += [
    "****@x.org",
    "j{0}****n@x.org",
    "{1}@g***.com",
    "????@x.org",
    "[email protected]",
]
WHOLE = [f"{name}{number}@x.org" for number in range(20) for name in NAMES]


def table(emails: list[str], header: str = "email,country") -> bytes:
    return "\n".join([header, *(f"{email},DE" for email in emails), ""]).encode()


@pytest.mark.parametrize("mask", MASKS)
def test_masked_emails_are_asked_about_and_never_counted(mask: str) -> None:
    masked = [mask.format(name[0], name) for name in NAMES * 20]
    asked = outcome(table(masked)).asked
    assert asked is not None
    assert [doubt.code for doubt in asked.doubts] == [DoubtCode.EMAIL_COLUMN]
    assert "cannot be told apart" in asked.doubts[0].message
    assert asked.email is None
    refused = outcome(table(masked), Choices(email=0, is_confirmed=True)).refused
    assert refused is not None
    assert "cannot be told apart" in str(refused)


@pytest.mark.parametrize("mask", MASKS)
def test_masked_emails_behind_the_beginning_are_not_counted(mask: str) -> None:
    masked = [mask.format(name[0], name) for name in NAMES * 1000]
    data = table([f"u{number}@mail.x.org" for number in range(60_000)] + masked)
    refused = outcome(data, tuning=Tuning()).refused
    assert refused is not None
    assert refused.reason is Refusal.MALFORMED
    assert "Line 60,002" in str(refused)
    counted = outcome(data, Choices(rejects_broken=True), Tuning()).counted
    assert counted is not None
    assert (report(counted), counted.quality.rejected) == ({"DE": 60_000}, {"masked": 8000})


def test_a_column_of_hashes_counts_instead_of_a_masked_one() -> None:
    hashes = [hashlib.sha256(email.encode()).hexdigest() for email in WHOLE]
    rows = [f"{email[0]}***@x.org,{each}" for email, each in zip(WHOLE, hashes, strict=True)]
    counted = outcome(table(rows, "email,email_sha256,country")).counted
    assert counted is not None
    assert report(counted) == {"DE": len(WHOLE)}
    asked = outcome(table(rows, "email,email of friend,country")).asked
    assert asked is not None
    assert "masked" in asked.doubts[0].message


def test_names_with_such_letters_are_not_masked() -> None:
    emails = ["max@x.org", "foxx@x.org", "alex.x@xxx.org", "x@x.org", "maxx.xavier@x.org", "a.b..c@x.org"]
    counted = outcome(table(emails)).counted
    assert counted is not None
    assert report(counted) == {"DE": 6}


def test_cells_that_mostly_hold_several_people_are_asked_about() -> None:
    data = table([f'"{name}@x.org; {name}@y.org"' for name in NAMES])
    asked = outcome(data).asked
    assert asked is not None
    assert asked.email is None
    assert "several emails" in asked.doubts[0].message
    counted = outcome(data, Choices(email=0)).counted
    assert counted is not None
    assert report(counted) == {"DE": len(NAMES)}
    few = outcome(table([*WHOLE, '"a@x.org; b@x.org"'])).counted
    assert few is not None
    assert few.quality.rows_with_several_addresses == 1


def test_lists_behind_the_beginning_are_asked_about() -> None:
    singles = [f"single-{number}@mail.x.org" for number in range(40_000)]
    lists = [f'"u{number}@x.org; v{number}@x.org"' for number in range(60_000)]
    data = table(singles + lists)
    asked = outcome(data, tuning=Tuning()).asked
    assert asked is not None
    assert "60,000 of 100,000 rows hold several emails" in asked.doubts[0].message
    counted = outcome(data, Choices(email=0), Tuning()).counted
    assert counted is not None
    assert counted.quality.rows_with_several_addresses == 60_000


@pytest.mark.parametrize(
    ("header", "row"),
    [
        ("country,email", "#NL,zoe@x.org"),
        ("email,country", "#zoe@x.org,NL"),
        ("email,country", "-- zoe@x.org,NL"),
        ("country,email", "//NL,zoe@x.org"),
    ],
)
def test_rows_that_are_commented_out_are_no_customers(header: str, row: str) -> None:
    rows = [f"DE,{email}" if header.startswith("country") else f"{email},DE" for email in WHOLE]
    counted = outcome("\n".join([header, *rows[:50], row, *rows[50:], ""]).encode()).counted
    assert counted is not None
    assert report(counted) == {"DE": len(WHOLE)}
    assert counted.quality.reject_lines == {"comment": [52]}


def test_marks_of_spreadsheets_are_no_comments() -> None:
    rows = [f"DE,{email}" for email in WHOLE]
    counted = outcome("\n".join(["country,email", *rows, "#N/A,zoe@x.org", ""]).encode()).counted
    assert counted is not None
    assert report(counted) == {"DE": len(WHOLE), "#N/A": 1}


@pytest.mark.parametrize(
    "name", ["phone_sha256", "Mobile (SHA256)", "device id", "hashed_maid", "user_id", "ipHash", "fn"]
)
def test_hashes_of_something_else_are_never_proposed(name: str) -> None:
    hashes = [hashlib.sha256(email.encode()).hexdigest() for email in WHOLE]
    refused = outcome(table(hashes, f"{name},country")).refused
    assert refused is not None
    assert refused.reason is Refusal.NO_EMAIL_COLUMN
    both = outcome(table([f"{each},{each[::-1]}" for each in hashes], f"{name},id,country")).asked
    assert both is not None
    assert both.email == 1
    counted = outcome(table(hashes, f"{name},country"), Choices(email=0)).counted
    assert counted is not None
    assert report(counted) == {"DE": len(WHOLE)}
