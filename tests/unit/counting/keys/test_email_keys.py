"""Emails of one mailbox have one key; what is no email is told apart from none."""

# ruff: noqa: RUF001 - letters that look alike are what is tested

from __future__ import annotations

import base64
import hashlib
from dataclasses import replace

import polars as pl
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.unit.counting.emails import customer, hides_customers, names_several
from worker.counting.keys.email_keys import EmailKeys, EmailRules, Fault, email_keys
from worker.dialect.values.hashes import EmailHash

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
MASKING = "ax*#?•…·|/."
MASKS = st.text(st.sampled_from(MASKING), max_size=3)
EMAILS = st.one_of(
    WORDS,
    st.builds("{}@{}.{}".format, WORDS, WORDS, WORDS),
    st.builds("{}@{}".format, st.text(st.sampled_from("aA.+é"), max_size=4), DOMAINS),
    st.builds("{}{}".format, st.sampled_from(["", " ", "\ufeff"]), HASHES | HASHES.map(str.upper)),
    st.builds(
        "{}{}@{}.com".format,
        st.integers(60, 66).map("a".__mul__),
        st.sampled_from(["", "é", "日", "Iİ"]),
        st.integers(62, 65).map("é".__mul__) | st.integers(62, 65).map("b".__mul__),
    ),
    st.builds("{}{}@{}.com".format, MASKS, st.text(st.sampled_from(MASKING), max_size=7), MASKS),
    st.sampled_from(["", "NULL", "\\N", "(null)", "n/a", "<null>", '=""', '"', "<>"]),
)
WRAPPED = st.builds(
    lambda form, email: form.format(email),
    st.sampled_from(['="{}"', '"{}"', " '{}' ", "<{}>", "“{}”", "mailto:{}", '"mailto:{}', "<MAILTO: {} >"]),
    EMAILS,
)
JOINS = st.sampled_from(
    [";", ", ", " ::: ", "|", "/", "\n", " ", " and ", " oder ", "<br>", ",null,", ":", "x"]
)
NAMES = st.sampled_from(
    ["", "Ann ", "Muster, Ann ", '"Muster: Ann" ', "=?utf-8?q?=40nn?= M ", "ann@x.com", "a; "]
)
NAMED = st.builds(
    lambda form, name, email: form.format(name=name, email=email),
    st.sampled_from(
        ["{name}<{email}>", "{email} ({name})", "{name}{email}", '"{name}<{email}>"', "[{email}]"]
    ),
    NAMES | WORDS,
    EMAILS,
)
LISTED = st.builds(str.join, JOINS, st.lists(EMAILS | WRAPPED | NAMED, min_size=1, max_size=4))
LISTS = st.lists(EMAILS | WRAPPED | LISTED, min_size=1, max_size=30)
RULES = st.builds(EmailRules, fold_gmail=st.booleans(), hash_plain=st.none() | st.sampled_from(EmailHash))


def expected_fault(address: str, rules: EmailRules) -> Fault:
    one = customer(address, rules)
    if one is None:
        return Fault.MASKED if hides_customers(address) else Fault.INVALID
    return Fault.NONE if one else Fault.MISSING


def faults_of(keys: EmailKeys) -> list[int]:
    return [Fault.NONE] * len(keys.first) if keys.faults is None else keys.faults.tolist()


def keys_of(addresses: list[str], rules: EmailRules | None = None) -> EmailKeys:
    return email_keys([pl.Series(addresses, dtype=pl.String)], rules or EmailRules())


@settings(max_examples=200)
@given(LISTS, RULES)
@example(["a@gmail.com", hashlib.sha256(b"a@gmail.com").hexdigest()], EmailRules(hash_plain=EmailHash.SHA256))
@example(["1＠1.½"], EmailRules())
@example(['@ ()"<b@e.com>', "b@e.com"], EmailRules())
@example(["a" * 63 + "é@x.com", "a" * 62 + "é@x.com"], EmailRules())
def test_keys_agree_with_a_slow_reference(addresses: list[str], rules: EmailRules) -> None:
    assert_keys_agree(addresses, rules)


@pytest.mark.soak
@pytest.mark.timeout(3_600)
@settings(max_examples=3_000)
@given(LISTS, RULES)
def test_keys_of_thousands_of_lists_agree_with_a_slow_reference(
    addresses: list[str], rules: EmailRules
) -> None:
    assert_keys_agree(addresses, rules)


