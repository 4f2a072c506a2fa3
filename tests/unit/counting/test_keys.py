"""Emails of one mailbox have one key; what is no email is told apart from none."""

# ruff: noqa: RUF001 - letters that look alike are what is tested

from __future__ import annotations

import hashlib

import polars as pl
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.unit.counting.emails import customer
from worker.counting.keys import EmailKeys, EmailRules, email_keys

LETTERS = (
    "aZé@.. \t\u00a0-_+%'\"(,;\0\x7f\u3000ßİς日IiΣσ\u0307\u0323e"
    "\u0301\ufeff\u200b\u00adＡ＠．。\ufffd😀\u0085½1"
)
WORDS = st.text(st.sampled_from(LETTERS), max_size=9)
DOMAINS = st.sampled_from(
    [
        "gmail.com",
        "GoogleMail.com",
        "xgmail.com",
        "Bücher.de",
        "xn--bcher-kva.de",
        "a-b.co.uk",
        "x.1",
        "-x.de",
    ]
)
HASHES = st.sampled_from(
    [hashlib.sha256(text.encode()).hexdigest() for text in ("a@gmail.com", "aa@gmail.com", "é@gmail.com")]
)
EMAILS = st.one_of(
    WORDS,
    st.builds("{}@{}.{}".format, WORDS, WORDS, WORDS),
    st.builds("{}@{}".format, st.text(st.sampled_from("aA.+é"), max_size=4), DOMAINS),
    st.builds("{}{}".format, st.sampled_from(["", " ", "\ufeff"]), HASHES | HASHES.map(str.upper)),
    st.builds(
        "{}@{}.com".format,
        st.integers(62, 66).map("a".__mul__),
        st.integers(62, 65).map("é".__mul__) | st.integers(62, 65).map("b".__mul__),
    ),
    st.sampled_from(["", "NULL", "\\N", "(null)", "n/a", "<null>", '=""', '"', "<>"]),
)
WRAPPED = st.builds(
    lambda form, email: form.format(email),
    st.sampled_from(['="{}"', '"{}"', " '{}' ", "<{}>", "“{}”", "mailto:{}", '"mailto:{}', "<MAILTO: {} >"]),
    EMAILS,
)
RULES = st.builds(EmailRules, fold_gmail=st.booleans(), hash_plain=st.booleans())


def keys_of(addresses: list[str], rules: EmailRules | None = None) -> EmailKeys:
    return email_keys(pl.Series(addresses, dtype=pl.String), rules or EmailRules())


@settings(max_examples=500, deadline=None)
@given(st.lists(EMAILS | WRAPPED, min_size=1, max_size=30), RULES)
@example(["a@gmail.com", hashlib.sha256(b"a@gmail.com").hexdigest()], EmailRules(hash_plain=True))
def test_keys_agree_with_a_slow_reference(addresses: list[str], rules: EmailRules) -> None:
    keys = keys_of(addresses, rules)
    expected = [customer(address, rules) for address in addresses]
    usable = [True] * len(expected) if keys.usable is None else keys.usable.tolist()
    assert usable == [bool(one) for one in expected]
    assert (keys.missing, keys.invalid) == (expected.count(""), expected.count(None))
    assert keys.hashed == sum(
        "@" not in address for address, one in zip(addresses, expected, strict=True) if one
    )
    pairs = list(zip(keys.first.tolist(), keys.second.tolist(), strict=True))
    for one in range(len(expected)):
        for other in range(one):
            if usable[one] and usable[other]:
                assert (pairs[one] == pairs[other]) == (expected[one] == expected[other])


@settings(deadline=None)
@given(EMAILS)
def test_an_email_made_comparable_stays_as_it_is(address: str) -> None:
    once = customer(address)
    assert not once or customer(once) == once


@pytest.mark.parametrize(
    "addresses",
    [
        [
            "ann@x.com",
            " Ann@X.com\t",
            "\ufeffann@x.com",
            "ann\u200b@x.com",
            "\u00a0ann@x.com\u00a0",
            "a\u00adnn@x.com",
        ],
        ["ann@x.com", "ａｎｎ＠ｘ．ｃｏｍ", "ann@x。com"],
        ["zoë@x.com", "ZOE\u0308@x.com", "Zoë@X.com"],
        ["istanbul@x.com", "İSTANBUL@X.COM", "istanbul@x.com"],
        ["νικος.παπ@x.gr", "ΝΙΚΟΣ.ΠΑΠ@X.GR"],
        ["ann@bücher.de", "ann@BU\u0308CHER.de", "ann@xn--bcher-kva.de", "ANN@XN--BCHER-KVA.DE"],
        ["a@例え.テスト", "a@xn--r8jz45g.xn--zckzah"],
        [
            "ann@x.com",
            '="ann@x.com"',
            '"Ann@x.com"',
            "“ann@x.com”",
            "„ann@x.com“",
            "<ann@x.com>",
            "'ann@x.com'",
        ],
        ["ann@x.com", "mailto:ann@x.com", "MAILTO:Ann@x.com", "<mailto:ann@x.com>"],
        [hashlib.sha256(b"x").hexdigest(), f" {hashlib.sha256(b'x').hexdigest().upper()} "],
    ],
)
def test_these_are_one_customer(addresses: list[str]) -> None:
    keys = keys_of(addresses)
    assert (keys.missing, keys.invalid) == (0, 0)
    assert len(set(keys.first.tolist())) == 1


