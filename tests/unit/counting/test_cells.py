"""Emails in cells as tools write them: the first usable address is read, and never one out of prose."""

from __future__ import annotations

import base64
import hashlib

import polars as pl

from worker.counting.emails import EmailRules, read_emails
from worker.dialect.emails import is_email, is_surely_email

ANN = [
    "ann@x.example",
    " Ann@X.Example\t",
    "<ann@x.example>",
    '="ann@x.example"',
    "(ann@x.example)",
    "Ann Muster <ann@x.example>",
    "Ann Muster<ANN@X.EXAMPLE>",
    "Muster, Ann <ann@x.example>",
    '"Muster, Ann" <ann@x.example>',
    '"Muster, Ann <ann@x.example>"',
    "'Muster, Ann' <ann@x.example>",
    '"Ann \\"A.\\" Muster: <Sales>" <ann@x.example>',
    "Ann Müster <ann@x.example>",
    "山田 花子 <ann@x.example>",
    "María del Carmen Fernández de la Vega y Sanz <ann@x.example>",
    "=?utf-8?Q?Ann_M=C3=BCster?= <ann@x.example>",
    "=?UTF-8?B?w4Q=?= =?UTF-8?B?w4Q=?= <ann@x.example>",
    "=?iso-8859-1?q?Ann?= Muster <ann@x.example>",
    "ann@x.example <ann@x.example>",
    "'ann@x.example' <ann@x.example>",
    '"bob@x.example via Shop" <ann@x.example>',
    "Ann < mailto:ann@x.example >",
    "ann@x.example (Ann)",
    "ann@x.example (Work)",
    "mailto:ann@x.example",
    "<mailto:ann@x.example>",
    "MAILTO:ann@x.example?subject=Hi%20Ann&cc=bob@x.example",
    "mailto:ann%40x.example",
    "SMTP:ann@x.example",
    "E-Mail: ann@x.example",
    "Ann Muster [mailto:ann@x.example]",
    "[ann@x.example](mailto:ann@x.example)",
    '<a class="mail" href="mailto:ann@x.example?subject=x">write to me</a>',
    '=HYPERLINK("mailto:ann@x.example","write to me")',
    "<mailto:ann@x.example|ann@x.example>",
    "ann@x.example#mailto:ann@x.example#",
    "ann@x.example;",
    "; ann@x.example",
    "ann@x.example, ",
    "ann@x.example; ann@x.example",
    "ann@x.example, ANN@x.example",
    "n/a; ann@x.example",
    "- / ann@x.example",
    "ann@x.example, null",
    "ann@; ann@x.example",
    "bob@x; ann@x.example",
    '["ann@x.example"]',
]
ANN_AND_OTHERS = [
    "ann@x.example; bob@x.example",
    "ann@x.example;bob@x.example",
    "ann@x.example, bob@x.example",
    "ann@x.example,bob@x.example,cid@x.example",
    "ann@x.example ::: bob@x.example",
    "ann@x.example | bob@x.example",
    "ann@x.example|bob@x.example",
    "ann@x.example / bob@x.example",
    "ann@x.example/bob@x.example",
    "ann@x.example \\ bob@x.example",
    "ann@x.example\nbob@x.example",
    "ann@x.example\r\nbob@x.example",
    "ann@x.example bob@x.example",
    "ann@x.example\tbob@x.example",
    "ann@x.example and bob@x.example",
    "ann@x.example oder bob@x.example",
    "ann@x.example & bob@x.example",
    "ann@x.example + bob@x.example",
    "ann@x.example \u2013 bob@x.example",
    "ann@x.example、bob@x.example",
    "ann@x.example；bob@x.example",  # noqa: RUF001
    "ann@x.example<br/>bob@x.example",
    "'ann@x.example'; 'bob@x.example'",
    '"ann@x.example; bob@x.example"',
    '"ann@x.example", "bob@x.example"',
    '["ann@x.example","bob@x.example"]',
    "{ann@x.example,bob@x.example}",
    "<ann@x.example>, <bob@x.example>",
    "Ann <ann@x.example>, Bob <bob@x.example>",
    "Muster, Ann <ann@x.example>, Muster, Bob <bob@x.example>",
    'ann@x.example; "Muster, Bob" <bob@x.example>',
    "ann@x.example (Work), bob@x.example (Home)",
    "Ann <ann@x.example>\nbob@x.example",
    "SMTP:ann@x.example;smtp:bob@x.example",
    "mailto:ann@x.example,bob@x.example?subject=Hi",
    "ann@; ann@x.example; bob@x.example",
    "ann@x.example; bob+news@x.example; cid@x.example",
]
PROSE = [
    "please ask bob@x.example",
    "bob@x.example or call",
    "or bob@x.example",
    "ask <bob@x.example> instead",
    "see: Bob <bob@x.example>",
    "Moved! <bob@x.example>",
    "has moved away, please write to his wife from now on <bob@x.example>",
    "our agent (bob@x.example)",
    "ann@x.example (bounced, use bob@x.example)",
    "not hers; Bob <bob@x.example>",
    "Wrong address, bob@x.example, bounced",
    "Bob Muster bob@x.example",
    "ann,bob@x.example",
    "ann@x,example",
    "ann bob@x.example",
    "<bob@x.example",
    "Bob <bob@x.exam",
    "bob@x.example:secret",
    "bob@x.example?",
    "bob@x.example@x.example",
    "bob (at) x.example",
    "bob@x.example mailto:",
    "\0; bob@x.example",
]


