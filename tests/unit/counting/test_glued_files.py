"""Promises 17 and 20: files glued together, and what programs write below a table."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.unit.counting.files import TINY, count_bytes, report
from worker.counting.process.protocol import Tuning
from worker.dialect.model import Choices, CountOptions, DoubtCode, QuotedLines, ShortRows
from worker.dialect.unclear import Unclear
from worker.reject import Reject

HEAD = "email,country,note\n"
FIRST = "".join(f"p{number}@x.com,DE,n\n" for number in range(30))
SECOND = "".join(f"q{number}@x.com,FR,n\n" for number in range(10))
OTHER = "".join(f"q{number}@x.com,n,FR\n" for number in range(10))
REJECTING = CountOptions(choices=Choices(rejects_broken=True, short_rows=ShortRows.REJECT))

SAME = {
    "the same words": (HEAD, SECOND),
    "in capitals": (HEAD.upper(), SECOND),
    "behind a byte order mark": (f"\ufeff{HEAD}", SECOND),
    "quoted": ('"email","country","note"\n', SECOND.replace("n\n", '"a\nb"\n')),
    "other words for the same": ("E-Mail,Land,Bemerkung\n", SECOND),
    "another third column": ("email,country,city\n", SECOND),
}


@pytest.mark.parametrize("name", SAME)
@pytest.mark.parametrize("tuning", [TINY, Tuning()])
def test_a_header_further_down_is_no_customer(name: str, tuning: Tuning, tmp_path: Path) -> None:
    header, rows = SAME[name]
    result = count_bytes(tmp_path, f"{HEAD}{FIRST}{header}{rows}".encode(), tuning)
    assert report(result) == {"DE": 30, "FR": 10}
    assert result.quality.rejected == {"repeated_header": 1}
    assert result.quality.reject_lines == {"repeated_header": [32]}


ORDERS = {
    "country and note changed": ("email,note,country\n", OTHER),
    "the same in capitals and quoted": ('"EMAIL","NOTE","COUNTRY"\n', OTHER),
    "email elsewhere": ("note,email,country\n", "n,q@x.com,FR\n" * 10),
    "all elsewhere": ("country,note,email\n", "FR,n,q@x.com\n" * 10),
    "in other words": ("E-Mail,Bemerkung,Land\n", OTHER),
    "a country of another kind": ("email,city,country\n", OTHER),
}


@pytest.mark.parametrize("name", ORDERS)
@pytest.mark.parametrize("tuning", [TINY, Tuning(block_bytes=7), Tuning()])
def test_promise_20_a_header_in_another_order_is_asked_about(
    name: str, tuning: Tuning, tmp_path: Path
) -> None:
    header, rows = ORDERS[name]
    data = f"{HEAD}{FIRST}{header}{rows}".encode()
    told = Choices(email=0, country=1)
    confirmed = told.model_copy(update={"is_confirmed": True})  # what it was not shown
    for choices in (told, confirmed):
        options = CountOptions(choices=choices)
        with pytest.raises(Unclear, match="Line 32 names the columns again") as unclear:
            count_bytes(tmp_path, data, tuning, options=options)
        assert [doubt.code for doubt in unclear.value.reading.doubts] == [DoubtCode.OTHER_COLUMNS]
    rejecting = CountOptions(choices=told.model_copy(update={"rejects_broken": True}))
    quality = (result := count_bytes(tmp_path, data, tuning, options=rejecting)).quality
    assert report(result) == {"DE": 30}
    assert quality.rows == 41
    assert sum(quality.rejected.values()) == 11
    assert quality.reject_lines[Reject.REPEATED_HEADER] == [32]


@pytest.mark.parametrize("tuning", [TINY, Tuning(block_bytes=7), Tuning()])
@pytest.mark.parametrize("spare", [",", ",,,"])
def test_a_header_without_the_spare_separators_of_rows_is_seen(
    spare: str, tuning: Tuning, tmp_path: Path
) -> None:
    for above in (FIRST, 'p30@x.com,DE,"a\nb"\n' + FIRST):
        table = f"{HEAD}{above}email,note,country\n{OTHER}".replace("n\n", f"n{spare}\n")
        data = table.replace('"\n', f'"{spare}\n').replace("FR\n", f"FR{spare}\n").encode()
        line = data[: data.index(b"email,note")].count(b"\n") + 1
        with pytest.raises(Unclear, match=f"Line {line} names the columns again"):
            count_bytes(tmp_path, data, tuning)
        told = CountOptions(choices=Choices(email=0, country=1, rejects_broken=True, is_confirmed=True))
        result = count_bytes(tmp_path, data, tuning, options=told)
        assert report(result) == {"DE": above.count("@")}
        assert result.quality.rows == above.count("@") + 11


def test_a_header_in_another_order_is_seen_in_a_file_whose_own_stands_below_rows(tmp_path: Path) -> None:
    behind = "".join(f"n,n,q{number}@x.com,n,FR\n" for number in range(10))
    own, other = "country,email,id,name,city\n", "id,name,email,city,country\n"
    data = f"DE,p@x.com,n,n,n\n{own}FR,q@x.com,1,n,n\n{other}{behind}"
    told = Choices(email=1, country=0, has_header=False, is_confirmed=True)
    with pytest.raises(Unclear, match="Line 4 names the columns again"):
        count_bytes(tmp_path, data.encode(), options=CountOptions(choices=told))
    rejecting = CountOptions(choices=told.model_copy(update={"rejects_broken": True}))
    result = count_bytes(tmp_path, data.encode(), options=rejecting)
    assert report(result) == {"DE": 1, "FR": 1}
    assert result.quality.rejected == {"repeated_header": 2, "invalid": 10}


@pytest.mark.parametrize("lines", QuotedLines)
def test_rows_that_marks_swallow_behind_another_header_are_in_the_sum(
    lines: QuotedLines, tmp_path: Path
) -> None:
    behind = 'n,"FR,q0@x.com\nn,FR,q1@x.com\nn",FR,q2@x.com\nn,FR,"q3@x.com"\n'
    data = f"{HEAD}{FIRST}note,country,email\n{behind}".encode()
    choices = REJECTING.choices.model_copy(update={"quoted_lines": lines})
    result = count_bytes(tmp_path, data, options=CountOptions(choices=choices))
    assert report(result) == {"DE": 30}
    assert result.quality.rows == 35


@pytest.mark.timeout(30)
@pytest.mark.parametrize("tuning", [TINY, Tuning(block_bytes=7), Tuning()])
@pytest.mark.parametrize("closing", ["", '"'])
def test_a_mark_that_is_open_above_another_header_costs_its_row(
    closing: str, tuning: Tuning, tmp_path: Path
) -> None:
    opened = 'x@x.com,FR,"n\n'
    data = f"{HEAD}{FIRST}{opened}note,email,country\n{OTHER}n,y@x.com,FR{closing}\n".encode()
    told = Choices(email=0, country=1, rejects_broken=True, is_confirmed=True)
    for lines in QuotedLines:
        options = CountOptions(choices=told.model_copy(update={"quoted_lines": lines}))
        result = count_bytes(tmp_path, data, tuning, options=options)
        assert report(result)["DE"] == 30


def test_countries_behind_another_header_say_nothing_of_those_above(tmp_path: Path) -> None:
    behind = "".join(f"q{number}@x.com,text {number},FR\n" for number in range(60_000))
    data = f"{HEAD}{FIRST * 2000}email,note,country\n{behind}".encode()
    with pytest.raises(Unclear, match="Line 60,002 names the columns again"):
        count_bytes(tmp_path, data, Tuning(block_bytes=100_000))
    result = count_bytes(tmp_path, data, Tuning(block_bytes=100_000), options=REJECTING)
    assert report(result) == {"DE": 30}
    assert result.quality.rejected == {"repeated_header": 1, "other_columns": 60_000}


@pytest.mark.parametrize("above", ["", "p@x.com,DE,n\n"])
def test_columns_are_chosen_by_the_rows_above_another_header(above: str, tmp_path: Path) -> None:
    data = f"{above}{HEAD}a@x.com,DE,n\nb@x.com,FR,n\nemail,note,country\n{OTHER * 3}".encode()
    with pytest.raises(Unclear) as unclear:
        count_bytes(tmp_path, data)
    reading = unclear.value.reading
    assert (reading.email, reading.country) == (0, 1)
    if not above:
        assert [doubt.code for doubt in reading.doubts] == [DoubtCode.OTHER_COLUMNS]
    confirmed = Choices(email=0, country=1, has_header=not above, rejects_broken=True, is_confirmed=True)
    result = count_bytes(tmp_path, data, options=CountOptions(choices=confirmed))
    assert report(result) == ({"DE": 2, "FR": 1} if above else {"DE": 1, "FR": 1})


def test_values_that_look_like_names_make_no_header(tmp_path: Path) -> None:
    rows = "email,DE,n\nE-Mail missing,DE,n\nTara,Finland,x\nx,country,n\n"
    result = count_bytes(tmp_path, f"{HEAD}{FIRST}{rows}".encode())
    assert result.quality.rejected == {"invalid": 4}


def test_without_a_header_of_its_own_a_file_may_have_one_further_down(tmp_path: Path) -> None:
    data = b"a@x.com,FR\nb@x.com,DE\nemail,country\nc@x.com,DE\n"
    options = CountOptions(choices=Choices(is_confirmed=True))
    result = count_bytes(tmp_path, data, options=options)
    assert (report(result), result.quality.rejected) == ({"DE": 2, "FR": 1}, {"repeated_header": 1})


BELOW = {
    "a Salesforce report's end": (
        '\n\n"Contacts"\n"Copyright (c) 2000-2026 x, inc."\n"Confidential"\n"Generated By: Ada 27.11.2026"\n',
        4,
        2,
    ),
    "a total": ("Total: 30\n", 1, 0),
    "a total in columns of its own": ("Gesamt,30\n", 1, 0),
    "a database's count": ("\n(30 rows affected)\n", 1, 1),
    "another database's count": ("30 rows in set (0.00 sec)", 1, 0),
    "a comment": ("-- end of the table\n", 1, 0),
    "anything behind a blank line": (" \nAda, Example GmbH, Bonn, 1, 2\n\nBonn\n", 2, 2),
}


@pytest.mark.parametrize("name", BELOW)
@pytest.mark.parametrize("size", [1, 64, 10_000])
def test_promise_17_lines_below_the_table_are_told_apart(name: str, size: int, tmp_path: Path) -> None:
    text, lines, blank = BELOW[name]
    data = f"{HEAD}{SECOND}{text}".encode()
    rows = SECOND.count("\n")
    quality = count_bytes(tmp_path, data, Tuning(block_bytes=size, partitions=2)).quality
    assert quality.rejected == {"footer": lines} | ({"blank": blank} if blank else {})
    assert (quality.rows, quality.customers) == (rows + lines + blank, rows)
    assert len(quality.reject_lines[Reject.FOOTER]) == lines


NOT_BELOW = {
    "a row that was cut off": "Ann,Must\n",
    "a row with an email": "\nann@x.com,DE\n",
    "made by someone": "\nGenerated By: ann@x.com\n",
    "more lines than a footer has": "\n" + "x\n" * 21,
    "lines with rows below": "Total: 30\nz@x.com,DE,n\n",
}


@pytest.mark.parametrize("name", NOT_BELOW)
def test_what_may_be_customers_is_no_footer(name: str, tmp_path: Path) -> None:
    data = f"{HEAD}{FIRST}{NOT_BELOW[name]}".encode()
    quality = count_bytes(tmp_path, data, options=REJECTING).quality
    assert quality.rejected[Reject.TOO_FEW_FIELDS]
    assert Reject.FOOTER not in quality.rejected
