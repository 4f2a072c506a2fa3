"""Broken rows are left out one by one, with reason and line; all others count."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest

from worker.counting.keys.emails import EmailRules
from worker.counting.keys.key_files import KeyStore, open_key_files
from worker.counting.keys.partition import Partitioned, partition
from worker.counting.keys.row_text import RowText
from worker.counting.process.protocol import Tuning
from worker.counting.restarts import Doubtful, MixedEmails, NotUtf8
from worker.dialect.model import Choices, Dialect, QuotedLines, ShortRows
from worker.dialect.table.layout import Layout
from worker.errors import FileRefused

GOOD = b"1,ann@x.com,FR\n"
NO_CHOICES = Choices()


def read(
    data: bytes,
    dialect: Dialect | None = None,
    *,
    size: int = 16,
    limit: int = 4000,
    proven: bool = True,
    choices: Choices = NO_CHOICES,
) -> Partitioned:
    layout = Layout(dialect or Dialect(), 1, 2, 3, 3, first_row_offset=0, first_row_line=2)
    pieces = [data[start : start + size] for start in range(0, len(data), size)]
    with (
        tempfile.TemporaryDirectory() as folder,
        open_key_files(KeyStore(Path(folder), partitions=2)) as files,
    ):
        return partition(
            RowText(pieces, layout, EmailRules(), is_utf8_proven=proven),
            files,
            choices,
            Tuning(threads=2, record_limit_bytes=limit),
        )


BROKEN = {
    "a field too many": (b"2,bob@x.com,FR,\n", "too_many_fields", 1),
    "a field too few": (b"2,bob@x.com\n", "too_few_fields", 1),
    "a blank line": (b"\n", "blank", 1),
    "a blank line of Windows": (b"\r\n", "blank", 1),
    "inches": (b'2,bob@x.com,5" nail\n', "stray_quote", 1),
    "a quotation mark never closed": (b'2,bob@x.com,"FR\n', "stray_quote", 1),
    "text behind a closing mark": (b'2,bob@x.com,"F"R\n', "stray_quote", 1),
    "a lone CR": (b"2,bob@x.com,FR\r3,cid@x.com,FR\n", "lone_return", 2),
    "doubled CRs": (b"2,bob@x.com,FR\r\r\n", "lone_return", 1),
    "NUL": (b"2,bob@x.com,F\0R\n", "nul", 1),
    "NUL in a quoted field of two lines": (b'2,bob@x.com,"F\0\nR"\n', "nul", 1),
    "a letter in another encoding": (b"2,bob@x.com,\xe9\n", "undecodable", 1),
    "quoted fields too many": (b'"2","bob@x.com","F\nR","x"\n', "too_many_fields", 1),
}


@pytest.mark.parametrize("size", [5, 64, 10_000])
@pytest.mark.parametrize(("row", "reason", "rows"), BROKEN.values(), ids=list(BROKEN))
def test_a_broken_row_costs_itself_alone(row: bytes, reason: str, rows: int, size: int) -> None:
    found = read(GOOD * 30 + row + GOOD * 40, size=size)
    assert found.rejected == {reason: rows}
    assert found.reject_lines == {reason: [32]}
    assert (found.stored_rows, found.rows) == (70, 70 + rows)


@pytest.mark.parametrize("size", [5, 64, 10_000])
def test_lines_are_exact_behind_quoted_line_feeds(size: int) -> None:
    rows = b'"a\n\nb",ann@x.com,FR\n' * 30 + b"2,,FR\n" + b'2,bob@x.com,"FR\n' + GOOD * 30 + b"3,no,FR\n"
    found = read(rows, size=size)
    assert found.reject_lines == {"missing": [92], "stray_quote": [93], "invalid": [124]}


def test_a_mark_never_closed_is_given_up_behind_the_longest_row() -> None:
    found = read(GOOD * 30 + b'2,bob@x.com,"FR\n' + GOOD * 2000, size=100, limit=500)
    assert (found.rejected, found.stored_rows) == ({"stray_quote": 1}, 2030)


def test_a_row_longer_than_allowed_is_refused() -> None:
    with pytest.raises(FileRefused, match="Line 32: the row is too long"):
        read(GOOD * 30 + b'2,bob@x.com,"' + b"x\n" * 1000 + b'"\n' + GOOD, limit=500)
    with pytest.raises(FileRefused, match="Line 3: the row is too long"):
        read(GOOD + b"x" * 5000, limit=500)


@pytest.mark.parametrize("size", [5, 64, 10_000])
def test_two_stray_marks_around_whole_rows_are_asked_about(size: int) -> None:
    text = GOOD * 30 + b'2,bob@x.com,"FR\n' + GOOD * 9 + b'2,cid@x.com,FR"\n' + GOOD * 30
    with pytest.raises(Doubtful, match="Line 32: a quotation mark opens a field"):
        read(text, size=size)
    found = read(text, Dialect(quoted_lines=QuotedLines.ROWS), size=size)
    assert (found.stored_rows, found.rejected) == (71, {})
    found = read(text, Dialect(quoted_lines=QuotedLines.TEXT), size=size)
    assert (found.stored_rows, found.rejected) == (61, {})


def test_a_field_of_many_lines_is_a_field() -> None:
    found = read(b'"some\nlines, with\nann@x.com",ann@x.com,FR\n' * 30)
    assert (found.stored_rows, found.rejected) == (30, {})


def test_past_a_share_of_broken_rows_the_file_is_refused() -> None:
    with pytest.raises(FileRefused, match=r"Line 92 has fewer values .* 6 of the first 106 rows"):
        read(GOOD * 90 + b"2\n" * 6 + GOOD * 10)
    with pytest.raises(FileRefused, match=r"2 of the first 4 rows"):
        read(GOOD * 2 + b"2\n" * 2)


def test_a_few_broken_rows_of_a_short_file_are_asked_about() -> None:
    with pytest.raises(Doubtful, match=r"Line 12 .* 2 of the 22 rows cannot be read: .* reject them\?"):
        read(GOOD * 10 + b"2\n" * 2 + GOOD * 10)
    found = read(GOOD * 10 + b"2\n" * 2 + GOOD * 10, choices=Choices(is_confirmed=True))
    assert (found.rejected, found.stored_rows) == ({"too_few_fields": 2}, 20)


def test_however_many_rows_are_broken_the_others_are_counted_when_that_is_wanted() -> None:
    found = read((GOOD + b"2\n") * 2000, size=400, choices=Choices(rejects_broken=True))
    assert (found.rejected, found.stored_rows) == ({"too_few_fields": 2000}, 2000)


def test_short_rows_may_be_filled() -> None:
    found = read(GOOD * 10 + b"2,bob@x.com\n\n", Dialect(short_rows=ShortRows.FILL))
    assert (found.stored_rows, found.rejected) == (11, {"blank": 1})


@pytest.mark.parametrize("size", [5, 10_000])
def test_where_nothing_is_quoted_marks_are_letters(size: int) -> None:
    found = read(b'"1;ann@x.com;5" nail\n' * 9, Dialect(separator=";", quote=""), size=size)
    assert (found.stored_rows, found.rejected) == (9, {})


def test_single_quotes_may_quote() -> None:
    found = read(b"'1|2'|ann@x.com|'it''s'\n" * 9, Dialect(separator="|", quote="'"))
    assert (found.stored_rows, found.countries) == (9, ["it's"])


def test_another_encoding_is_told_unless_the_file_is_known_as_utf8() -> None:
    with pytest.raises(NotUtf8) as fault:
        read(GOOD * 30 + b"2,bob@x.com,\xe9\n", proven=False)
    sample = fault.value.sample
    assert (sample.text, sample.line, sample.offset) == (b"2,bob@x.com,\xe9", 32, 30 * len(GOOD) + 12)
    found = read(GOOD * 30 + "é,ann@x.com,FR\n".encode() + b"2,bob@x.com,\xe9\n", size=16, proven=False)
    assert found.rejected == {"undecodable": 1}


def test_hashed_and_readable_emails_are_told() -> None:
    with pytest.raises(MixedEmails):
        read(GOOD + b"2," + b"0f" * 32 + b",FR\n")


@pytest.mark.parametrize("size", [16, 10_000])
def test_lines_within_a_broken_row_are_rows_only_if_they_name_someone(size: int) -> None:
    found = read(GOOD * 30 + b'2,bob@x.com,FR,"%s"\n' % (b"x,y,z\n" * 9) + GOOD * 30, size=size)
    assert (found.rejected, found.stored_rows) == ({"too_many_fields": 1}, 60)


def test_hashed_customers_are_not_lost_between_stray_marks() -> None:
    row = b"1,%s,FR\n" % (b"0f" * 32)
    for opening in (b'2,x,FR,"\n', b'2,x,"FR\n'):
        with pytest.raises(Doubtful, match="Line 32: a quotation mark opens"):
            read(row * 30 + opening + row * 5 + b'2,x,FR"\n' + row * 30)
