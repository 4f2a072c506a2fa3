"""Emails in cells as tools write them: the first usable address is read, and never one out of prose."""

from __future__ import annotations

import base64
import hashlib

import polars as pl
import pytest

from worker.counting.keys.emails import EmailRules, read_emails
from worker.dialect.values.email_cells import is_email, is_surely_email
from worker.dialect.values.mailboxes import names_several
from worker.dialect.values.masked import is_masked

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
    'Muster "Head: Sales" <ann@x.example>',
    "Muster =?utf-8?Q?Ann?= <ann@x.example>",
    "Ann < mailto:ann@x.example >",
    "ann@x.example (Ann)",
    "ann@x.example (Work)",
    "mailto:ann@x.example",
    "<mailto:ann@x.example>",
    "MAILTO:ann@x.example?subject=Hi%20Ann&cc=bob@x.example",
    "mailto:ann%40x.example",
    "SMTP:ann@x.example",
    "E-Mail: ann@x.example",
    "Work: ann@x.example",
    "Privat:ann@x.example",
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
    "Work: ann@x.example; Home: bob@x.example",
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


HOSTILE = [
    *("*", "x*", "x", "•", "·", "#", "?", "...", "a@*.", "*."),
    *("a ", "a@", "@ ", "<", "a <", '"', "'", "(", "#", "|", "\t", "- ", "&", "<br>", "<br ", "n/a "),
    *(
        "=?",
        "=?a?=",
        "a,",
        "a:",
        "a/",
        '\\"',
        '"\\',
        '/"',
        "'a",
        "('",
        "a.",
        "&amp;",
        "\u2003",
        "0" * 32 + "g",
    ),
    *(
        "mailto:",
        "e-mail:",
        "mailto:a@b ",
        "smtp:a@b;",
        "a@b ",
        "a@b;",
        "a@b#",
        "a@b (x)",
        "a@b.c,",
        "a@b and ",
    ),
    *(
        "<a href=mailto:a@b>",
        "[a](mailto:a@b)",
        "<mailto:a@b|",
        "[mailto:a@b ",
        '"a\\" <x@y> ',
        "0" * 32 + "/",
    ),
]
ENDS = ["", "@", "!", "x@", " <@x", "<b@x.example>", ": <b@x.example>", "b@x.example x"]


@pytest.mark.parametrize("characters", [1_990, 300_000])
def test_no_cell_takes_longer_than_reading_it(characters: int) -> None:
    """What takes the square of a cell's length, or more, never ends here."""
    for part in HOSTILE:
        cells = [part * (characters // len(part) - len(end)) + end for end in ENDS]
        cells += [f"a@b.c{cell}" for cell in cells]
        cells = [cell[-characters:] for cell in cells]
        for cell in cells:
            is_email(cell)
            is_masked(cell)
            names_several(cell)
        assert len(read(cells)) == len(cells)


def test_blanks_around_a_cell_are_looked_at_once() -> None:
    blanks = " " * 300_000
    assert is_email(f"{blanks}ann@x.example{blanks}")
    assert not any(
        map(is_email, (f"{blanks}@", f"ann@x.example{blanks}x", f"'{blanks}@", f"{blanks}mailto:@"))
    )


def test_a_cell_with_a_whole_text_in_it_is_no_list_of_addresses() -> None:
    cells = ["; ".join(["ann@x.example"] * number) for number in (10, 2_000)]
    assert read(cells) == [("ann@x.example", False), ("", False)]
    assert list(map(is_email, cells)) == [True, False]