def assert_keys_agree(addresses: list[str], rules: EmailRules) -> None:
    keys = keys_of(addresses, rules)
    expected = [customer(address, rules) for address in addresses]
    assert faults_of(keys) == [expected_fault(address, rules) for address in addresses]
    usable = [bool(one) for one in expected]
    readable = [customer(address, replace(rules, hash_plain=None)) for address in addresses]
    assert keys.hashed.total() == sum("@" not in one for one in readable if one)
    assert keys.several == sum(names_several(address, rules) for address in addresses)
    pairs = list(zip(keys.first.tolist(), keys.second.tolist(), strict=True))
    for one in range(len(expected)):
        for other in range(one):
            if usable[one] and usable[other]:
                assert (pairs[one] == pairs[other]) == (expected[one] == expected[other])


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
        [
            "ann@x.com",
            "|ann@x.com",
            "*ann@x.com",
            "/ann@x.com",
            "& ann@x.com",
            ">ann@x.com",
            "•ann@x.com",
            "\\ann@x.com",
        ],
        ["ann@x.com", "ann@x.com|", "ann@x.com*", "*ann@x.com*", "ann@x.com/", "=ann@x.com", "'|ann@x.com'"],
        ["ann@x.com", "mailto:ann@x.com", "MAILTO:Ann@x.com", "<mailto:ann@x.com>"],
        [hashlib.sha256(b"x").hexdigest(), f" {hashlib.sha256(b'x').hexdigest().upper()} "],
    ],
)
def test_these_are_one_customer(addresses: list[str]) -> None:
    keys = keys_of(addresses)
    assert set(faults_of(keys)) == {Fault.NONE}
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
    nobody = keys_of(["+x@gmail.com", "..@gmail.com"], EmailRules(fold_gmail=True))
    assert faults_of(nobody) == [Fault.INVALID, Fault.INVALID]


@pytest.mark.parametrize("kind", EmailHash)
def test_hashed_and_readable_emails_meet_however_the_hash_is_written(kind: EmailHash) -> None:
    found = hashlib.new(kind, b"ann@x.com")
    hashed = found.hexdigest()
    written = [hashed, hashed.upper(), f" {hashed}", f'="{hashed}"', f"0x{hashed.upper()}", f"\\x{hashed}"]
    written.append(base64.b64encode(found.digest()).decode())
    written.append(base64.urlsafe_b64encode(found.digest()).decode())
    keys = keys_of(["Ann@X.com ", "ann", hashed[1:], *written], EmailRules(hash_plain=kind))
    assert faults_of(keys) == [Fault.NONE, Fault.INVALID, Fault.INVALID, *[Fault.NONE] * len(written)]
    assert set(keys.first[3:].tolist()) == {int(keys.first[0])}
    assert keys.hashed == {kind: len(written)}


def test_one_kind_of_hash_counts_where_that_is_chosen() -> None:
    hashes = [hashlib.new(kind, b"ann@x.com").hexdigest() for kind in EmailHash]
    keys = keys_of([*hashes, "ann@x.com", "ann"], EmailRules(only_hash=EmailHash.SHA1))
    assert faults_of(keys) == [Fault.OTHER_HASH, Fault.NONE, Fault.OTHER_HASH, Fault.NONE, Fault.INVALID]
    assert keys.hashed == {EmailHash.SHA1: 1}


@pytest.mark.parametrize("kind", EmailHash)
@pytest.mark.parametrize("nothing", ["", "null", "N/A", "none", " ", "-", "Unknown", "\\N"])
def test_the_hash_of_no_email_is_none(kind: EmailHash, nothing: str) -> None:
    assert faults_of(keys_of([hashlib.new(kind, nothing.encode()).hexdigest()])) == [Fault.MISSING]


@pytest.mark.parametrize("length", [16, 48, 56, 96, 128])
def test_other_hashes_are_no_emails(length: int) -> None:
    assert faults_of(keys_of(["a1" * (length // 2)])) == [Fault.INVALID]


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
        "a" * 62 + "é@x.com",
        "a@" + "b" * 63 + ".com",
        "a!#$&*/=?^`{|}~b@x.com",
        "a..b@x.com",
    ],
)
def test_accepts(address: str) -> None:
    keys = keys_of([address])
    assert set(faults_of(keys)) == {Fault.NONE}


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
        "<ann@x.com",
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
        "a" * 63 + "é@x.com",
        "a@" + "b" * 64 + ".com",
        "a\ufffd@x.com",
        "a@x\ufffd.com",
        "a\u00a0b@x.com",
        "😀@x.com",
        "a@😀.com",
        "\u2018ann@x.com",
        '="ann"',
        "d41d8cd98f00b204",
    ],
)
def test_rejects(address: str) -> None:
    keys = keys_of([address])
    assert faults_of(keys) == [Fault.INVALID]


@pytest.mark.parametrize(
    "address", ["", " ", "\u00a0", "\ufeff", "NULL", " null ", "\\N", "(null)", "<NULL>"]
)
def test_nothing_is_missing_rather_than_invalid(address: str) -> None:
    keys = keys_of([address])
    assert faults_of(keys) == [Fault.MISSING]


def test_the_two_hashes_are_independent() -> None:
    keys = email_keys([pl.Series([f"p{number}@x.com" for number in range(100_000)])], EmailRules())
    agreeing_bits = (~(keys.first ^ keys.second)).astype("<u8").view("u1")
    share = sum(int(byte).bit_count() for byte in agreeing_bits) / (64 * 100_000)
    assert abs(share - 0.5) < 0.01
    assert len(set(keys.first.tolist())) == len(set(keys.second.tolist())) == 100_000
