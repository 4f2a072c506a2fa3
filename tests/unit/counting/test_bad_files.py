"""Promises 17 and 20: what is broken is left out by name, or refused with place and advice."""

from __future__ import annotations

import gzip
import io
import zipfile
from pathlib import Path

import pytest

from tests.unit.counting.files import count_bytes, report
from worker.counting.process.protocol import Tuning
from worker.counting.rows import proof
from worker.counting.rows.grammar import Grammar
from worker.errors import FileRefused
from worker.refusal import Refusal

HEAD = b"email,country\n"
GOOD = b"ann@x.com,FR\n"


def zipped(data: bytes) -> bytes:
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as file:
        file.writestr("customers.csv", data)
    return archive.getvalue()


REFUSED = {
    "nothing at all": (b"", Refusal.EMPTY_FILE, "empty"),
    "only a byte order mark": (b"\xef\xbb\xbf", Refusal.EMPTY_FILE, "empty"),
    "only blank lines": (b"\n\r\n \n", Refusal.EMPTY_FILE, "empty"),
    "only a header": (HEAD, Refusal.EMPTY_FILE, "no rows"),
    "only a header without a line end": (b"email,country", Refusal.EMPTY_FILE, "no rows"),
    "an old workbook of zeros": (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
        Refusal.NOT_OPENED,
        "workbook",
    ),
    "a picture": (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(range(256)), Refusal.NOT_TEXT, "From Picture"),
    "noise": (b"\0\1\2\3" * 300 + b"\n", Refusal.NOT_TEXT, "binary"),
    "NULs between rows": (HEAD + GOOD * 40 + bytes(50) + b"\n" + GOOD, Refusal.NOT_TEXT, "binary"),
    "CR line ends below the header": (HEAD + b"ann@x.com,FR\rbob@x.com,FR\n", Refusal.MALFORMED, "Line 2 "),
    "doubled CRs": (HEAD + b"ann@x.com,FR\r\r\n" * 9, Refusal.MALFORMED, "or two at its end"),
    "short rows": (HEAD + GOOD + b"bob@x.com\nx\n", Refusal.MALFORMED, "Line 3 has fewer values"),
    "no email column": (b"name,country\nAnn,FR\n", Refusal.NO_EMAIL_COLUMN, "“name”, “country”"),
    "no country column": (b"email,city\nann@x.com,Paris\n", Refusal.NO_COUNTRY_COLUMN, "“email”, “city”"),
    "a quotation mark in the header": (b'email,cou"ntry\n' + GOOD, Refusal.MALFORMED, "header"),
    "text behind a quoted header": (b'"email"x,country\n' + GOOD, Refusal.MALFORMED, "header"),
    "unquoted commas everywhere": (HEAD + b"ann@x.com,Korea, South\n" * 9, Refusal.MALFORMED, "more values"),
    "unquoted commas where the header has a nameless column": (
        b"email,country,\n" + b"ann@x.com,FR,\n" * 9 + b"ann@x.com,Korea, South\n" * 9,
        Refusal.MALFORMED,
        "Line 11 has more values than there are columns",
    ),
    "row names without a header": (HEAD + b"1,ann@x.com,FR\n" * 9, Refusal.MALFORMED, "more values"),
    "as many countries as rows": (
        HEAD + GOOD * 1000 + b"".join(b"ann@x.com,town %d\n" % number for number in range(10_001)),
        Refusal.TOO_MANY_COUNTRIES,
        "1,000 different",
    ),
    "novels for countries": (
        HEAD + GOOD * 1000 + b"".join(b"ann@x.com,%d%s\n" % (number, b"x" * 900_000) for number in range(5)),
        Refusal.TOO_MANY_COUNTRIES,
        "very long",
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_promise_20_refuses(name: str, tmp_path: Path) -> None:
    data, reason, words = REFUSED[name]
    with pytest.raises(FileRefused) as refused:
        count_bytes(tmp_path, data, Tuning(block_bytes=128, partitions=8) if len(data) < 5000 else Tuning())
    assert refused.value.reason == reason
    assert words in refused.value.message
    assert refused.value.message.endswith(".")
    assert "ann@x.com" not in refused.value.message


MANY = HEAD + GOOD * 97
COUNTED: dict[str, tuple[bytes, dict[str, int], int, dict[str, int]]] = {
    "gzip": (gzip.compress(MANY), {"FR": 1}, 97, {}),
    "zip": (zipped(MANY), {"FR": 1}, 97, {}),
    "UTF-16": (MANY.decode().encode("utf-16"), {"FR": 1}, 97, {}),
    "semicolons": (b"email;country\nann@x.com;FR\n", {"FR": 1}, 1, {}),
    "tabs": (b"email\tcountry\nann@x.com\tFR\n", {"FR": 1}, 1, {}),
    "CR line ends": (b"email,country\rann@x.com,FR\r", {"FR": 1}, 1, {}),
    "doubled CRs everywhere": (
        b'# mine\r\r\nemail,country,note\r\r\na@x.com,FR,"x\r\ny"\r\r\nb@x.com,DE,\r\r\n',
        {"DE": 1, "FR": 1},
        2,
        {},
    ),
    "CRLF and LF mixed": (HEAD + b"a@x.com,FR\r\nb@x.com,FR\nc@x.com,FR", {"FR": 3}, 3, {}),
    "backslash escapes": (HEAD + b'ann@x.com,"a \\"b"\nbob@x.com,FR\n', {'a "b': 1, "FR": 1}, 2, {}),
    "inches": (b"email,country,size\n" + b'a@x.com,FR,5" nail\nb@x.com,FR,7" nail\n', {"FR": 2}, 2, {}),
    "even quotation marks within a field": (
        HEAD + b'a@x.com,FR\nx "y" z@x.com,DE\n',
        {"FR": 1},
        2,
        {"invalid": 1},
    ),
    "blanks before quotation marks": (
        b'name, country, email\n"Doe, Ann", "FR", "a@x.com"\nx, "F""R" , "b@x.com"\n',
        {"FR": 1, 'F"R': 1},
        2,
        {},
    ),
    "blanks before some quotation marks": (
        HEAD + b'a@x.com, "FR"\n "b@x.com" , FR\n"c@x.com",FR\nd@x.com,DE\n' + GOOD * 40,
        {"FR": 4, "DE": 1},
        44,
        {},
    ),
    "blanks before the marks of a field with line ends": (
        HEAD + b'a@x.com, "F\r\n\n, ""R"\nann@x.com, x\n' + GOOD * 2 + b"bob@x.com,FR\ncid@x.com,FR\n",
        {'F\r\n\n, "R': 1, "x": 1, "FR": 2},
        6,
        {},
    ),
    "text behind marks that blanks are before": (
        HEAD + b'a@x.com, "FR" x\nb@x.com, "F, R" x\n' + GOOD * 40,
        {"FR": 1, '"FR" x': 1},
        42,
        {"stray_quote": 1},
    ),
    "invisible emails": (HEAD + '\u200b,FR\n="",FR\n'.encode() + GOOD, {"FR": 1}, 3, {"missing": 2}),
    "quoted line ends": (
        HEAD + b'ann@x.com,"F\r\n\n\rR"\nann@x.com,FR\n',
        {"F\r\n\n\rR": 1},
        2,
        {},
    ),
    "spare commas in every other row": (
        HEAD + b"ann@x.com,FR\nbob@x.com,DE,\n" * 5,
        {"DE": 1, "FR": 1},
        10,
        {},
    ),
    "spare commas beside quotation marks": (
        HEAD + b'"ann@x.com",FR\nbob@x.com,"DE",\ncid@x.com,"DE",""\n' * 5,
        {"DE": 2, "FR": 1},
        15,
        {},
    ),
    "data in a nameless column that is empty elsewhere, beside quotation marks": (
        b"email,country,\n" + b'"ann@x.com",FR,\n' * 40 + b'"bob@x.com",Korea,South\n',
        {"FR": 1},
        41,
        {"too_many_fields": 1},
    ),
    "blank lines of blanks": (HEAD + b" \n" + GOOD + b"\t \t\r\n" + GOOD, {"FR": 1}, 4, {"blank": 2}),
    "lines of separators": (HEAD + GOOD + b",,\n , ,,\r\n,\n", {"FR": 1}, 4, {"blank": 2, "missing": 1}),
    "blank lines beside quotation marks": (
        HEAD + b' \n"ann@x.com",FR\n\xc2\xa0\n\xe3\x80\x80 \n',
        {"FR": 1},
        4,
        {"blank": 3},
    ),
    "spare commas in every row": (HEAD + b"ann@x.com,FR,,\n" * 5, {"FR": 1}, 5, {}),
    "blank lines": (HEAD + b"\n\n" + GOOD + b"\r\n" + GOOD, {"FR": 1}, 5, {"blank": 3}),
    "trailing NULs": (MANY + bytes(40), {"FR": 1}, 97, {}),
    "a Ctrl-Z at the end": (MANY + b"\x1a", {"FR": 1}, 97, {}),
    "a Ctrl-Z between rows": (MANY + b"\x1a\n" + GOOD, {"FR": 1}, 99, {"too_few_fields": 1}),
    "NUL in a row": (MANY + b"b\0b@x.com,FR\n", {"FR": 1}, 98, {"nul": 1}),
    "short rows": (MANY + b"bob@x.com\nx\n", {"FR": 1}, 99, {"too_few_fields": 2}),
    "a lone CR": (MANY + b"bob@x.com,FR\rcid@x.com,FR\n", {"FR": 1}, 99, {"lone_return": 2}),
    "doubled CRs": (MANY + b"bob@x.com,FR\r\r\n", {"FR": 1}, 98, {"lone_return": 1}),
    "a Latin-1 row in a file of UTF-8": (
        "".join(("email,country\n", "ann@x.com,Österreich\n" * 97)).encode() + b"b\xf6b@x.com,AT\n",
        {"AT": 1},
        98,
        {"undecodable": 1},
    ),
    "a quotation mark never closed": (MANY + b'bob@x.com,"FR\n' + GOOD, {"FR": 1}, 99, {"stray_quote": 1}),
    "two fields that only open": (
        MANY + b'bob@x.com,"FR\n' + GOOD * 9 + b'cid@x.com,"FR\n',
        {"FR": 1},
        108,
        {"stray_quote": 2},
    ),
    "text behind a closing quotation mark": (MANY + b'bob@x.com,"F"R\n', {"FR": 1}, 98, {"stray_quote": 1}),
    "an unquoted comma where the header has a nameless column": (
        b"email,country,\n" + b"ann@x.com,FR,\n" * 40 + b"bob@x.com,Congo, The Democratic Republic of the\n",
        {"FR": 1},
        41,
        {"too_many_fields": 1},
    ),
    "the same nameless column beside quotation marks": (
        b'email,country,\n"ann@x.com","FR",""\n' + b'"ann@x.com",FR,\n' * 40 + b'"bob@x.com",Congo, "The"\n',
        {"FR": 1},
        42,
        {"too_many_fields": 1},
    ),
    "the same where all rows but it end in spare commas": (
        HEAD + b"ann@x.com,FR,,\n" * 1_200 + b"bob@x.com,Congo, The,\r\n\n" + b"ann@x.com,FR, ,\n",
        {"FR": 1},
        1_203,
        {"too_many_fields": 1, "blank": 1},
    ),
    "a few unquoted commas": (
        MANY + b"bob@x.com,Korea, South\n" * 3,
        {"FR": 1},
        100,
        {"too_many_fields": 3},
    ),
    "a few unquoted commas before an empty field": (
        MANY + b"bob@x.com,Korea,\n" + b"\n" + b"cid@x.com,DE\n",
        {"DE": 1, "FR": 1},
        100,
        {"too_many_fields": 1, "blank": 1},
    ),
    "the same beside quotation marks": (
        HEAD + b'"ann@x.com","FR"\n' * 97 + b'"bob@x.com",Korea,\n' + b"\n" + b'"cid@x.com",DE\n',
        {"DE": 1, "FR": 1},
        100,
        {"too_many_fields": 1, "blank": 1},
    ),
}


@pytest.mark.parametrize("name", COUNTED)
def test_promise_17_counts_or_rejects_every_row(name: str, tmp_path: Path) -> None:
    data, counts, rows, rejected = COUNTED[name]
    result = count_bytes(tmp_path, data)
    assert report(result) == counts
    assert (result.quality.rows, result.quality.rejected) == (rows, rejected)


def test_other_line_ends_may_follow_far_behind_doubled_returns(tmp_path: Path) -> None:
    rows = b"a@x.com,FR\r\r\n" * 100_000 + b"b@x.com,FR\nc@x.com,FR\r\n"
    result = count_bytes(tmp_path, b"email,country\r\r\n" + rows, Tuning())
    assert (report(result), result.quality.rejected) == ({"FR": 3}, {})


def test_lines_of_rejects_are_those_of_the_unpacked_file(tmp_path: Path) -> None:
    rows = b"ann@x.com;Spain\n" * 60 + b'bob@x.com;"Spain\n' + b'ann@x.com;"Spain\n"\n' + b"x;Spain\n;\n"
    data = gzip.compress(b"Customers\n\nemail;country\n" + rows)
    assert count_bytes(tmp_path, data).quality.reject_lines == {
        "stray_quote": [64],
        "invalid": [67],
        "missing": [68],
    }


def test_a_row_longer_than_the_limit_is_refused_before_it_fills_memory(tmp_path: Path) -> None:
    tuning = Tuning(block_bytes=100, record_limit_bytes=1000, partitions=2)
    with pytest.raises(FileRefused, match="Line 3: the row is too long") as refused:
        count_bytes(tmp_path, HEAD + GOOD + b"x" * 5000, tuning)
    assert refused.value.reason == Refusal.MALFORMED


def test_a_ten_megabyte_row_is_counted(tmp_path: Path) -> None:
    data = b"email,country,note\nann@x.com,FR,%s\nbob@x.com,FR,x\n" % (b'"' + b"y" * 10_000_000 + b'"')
    assert report(count_bytes(tmp_path, data, Tuning())) == {"FR": 2}


def test_a_huge_quoted_field_in_a_ragged_block_is_counted(tmp_path: Path) -> None:
    rows = b'"ann@x.com",FR\n' * 40 + b'bob@x.com,DE,"%s"\n' % (b"y,\n" * 100_000)
    result = count_bytes(tmp_path, HEAD + rows, Tuning())
    assert report(result) == {"FR": 1}
    assert result.quality.rejected == {"too_many_fields": 1}


def test_five_thousand_columns_are_counted(tmp_path: Path) -> None:
    names = b",".join(b"c%d" % number for number in range(5000))
    row = b",".join([b"1"] * 2500 + [b'"a, b"'] * 2500)
    data = b"%s,email,country\n%s,ann@x.com,FR\n%s,bob@x.com,FR\n" % (names, row, row)
    assert report(count_bytes(tmp_path, data, Tuning())) == {"FR": 2}


def test_rows_that_polars_loses_are_noticed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = proof.prove

    def one_row_more(data: bytes, grammar: Grammar, *, has_quotes: bool) -> proof.RowProof:
        found = real(data, grammar, has_quotes=has_quotes)
        return proof.RowProof((found.rows or 0) + 1, found.lines)

    monkeypatch.setattr("worker.counting.rows.parse.prove", one_row_more)
    with pytest.raises(FileRefused, match="cannot be told apart"):
        count_bytes(tmp_path, HEAD + GOOD)
