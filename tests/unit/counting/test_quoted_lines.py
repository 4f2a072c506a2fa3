"""Lines between quotation marks are text, or rows that stray marks swallow: counted right, or asked about."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.unit.counting.files import count_bytes, report
from worker.counting.process.protocol import CountResult, Tuning
from worker.dialect.model import Choices, CountOptions, DoubtCode, QuotedLines
from worker.dialect.unclear import Unclear
from worker.errors import FileRefused
from worker.reject import Reject

HEAD = "email,country,note\n"
GOOD = "g%d@x.de,AT,n\n"
WHOLE = Tuning(partitions=4, threads=2)
_FEW_BYTES = 4_000
SEEN = 1_100
"""Rows before what is not to be seen at the file's beginning."""


def rows(number: int, row: str = GOOD) -> str:
    return "".join(row % place for place in range(number))


def cut_within(text: str, field: str) -> Tuning:
    """Reads the text in blocks of which one ends in the middle of the field."""
    middle = len(text[: text.index(field)].encode()) + len(field.encode()) // 2
    return WHOLE.model_copy(update={"block_bytes": middle // (1 + middle // _FEW_BYTES)})


def counted(folder: Path, text: str, tuning: Tuning = WHOLE, **choices: object) -> CountResult:
    told = Choices.model_validate(choices)
    return count_bytes(folder, text.encode(), tuning, options=CountOptions(choices=told))


def asked(folder: Path, text: str, tuning: Tuning = WHOLE, **choices: object) -> tuple[DoubtCode, str]:
    with pytest.raises(Unclear) as unclear:
        counted(folder, text, tuning, **choices)
    doubt = unclear.value.reading.doubts[0]
    return doubt.code, doubt.message


# Stray marks around lines; what of them is counted as text and as rows, and what is rejected of the rows.
SWALLOWED: dict[str, tuple[str, dict[str, int], dict[str, int], dict[str, int]]] = {
    "whole rows": (
        'a@x.de,DE,"s\nb@x.de,FR,o\nc@x.de,FR,o\nd@x.de,DE,e"\n',
        {"DE": 1},
        {"DE": 2, "FR": 2},
        {},
    ),
    "a blank line": (
        'a@x.de,DE,"s\nb@x.de,FR,o\n\nc@x.de,FR,o\nd@x.de,DE,e"\n',
        {"DE": 1},
        {"DE": 2, "FR": 2},
        {"blank": 1},
    ),
    "a short line": (
        'a@x.de,DE,"s\nb@x.de\nc@x.de,FR,o\nd@x.de,DE,e"\n',
        {"DE": 1},
        {"DE": 2, "FR": 1},
        {"too_few_fields": 1},
    ),
    "a long line": (
        'a@x.de,DE,"s\nb@x.de,FR,o,o,o\nc@x.de,FR,o\nd@x.de,DE,e"\n',
        {"DE": 1},
        {"DE": 2, "FR": 1},
        {"too_many_fields": 1},
    ),
    "text": (
        'a@x.de,DE,"s\nHello,\nc@x.de,FR,o\nbye"\n',
        {"DE": 1},
        {"DE": 1, "FR": 1},
        {"too_few_fields": 2},
    ),
    "nothing": ('a@x.de,DE,"s\nd@x.de,DE,e"\n', {"DE": 1}, {"DE": 2}, {}),
    "one blank line": ('a@x.de,DE,"s\n\nd@x.de,DE,e"\n', {"DE": 1}, {"DE": 2}, {"blank": 1}),
    "one short line": ('a@x.de,DE,"s\nb@x.de\nd@x.de,DE,e"\n', {"DE": 1}, {"DE": 2}, {"too_few_fields": 1}),
    "an empty quoted field": (
        'a@x.de,DE,"s\nb@x.de,FR,""\nd@x.de,DE,e"\n',
        {"DE": 1},
        {"DE": 2, "FR": 1},
        {},
    ),
    "the country's column": (
        'a@x.de,"DE,s\nb@x.de,FR,o\nd@x.de,DE",e\n',
        {"DE,s\nb@x.de,FR,o\nd@x.de,DE": 1},
        {"DE": 2, "FR": 1},
        {},
    ),
    "the email's column": ('"a@x.de,DE,s\nb@x.de,FR,o\nd@x.de",DE,e\n', {}, {"DE": 2, "FR": 1}, {}),
    "a row without an email before": (
        ',DE,"s\nd@x.de,DE,e"\n',
        {},
        {"DE": 1},
        {"missing": 1},
    ),
    "hashed emails": (
        'a@x.de,DE,"s\n%s,FR,o\nx"\n' % ("0f" * 32),
        {"DE": 1},
        {"DE": 1, "FR": 1},
        {"too_few_fields": 1},
    ),
    "two pairs": (
        'a@x.de,DE,"s\nb@x.de,FR,e"\nc@x.de,DE,"s\nd@x.de,IT,o\nx"\n',
        {"DE": 2},
        {"DE": 2, "FR": 1, "IT": 1},
        {"too_few_fields": 1},
    ),
    "line ends of Windows": (
        'a@x.de,DE,"s\r\nb@x.de,FR,o\r\n\r\nd@x.de,DE,e"\r\n',
        {"DE": 1},
        {"DE": 2, "FR": 1},
        {"blank": 1},
    ),
    "blanks around the marks": (
        'a@x.de,DE, "s\nb@x.de,FR,o\nd@x.de,DE,e" \n',
        {"DE": 1},
        {"DE": 2, "FR": 1},
        {},
    ),
    "a row without an email": (
        'a@x.de,DE,"s\n,FR,o\nx"\n',
        {"DE": 1},
        {"DE": 1},
        {"missing": 1, "too_few_fields": 1},
    ),
    "a row without an email and a country": (
        'a@x.de,DE,"s\n,,o\nx"\n',
        {"DE": 1},
        {"DE": 1},
        {"missing": 1, "too_few_fields": 1},
    ),
    "a row's country": ('a@x.de,"DE,s\n,FR",o\n', {"DE,s\n,FR": 1}, {"DE": 1}, {"missing": 1}),
    "a header": (
        'a@x.de,DE,"s\nemail,country,note\nx"\n',
        {"DE": 1},
        {"DE": 1},
        {"repeated_header": 1, "too_few_fields": 1},
    ),
    "a row that goes on in further lines": (
        'a@x.de,"DE,s\nb@x.de,FR","one\ntwo"\n',
        {"DE,s\nb@x.de,FR": 1},
        {"DE": 1, "FR": 1},
        {},
    ),
    "different columns": (
        'a@x.de,DE,"s\nb@x.de,FR,o\nd@x.de,DE",e\n',
        {},
        {"DE": 2, "FR": 1},
        {},
    ),
}


@pytest.mark.parametrize("is_cut", [True, False])
@pytest.mark.parametrize("name", SWALLOWED)
def test_what_may_be_text_or_rows_is_asked_about_far_behind_and_both_answers_count(
    name: str, is_cut: bool, tmp_path: Path
) -> None:
    swallowed, as_text, as_rows, rejected = SWALLOWED[name]
    text = HEAD + rows(SEEN) + swallowed + rows(60)
    tuning = cut_within(text, swallowed) if is_cut else WHOLE
    code, message = asked(tmp_path, text, tuning, is_confirmed=True)
    assert code is DoubtCode.QUOTED_LINES
    assert message.startswith(f"Line {SEEN + 2:,}: ")
    assert "@" not in message

    found = counted(tmp_path, text, tuning, quoted_lines=QuotedLines.ROWS)
    assert report(found) == {"AT": SEEN, **as_rows}
    assert found.quality.rejected == rejected

    found = counted(tmp_path, text, tuning, quoted_lines=QuotedLines.TEXT)
    assert report(found) == {"AT": SEEN, **as_text}


@pytest.mark.parametrize("name", SWALLOWED)
def test_the_same_at_the_beginning(name: str, tmp_path: Path) -> None:
    swallowed, as_text, as_rows, rejected = SWALLOWED[name]
    text = HEAD + swallowed + rows(200)
    code, message = asked(tmp_path, text, quote='"', is_confirmed=True)
    assert (code, message[:7]) == (DoubtCode.QUOTED_LINES, "Line 2:")
    assert asked(tmp_path, text)[0] in {DoubtCode.QUOTED_LINES, DoubtCode.QUOTING}
    found = counted(tmp_path, text, quoted_lines=QuotedLines.ROWS)
    assert (report(found), found.quality.rejected) == ({"AT": 200, **as_rows}, rejected)
    assert report(counted(tmp_path, text, quoted_lines=QuotedLines.TEXT)) == {"AT": 200, **as_text}


MAIL = "Fwd:\nFrom: Bob <b@x.de>, Monday\nTo: Ann <a@x.de>, Cid <c@x.de>, x\n\n> hello, there, b@x.de\n\nbye"
FREE_TEXT = {
    "a mail": MAIL,
    "a list with as many commas": "please,\nmilk, eggs, bread\nham, cheese, b@x.de\nbye",
    "an address": "Main Street 1\nBerlin, DE, Europe\nb@x.de",
    "emails": "b@x.de\nc@x.de\n\nd@x.de",
    "a list of emails": "b@x.de, c@x.de, d@x.de\ne@x.de, f@x.de, g@x.de\n",
    "an email and one comma": "Hi,\nb@x.de, DE\nbye",
    "quoted words": 'Hi,\nsay "b@x.de, DE, x" to him\n"c@x.de",DE,x\nbye',
    "longer rows": "Hi\nb@x.de,DE,x,y\nbye",
    "empty words": "Hi,,\nx,,y\n,Bob,x\n,,\nbye",
    "names of columns": "Hi,\nwhere are email, country, and phone, please?\nbye",
}


@pytest.mark.parametrize("place", [0, 3, SEEN])
@pytest.mark.parametrize("name", FREE_TEXT)
def test_free_text_without_rows_is_counted(name: str, place: int, tmp_path: Path) -> None:
    field = FREE_TEXT[name].replace('"', '""')
    last = HEAD + rows(place) + f'a@x.de,DE,"{field}"\n' + rows(60)
    first = "note,email,country\n" + rows(place, "n,g%d@x.de,AT\n") + f'"{field}",a@x.de,DE\n'
    for text in (last, first + rows(60, "n,g%d@x.de,AT\n")):
        found = counted(tmp_path, text)
        assert report(found) == {"AT": max(60, place), "DE": 1}
        assert found.quality.rejected == {}


ROWS_WITHIN = "Hi\nb@x.de,FR,x\nc@x.de,FR,y\nbye"
QUOTED = '"g%d@x.de","AT","n"\n'
HABITS = {
    "all is quoted": ('"email","country","note"\n', QUOTED, f'"a@x.de","DE","{ROWS_WITHIN}"\n'),
    "all but the header": (HEAD, QUOTED, f'"a@x.de","DE","{ROWS_WITHIN}"\n'),
    "all but what is empty": (HEAD, '"g%d@x.de","AT",\n', f'"a@x.de","DE","{ROWS_WITHIN}"\n'),
    "emails": (HEAD, '"g%d@x.de",AT,1\n', f'"a@x.de",DE,"{ROWS_WITHIN}"\n'),
    "notes": (HEAD, 'g%d@x.de,AT,"n"\n', f'a@x.de,DE,"{ROWS_WITHIN}"\n'),
    "all, with blanks": (HEAD, '"g%d@x.de", "AT", "n"\n', f'"a@x.de", "DE", "{ROWS_WITHIN}"\n'),
    "all, of Windows": (
        HEAD.replace("\n", "\r\n"),
        '"g%d@x.de","AT","n"\r\n',
        f'"a@x.de","DE","{ROWS_WITHIN}"\r\n'.replace("\n", "\r\n").replace("\r\r", "\r"),
    ),
}


@pytest.mark.parametrize("is_cut", [True, False])
@pytest.mark.parametrize("place", [3, SEEN])
@pytest.mark.parametrize("name", HABITS)
def test_bare_lines_are_text_in_a_file_whose_rows_are_quoted(
    name: str, place: int, is_cut: bool, tmp_path: Path
) -> None:
    header, row, long = HABITS[name]
    text = header + rows(place, row) + long + rows(60, row)
    found = counted(tmp_path, text, cut_within(text, long) if is_cut else WHOLE)
    assert report(found) == {"AT": max(60, place), "DE": 1}
    assert found.quality.rejected == {}


@pytest.mark.parametrize("is_cut", [True, False])
@pytest.mark.parametrize("name", HABITS)
@pytest.mark.parametrize("is_before", [True, False])
def test_unless_not_all_rows_are(name: str, is_before: bool, is_cut: bool, tmp_path: Path) -> None:
    header, row, long = HABITS[name]
    bare = "x@x.de,AT,n\n"
    text = (
        header + rows(SEEN, row) + (bare + long if is_before else long + rows(9, row) + bare) + rows(60, row)
    )
    tuning = cut_within(text, long) if is_cut else WHOLE
    code, message = asked(tmp_path, text, tuning)
    assert code is DoubtCode.QUOTED_LINES
    assert message.startswith(f"Line {SEEN + 2 + is_before:,}: ")
    assert report(counted(tmp_path, text, tuning, quoted_lines="text")) == {"AT": SEEN + 1, "DE": 1}
    assert report(counted(tmp_path, text, tuning, quoted_lines="rows")) == {"AT": SEEN + 1, "DE": 1, "FR": 2}


def test_marks_lost_in_a_file_of_quoted_rows_cost_their_rows(tmp_path: Path) -> None:
    for lost in ('"a@x.de","DE","s\n"b@x.de","FR","o"\n', '"a@x.de","DE","s\nb@x.de","FR","o"\n'):
        found = counted(tmp_path, HEAD + rows(SEEN, QUOTED) + lost + rows(60, QUOTED))
        assert report(found) in ({"AT": SEEN}, {"AT": SEEN, "FR": 1})
        assert found.quality.rejected[Reject.STRAY_QUOTE] == 2 - report(found).get("FR", 0)


def test_a_mark_behind_which_a_row_is_too_long_has_an_answer(tmp_path: Path) -> None:
    tuning = Tuning(block_bytes=100, partitions=2, record_limit_bytes=1000)
    text = HEAD + rows(30) + 'a@x.de,DE,"s\n\n' + rows(200)
    with pytest.raises(FileRefused, match=r"Line 32: .* say that lines between quotation marks are rows"):
        counted(tmp_path, text, tuning)
    found = counted(tmp_path, text, tuning, quoted_lines="rows")
    assert (report(found), found.quality.rejected) == ({"AT": 200}, {"blank": 1, "stray_quote": 1})
    assert report(counted(tmp_path, text, tuning, quote="")) == {"AT": 200, "DE": 1}


ANSWERED: dict[str, tuple[str, str, dict[str, Any], dict[str, int]]] = {
    "a header with a mark that is not closed": (
        '"email,country,note\n' + rows(9),
        "Correct line 1, or say that fields are never quoted",
        {"quote": ""},
        {"AT": 9},
    ),
    "marks within quoted fields": (
        HEAD + rows(9) + 'h%d@x.de,AT,"5" nail"\n' * 9 % tuple(range(9)),
        "or say that fields are never quoted",
        {"quote": ""},
        {"AT": 18},
    ),
}


@pytest.mark.parametrize("name", ANSWERED)
def test_what_a_refusal_advises_gets_past_it(name: str, tmp_path: Path) -> None:
    text, advice, choices, counts = ANSWERED[name]
    with pytest.raises(FileRefused, match=advice):
        counted(tmp_path, text, quote='"')
    assert report(counted(tmp_path, text, **choices)) == counts