@pytest.mark.parametrize(
    "addresses",
    [
        ["a.b@gmail.com", "ab@gmail.com", "ab+x@gmail.com", "ab@googlemail.com"],
        ["strasse@x.de", "straße@x.de"],
        ["e@x.com", "é@x.com", "ε@x.com"],
        ["ann+x@x.com", "ann@x.com", "a.nn@x.com"],
        ["2@x.com", "²@x.com"],
    ],
)
def test_these_are_different_customers(addresses: list[str]) -> None:
    assert len(set(keys_of(addresses).first.tolist())) == len(addresses)


def test_gmail_addresses_are_folded_only_if_wanted_and_only_gmails() -> None:
    ours = ["a.b@gmail.com", "AB+x+y@gmail.com", "a.b.@googlemail.com", "ab@GMAIL.com"]
    others = ["a.b@x.com", "ab@x.com", "ab+x@x.com", "a.b@mail.gmail.com", "a.b@xgmail.com"]
    keys = keys_of(ours + others, EmailRules(fold_gmail=True))
    assert len(set(keys.first[: len(ours)].tolist())) == 1
    assert len(set(keys.first[len(ours) :].tolist())) == len(others)
    assert keys_of(["+x@gmail.com", "..@gmail.com"], EmailRules(fold_gmail=True)).invalid == 2


def test_hashed_and_readable_emails_meet() -> None:
    hashed = hashlib.sha256(b"ann@x.com").hexdigest()
    keys = keys_of(["Ann@X.com ", hashed, hashed.upper(), "ann", hashed[1:]], EmailRules(hash_plain=True))
    assert keys.first[0] == keys.first[1] == keys.first[2]
    assert (keys.hashed, keys.invalid) == (2, 2)
    assert keys_of(["ann@x.com", hashed]).hashed == 1


@pytest.mark.parametrize(
    "address",
    [
        "ann@x.com",
        "a.b+c@mail.x-y.co.uk",
        "o'neil@x.ie",
        "ANN@X.COM ",
        "zoë@münchen.de",
        "日本@例え.jp",
        "1@2.c3",
        "a@4.io",
        "a.@docomo.ne.jp",
        "a" * 64 + "@x.com",
        "a@" + "b" * 63 + ".com",
        "a!#$&*/=?^`{|}~b@x.com",
        "a..b@x.com",
    ],
)
def test_accepts(address: str) -> None:
    keys = keys_of([address])
    assert (keys.missing, keys.invalid) == (0, 0)


@pytest.mark.parametrize(
    "address",
    [
        "ann",
        "@x.com",
        "ann@",
        "ann@x",
        "ann@.com",
        "ann@x.",
        "ann@x..com",
        "a@b@x.com",
        "a b@x.com",
        "ann@x,com",
        "ann@x.com;bob@x.com",
        "<ann@x.com",
        "Ann <ann@x.com>",
        "ann@x.com mailto:",
        "a\0nn@x.com",
        "a\u2003b@x.com",
        "a" * 250 + "@x.com",
        "n/a",
        "a@1.2.3.4",
        "a@[1.2.3.4]",
        '"a b"@x.com',
        "a@my_host.com",
        "a@-x.com",
        "a@x-.com",
        "a" * 65 + "@x.com",
        "a@" + "b" * 64 + ".com",
        "a\ufffd@x.com",
        "a@x\ufffd.com",
        "a\u00a0b@x.com",
        "😀@x.com",
        "a@😀.com",
        "\u2018ann@x.com",
        '="ann"',
        "d41d8cd98f00b204e9800998ecf8427e",
    ],
)
def test_rejects(address: str) -> None:
    keys = keys_of([address])
    assert (keys.missing, keys.invalid) == (0, 1)


@pytest.mark.parametrize(
    "address", ["", " ", "\u00a0", "\ufeff", "NULL", " null ", "\\N", "(null)", "<NULL>"]
)
def test_nothing_is_missing_rather_than_invalid(address: str) -> None:
    keys = keys_of([address])
    assert (keys.missing, keys.invalid) == (1, 0)


def test_the_two_hashes_are_independent() -> None:
    keys = email_keys(pl.Series([f"p{number}@x.com" for number in range(100_000)]), EmailRules())
    agreeing_bits = (~(keys.first ^ keys.second)).astype("<u8").view("u1")
    share = sum(int(byte).bit_count() for byte in agreeing_bits) / (64 * 100_000)
    assert abs(share - 0.5) < 0.01
    assert len(set(keys.first.tolist())) == len(set(keys.second.tolist())) == 100_000