def read(cells: list[str], rules: EmailRules | None = None) -> list[tuple[str, bool]]:
    """Whom each cell stands for, "" for nobody, and whether for several."""
    found = read_emails(pl.Series(cells), rules or EmailRules())
    return [
        (text if usable else "", several)
        for text, usable, several in zip(found.text, found.usable, found.several, strict=True)
    ]


def test_the_address_is_read_whatever_stands_around_it() -> None:
    assert dict(zip(ANN, read(ANN), strict=True)) == dict.fromkeys(ANN, ("ann@x.example", False))


def test_of_several_addresses_the_first_usable_one_counts() -> None:
    found = dict(zip(ANN_AND_OTHERS, read(ANN_AND_OTHERS), strict=True))
    assert found == dict.fromkeys(ANN_AND_OTHERS, ("ann@x.example", True))


def test_no_address_is_read_out_of_prose() -> None:
    assert dict(zip(PROSE, read(PROSE), strict=True)) == dict.fromkeys(PROSE, ("", False))


def test_addresses_beside_a_bad_one_are_not_made_of_it() -> None:
    cells = ["+ann@gmail.com", "ann+; bob@gmail.com", "ann+x@y.example; bob@gmail.com"]
    assert [text for text, _ in read(cells, EmailRules(fold_gmail=True))] == [
        "",
        "",
        "ann+x@y.example",
    ]


def test_a_column_is_seen_to_hold_what_counting_takes() -> None:
    digest = hashlib.md5(b"ann@x.example")
    hashes = [digest.hexdigest(), f"0x{digest.hexdigest()}", base64.b64encode(digest.digest()).decode()]
    cells = [*ANN, *ANN_AND_OTHERS, *PROSE, *hashes, "ａｎｎ＠ｘ．ｅｘａｍｐｌｅ", "a@x.y"]  # noqa: RUF001
    taken = {cell for cell, (text, _) in zip(cells, read(cells), strict=True) if text}
    assert {cell for cell in taken if not is_email(cell)} == set()
    assert {cell for cell in taken if not is_surely_email(cell)} == set(hashes)
    seen_at_a_glance_only = {"<bob@x.example", "bob@x.example?"}
    assert {cell for cell in cells if is_email(cell)} - taken == seen_at_a_glance_only


def test_a_very_long_cell_is_looked_at_in_no_time() -> None:
    for cell in (
        "x@" * 50_000,
        "a " * 50_000 + "<b@x.example",
        "<" * 50_000,
        "=?" * 50_000 + "@",
        '"' * 50_000 + "@",
    ):
        assert not is_email(cell)
        assert read([cell]) == [("", False)]
