"""Files of `tests/cases`, in the shapes of real exports and real damage, become what is right for them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from pages.reading.choices import confirmed, obstacle
from tests.unit.counting.answering import NOTHING_SAID, outcome
from tests.unit.counting.files import report
from worker.counting.process.protocol import CountResult
from worker.dialect.model import Choices
from worker.refusal import Refusal

FOLDER = Path(__file__).parents[2] / "cases"
EIGHT = {"US": 5, "DE": 5, "FR": 3, "GB": 3, "NL": 2, "BR": 2, "IN": 2, "AU": 2}
COUNTED, ASKED, REFUSED = "counted", "asked", "refused"


@dataclass(frozen=True)
class Right:
    """A report, and how many rows it leaves out."""

    report: Mapping[str, int]
    rejected: int = 0


@dataclass(frozen=True)
class Case:
    """What may become of a file.

    Attributes:
        may: be counted, asked about, or refused.
        rights: what it gives, counted or confirmed; none: there is nothing to be proposed.
        email: the name of the column that is proposed.
        country: likewise.
        choices: what is said of it beforehand.
        refusal: why it is refused.
    """

    may: tuple[str, ...]
    rights: tuple[Right, ...] = ()
    email: str | None = None
    country: str | None = None
    choices: Choices = NOTHING_SAID
    refusal: Refusal | None = None


NO_COUNTRY = Case((REFUSED, ASKED), refusal=Refusal.NO_COUNTRY_COLUMN)
CASES = {
    "us-list-state-codes": NO_COUNTRY,
    "state-with-blank-country": Case((COUNTED, ASKED), (Right({"": 300}),)),
    "state-and-empty-country": Case((COUNTED, ASKED), (Right({"": 3}),)),
    "state-beats-billing-country": Case((COUNTED,), (Right({"US": 40}),)),
    "state-beats-default-address-country-code": Case((COUNTED,), (Right({"US": 40}),)),
    "state-beats-ip-country": Case((COUNTED, ASKED), (Right({"US": 40}),), "Email", "IP Country"),
    "state-is-status": Case((REFUSED,), refusal=Refusal.NO_COUNTRY_COLUMN),
    "hubspot-asks-but-proposes-state": Case(
        (COUNTED, ASKED), (Right({"US": 400}),), "Email", "Country/Region"
    ),
    "hubspot-country-region-empty": Case((ASKED,), (Right(EIGHT),), "Email", "IP Country"),
    "donation-beats-mailing-country": Case((COUNTED,), (Right({"US": 40}),)),
    "donation": Case((REFUSED,), refusal=Refusal.NO_COUNTRY_COLUMN),
    "country-code-is-dialling-code": Case((ASKED,)),
    "spare-shift-country": Case((ASKED,)),
    "spare-all-rejected": Case((ASKED,), (Right({"DE": 1, "FR": 1}),), "contact", "country"),
    "spare-country-code": Case((COUNTED, ASKED), (Right({"DE": 1, "FR": 1}),), "email", "country_code"),
    "trailing-separators-but-one-row": Case(
        (COUNTED, ASKED), (Right({"DE": 100, "FR": 1}), Right({"DE": 100}, 1)), "email", "country"
    ),
    "spare-separators-with-blanks": Case(
        (COUNTED, ASKED), (Right({"DE": 5, "FR": 5, "GB": 5, "US": 5}),), "Email", "Country"
    ),
    "rows-above-header-skipped": Case(
        (COUNTED, ASKED), (Right({"US": 2, "DE": 1, "FR": 1}, 1), Right({"US": 2}, 2))
    ),
    "glued-headerless-part-skipped": Case(
        (COUNTED, ASKED), (Right({"US": 2, "DE": 1, "FR": 1}), Right({"US": 2}, 2)), "email", "country"
    ),
    "second-header-other-order": Case(
        (COUNTED, ASKED, REFUSED), (Right({"DE": 30, "FR": 10}, 1), Right({"DE": 30}, 11)), "email", "country"
    ),
    "stray-pair-with-blank-line": Case((ASKED, REFUSED), (Right({"DE": 2, "FR": 2, "US": 1}, 1),)),
    "free-text-refused": Case((COUNTED,), (Right({"DE": 1, "FR": 2}),)),
    "fully-quoted-free-text-refused": Case((COUNTED,), (Right({"DE": 100, "FR": 1}),)),
    "blank-lines-of-spaces": Case((COUNTED,), (Right({"DE": 1, "FR": 2}, 2), Right({"DE": 1, "FR": 2}))),
    "hash-header": Case(
        (COUNTED,),
        (Right({"DE": 1, "FR": 2}),),
        choices=Choices(email=1, country=2, has_header=True),
    ),
    "typeform-hash-header": Case((ASKED,), (Right(EIGHT),), "What is your *email*?", "Where are you based?"),
    "salesforce-report-footer": Case((COUNTED, ASKED), (Right(EIGHT, 7), Right(EIGHT, 5), Right(EIGHT))),
    "google-contacts-two-emails-in-cell": Case((COUNTED,), (Right(EIGHT),)),
    "display-name-emails": Case(
        (COUNTED, ASKED), (Right({"DE": 5, "FR": 5, "GB": 5, "US": 5}),), "Email", "Country"
    ),
    "md5-emails": Case((COUNTED,), (Right({"DE": 40}),)),
    "gb18030-guessed-korean": Case(
        (ASKED,), (Right({"CN": 10, "DE": 10, "FR": 10, "US": 10}),), "email", "country"
    ),
}


def test_every_file_has_its_answer() -> None:
    assert {path.stem for path in FOLDER.glob("*.csv")} == set(CASES)


@pytest.mark.parametrize("name", CASES)
def test_a_file_becomes_what_is_right_for_it(name: str) -> None:
    case = CASES[name]
    data = (FOLDER / f"{name}.csv").read_bytes()

    first = outcome(data, case.choices)

    if first.counted is not None:
        assert COUNTED in case.may
        assert_right(first.counted, case)
    elif first.asked is not None:
        assert ASKED in case.may
        columns = first.asked.dialect.columns
        proposed = [None if at is None else columns[at] for at in (first.asked.email, first.asked.country)]
        if not case.rights:
            assert proposed[1] is None
        if case.country:
            assert proposed == [case.email, case.country]
        if not obstacle(first.asked):
            button = outcome(data, confirmed(case.choices, first.asked)).counted
            assert button is not None
            assert_right(button, case)
            flag = outcome(data, Choices(is_confirmed=True))
            assert flag.asked or flag.counted  # what is only found by counting has a flag of its own
            if flag.counted:
                assert_right(flag.counted, case)
    else:
        assert first.refused is not None
        assert REFUSED in case.may
        assert case.refusal in (None, first.refused.reason)


def test_several_addresses_in_a_cell_are_told() -> None:
    counted = outcome((FOLDER / "google-contacts-two-emails-in-cell.csv").read_bytes()).counted
    assert counted is not None
    assert counted.quality.rows_with_several_addresses == 6


def test_the_encoding_of_a_chinese_file_is_proposed() -> None:
    asked = outcome((FOLDER / "gb18030-guessed-korean.csv").read_bytes()).asked
    assert asked is not None
    assert asked.dialect.encoding == "gb18030"


def assert_right(result: CountResult, case: Case) -> None:
    quality = result.quality
    rejected = sum(quality.rejected.values())
    assert quality.rows == quality.customers + quality.duplicates + rejected
    assert Right(report(result), rejected) in case.rights
