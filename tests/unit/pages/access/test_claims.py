"""Whom a login lets in, and who may operate, by the claims of the login alone."""

from __future__ import annotations

import pytest

from pages.access.claims import may_enter, may_operate, owner_of, verified_email
from worker.settings import Settings

ADA = {
    "is_logged_in": True,
    "iss": "https://idp.example",
    "sub": "1",
    "email": "Ada@Example.org",
    "email_verified": True,
}
OPEN = Settings()
EXAMPLE_ORG = Settings(allowed_domains="example.org")
ADA_ALONE = Settings(allowed_emails="ada@example.org")
OPERATORS = Settings(operators=" Ops@Example.org, second@example.org,")


def claims(**changes: object) -> dict[str, object]:
    return ADA | changes


def test_promise_24_an_owner_is_one_person_of_one_provider() -> None:
    assert owner_of(ADA) == owner_of(claims(email="ada@other.example"))
    others = [
        claims(sub="2"),
        claims(iss="https://other.example"),
        claims(sub="1\n", iss="https://idp.exampl"),
    ]
    assert len({owner_of(each) for each in (ADA, *others)}) == 4
    assert "example" not in (owner_of(ADA) or "")


@pytest.mark.parametrize("missing", ["is_logged_in", "iss", "sub"])
def test_promise_23_without_login_issuer_or_subject_there_is_no_owner(missing: str) -> None:
    nobody = {name: value for name, value in ADA.items() if name != missing}
    assert owner_of(nobody) is None
    assert not may_enter(nobody, OPEN)


def test_promise_23_being_logged_in_is_true_and_nothing_like_it() -> None:
    assert owner_of(claims(is_logged_in="yes")) is None


def test_with_empty_lists_everyone_the_provider_lets_in_may_enter() -> None:
    assert may_enter(ADA, OPEN)
    assert may_enter(claims(email=None), OPEN)


@pytest.mark.parametrize("email", ["ada@example.org", "BOB@EXAMPLE.ORG", " eve@example.org "])
def test_promise_23_an_allowed_domain_lets_its_addresses_in(email: str) -> None:
    assert may_enter(claims(email=email), EXAMPLE_ORG)


@pytest.mark.parametrize(
    "email",
    [
        "",
        None,
        "ada@example.com",
        "ada@sub.example.org",
        "ada@example.org.evil.example",
        "ada@evilexample.org",
        "ada@evil.example@example.org",
        "example.org",
        "@",
        "ada@EXAMPLE.or\N{LATIN SMALL LETTER SCRIPT G}",
    ],
)
def test_promise_23_an_allowed_domain_lets_nobody_else_in(email: str | None) -> None:
    assert not may_enter(claims(email=email), EXAMPLE_ORG)


def test_promise_23_an_allowed_address_lets_in_one_person() -> None:
    assert may_enter(ADA, ADA_ALONE)
    assert not may_enter(claims(email="bob@example.org"), ADA_ALONE)
    assert not may_enter(
        claims(email="\N{KELVIN SIGN}ada@example.org"), Settings(allowed_emails="kada@example.org")
    )


def test_an_address_or_a_domain_is_enough() -> None:
    both = Settings(allowed_emails="ada@example.org", allowed_domains="partner.example")
    assert may_enter(ADA, both)
    assert may_enter(claims(email="bob@partner.example"), both)
    assert not may_enter(claims(email="bob@example.org"), both)


@pytest.mark.parametrize(
    "proof", [{"email_verified": True}, {"email_verified": "true"}, {"xms_edov": True}, {"xms_edov": "1"}]
)
def test_providers_vouch_for_an_address_in_their_own_ways(proof: dict[str, object]) -> None:
    unproven = {name: value for name, value in ADA.items() if name != "email_verified"}
    assert verified_email(unproven | proof) == "ada@example.org"


@pytest.mark.parametrize("said", [False, None, "false", 0, "", "no", "unverified"])
def test_promise_23_an_unverified_address_is_never_taken_for_allowed(said: object) -> None:
    eve = claims(email_verified=said, email="ops@example.org")
    for settings in (EXAMPLE_ORG, ADA_ALONE, Settings(allowed_emails="ops@example.org")):
        assert not may_enter(eve, settings)
    assert not may_operate(eve, OPERATORS)


def test_promise_23_an_address_of_which_nothing_is_said_is_unverified() -> None:
    silent = {name: value for name, value in ADA.items() if name != "email_verified"}
    assert verified_email(silent) is None
    assert not may_enter(silent, EXAMPLE_ORG)


@pytest.mark.parametrize("email", ["ops@example.org", "OPS@example.ORG", " second@example.org "])
def test_promise_23_those_who_are_named_are_operators(email: str) -> None:
    assert may_operate(claims(email=email), OPERATORS)


@pytest.mark.parametrize("email", ["", None, "ada@example.org", "ops@example.org.evil.com", "ops", ","])
def test_promise_23_nobody_else_is(email: str | None) -> None:
    assert not may_operate(claims(email=email), OPERATORS)


def test_promise_23_an_operator_who_may_not_enter_is_none() -> None:
    assert not may_operate(
        claims(email="ops@example.org"),
        Settings(operators="ops@example.org", allowed_domains="other.example"),
    )


def test_with_login_and_nobody_named_there_are_no_operators() -> None:
    assert not may_operate(ADA, OPEN)
    assert not may_operate(claims(email=None), OPEN)


def test_promise_25_settings_do_not_show_whom_they_name() -> None:
    named = Settings(
        operators="ops@example.org", allowed_emails="ada@example.org", allowed_domains="example.org"
    )
    assert "example.org" not in repr(named)
