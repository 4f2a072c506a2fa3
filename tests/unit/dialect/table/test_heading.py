"""The header is found below titles, comments and blank lines, or found missing."""

from __future__ import annotations

import pytest

from tests.unit.dialect.reading import detected, doubts, pairs
from worker.dialect.model import DoubtCode
from worker.errors import FileRefused
from worker.refusal import Refusal

ROWS = "id,E-Mail,Land,City\n1,a@x.com,FR,Paris\n2,b@x.com,DE,Bonn\n"
FOUND = [("a@x.com", "FR"), ("b@x.com", "DE")]

ABOVE = {
    "nothing": "",
    "a blank line": "\n",
    "blank lines of both kinds": "\n\r\n  \n",
    "a title": "Customer export 2026\n",
    "a title with empty cells": "Report,,,\n",
    "a quoted title": '"Customers, all of them",,,\n',
    "a title that names a column": "Customers by email and country\n",
    "a title and a blank line": "Customer export 2026\n\n",
    "comments": "# made by x\n// made by y\n-- made by z\n",
    "a comment as wide as the table": "# a,b,c,d\n",
    "a comment with an email": "# by me@firm.com\n",
    "who made it": "Exported by Ada Muster <me@firm.com>\n\n",
    "what was exported": "Date:,2026-01-01,,\nBy:,me@firm.com,,\n\n",
    "narrow lines": "Date,2026-01-01\nBy,me@firm.com\n",
    "a separator line": "sep=,\n",
    "a separator line and a title": "sep=,\nReport\n",
    "empty cells": ",,,\n",
    "a byte order mark too many": "\ufeff",
    "a title over two lines": '"Customers\nof ours"\n',
}


@pytest.mark.parametrize("name", ABOVE)
def test_what_stands_above_the_header_is_skipped(name: str) -> None:
    above = ABOVE[name]
    found = detected(above + ROWS)
    dialect = found.reading.dialect
    assert dialect.columns == ("id", "E-Mail", "Land", "City")
    assert dialect.has_header
    assert dialect.skipped_lines == above.count("\n")
    assert (above + ROWS).encode()[found.first_row_offset :].startswith(b"1,a@x.com")
    assert found.first_row_line == above.count("\n") + 2
    assert pairs(found) == FOUND
    assert not found.reading.doubts


@pytest.mark.parametrize("name", ABOVE)
def test_it_can_be_said_where_the_header_is(name: str) -> None:
    above = ABOVE[name]
    found = detected(above + ROWS, skipped_lines=above.count("\n"))
    assert found.reading.dialect.columns == ("id", "E-Mail", "Land", "City")
    assert found.reading.dialect.skipped_lines == above.count("\n")
    assert pairs(found) == FOUND


@pytest.mark.parametrize("above", ["", "\n", "Report\n", "Report,,\n", "# x\n"])
def test_a_missing_header_is_asked_about(above: str) -> None:
    text = f"{above}a@x.com,FR,Paris\nb@x.com,DE,Bonn\n"
    found = detected(text)
    assert not found.reading.dialect.has_header
    assert found.reading.dialect.columns == ("Column 1", "Column 2", "Column 3")
    assert (found.reading.email, found.reading.country) == (0, 1)
    assert doubts(found) == {DoubtCode.NO_HEADER, DoubtCode.EMAIL_COLUMN, DoubtCode.COUNTRY_COLUMN}
    assert text.encode()[found.first_row_offset :].startswith(b"a@x.com")
    assert found.first_row_line == above.count("\n") + 1
    assert pairs(found) == FOUND
    told = detected(text, has_header=False, email=0, country=1)
    assert not told.reading.doubts
    assert pairs(told) == FOUND


def test_hashed_emails_are_no_header() -> None:
    assert not detected(f"{'ab' * 32},FR\n{'cd' * 32},DE\n").reading.dialect.has_header


def test_names_that_say_nothing_are_still_names() -> None:
    found = detected("field_1,field_2,field_3\n1,a@x.com,FR\n2,b@x.com,DE\n")
    assert found.reading.dialect.columns == ("field_1", "field_2", "field_3")
    assert (found.reading.email, found.reading.country) == (1, 2)
    assert doubts(found) == {DoubtCode.NO_HEADER, DoubtCode.EMAIL_COLUMN, DoubtCode.COUNTRY_COLUMN}


def test_a_first_row_without_an_email_is_no_header() -> None:
    found = detected("Ann,unknown,FR\nBob,b@x.com,DE\nCid,c@x.com,US\n")
    assert not found.reading.dialect.has_header
    assert len(found.rows) == 3


def test_rows_above_a_second_header_are_not_skipped() -> None:
    found = detected("a@x.com,FR\nb@x.com,DE\nemail,country\nc@x.com,DE\n")
    assert not found.reading.dialect.has_header
    assert DoubtCode.NO_HEADER in doubts(found)
    assert found.first_row_offset == 0


ABOVE_A_HEADER = {
    "rows of the same columns": "a@x.com,FR\nb@x.com,DE\nemail,country\nc@x.com,DE\n",
    "one row of the same columns": "a@x.com,FR\nemail,country\nc@x.com,DE\nd@x.com,DE\n",
    "rows with spare separators": "a@x.com,FR,\nb@x.com,DE,\nemail,country\nc@x.com,DE,\n",
    "a row without a country": "1,a@x.com,,Rome\nid,email,country,city\n2,b@x.com,FR,Paris\n",
    "a row marked as a comment": "#a@x.com,FR\nemail,country\nb@x.com,DE\n",
}


@pytest.mark.parametrize("name", ABOVE_A_HEADER)
def test_rows_above_a_header_of_theirs_are_rows(name: str) -> None:
    text = ABOVE_A_HEADER[name]
    found = detected(text)
    assert not found.reading.dialect.has_header
    assert DoubtCode.NO_HEADER in doubts(found)
    assert (found.first_row_offset, found.above) == (0, ())
    assert len(found.rows) == text.count("\n")


GLUED = {
    "narrower rows": "a@x.com;DE\nb@x.com;FR\nid;email;country\n",
    "wider rows": "1;x;a@x.com;DE\n2;x;b@x.com;FR\nid;email;country\n",
    "rows with another separator": "a@x.com,DE\nb@x.com,FR\nid;email;country\n",
    "emails alone": "a@x.com\nb@x.com\nid;email;country\n",
    "rows above unknown names": "a@x.com;DE\nb@x.com;FR\nid;kontakt;gegend\n",
}


@pytest.mark.parametrize("name", GLUED)
def test_other_rows_above_a_header_are_asked_about(name: str) -> None:
    text = GLUED[name] + "".join(f"{number};p{number}@x.com;US\n" for number in range(9))
    found = detected(text)
    assert DoubtCode.ROWS_ABOVE in doubts(found)
    assert (found.above, found.reading.dialect.skipped_lines) == ((1, 2), 2)
    told = detected(text, skipped_lines=2)
    assert DoubtCode.ROWS_ABOVE not in doubts(told)
    assert told.above == (1, 2)


def test_a_row_without_an_email_above_a_header_is_asked_about() -> None:
    found = detected("1,,FR,Paris\nid,email,country,city\n2,b@x.com,FR,Paris\n")
    assert doubts(found) == {DoubtCode.ROWS_ABOVE}
    assert found.above == (1,)


@pytest.mark.parametrize("header", ["#,kontakt,region", "-- id,kontakt,region", "// nr,kontakt,region"])
@pytest.mark.parametrize("told", [{}, {"has_header": True}])
def test_a_header_of_unknown_names_may_look_like_a_comment(header: str, told: dict[str, bool]) -> None:
    found = detected(f"{header}\n1,a@x.com,FR\n2,b@x.com,DE\n", **told)
    assert found.reading.dialect.columns == tuple(header.split(","))
    assert found.reading.dialect.has_header
    assert [row[1] for row in found.rows] == ["a@x.com", "b@x.com"]
    assert bool(found.reading.doubts)


def test_it_can_be_said_that_a_line_is_the_header_whatever_it_looks_like() -> None:
    found = detected("#1,me@firm.com,FR\n2,a@x.com,DE\n", has_header=True)
    assert found.reading.dialect.columns == ("#1", "me@firm.com", "FR")
    assert len(found.rows) == 1


@pytest.mark.parametrize("line", ["#email,country\n", "# email,country\n", "-- email,country\n"])
def test_a_header_marked_as_a_comment_is_the_header(line: str) -> None:
    found = detected(line + "a@x.com,FR\n")
    assert (found.reading.email, found.reading.country) == (0, 1)
    assert not found.reading.doubts


def test_it_can_be_said_that_there_is_no_header() -> None:
    found = detected(ROWS, has_header=False)
    assert len(found.rows) == 3
    assert found.first_row_offset == 0
    assert found.reading.dialect.columns[1] == "Column 2"
    assert DoubtCode.NO_HEADER not in doubts(found)


def test_it_can_be_said_that_there_is_a_header() -> None:
    found = detected("me@firm.com,Land\na@x.com,FR\nb@x.com,DE\n", has_header=True)
    assert found.reading.dialect.columns == ("me@firm.com", "Land")
    assert pairs(found) == FOUND


def test_names_are_trimmed() -> None:
    found = detected('" Email ";\t"Country" \na@x.com;FR\n')
    assert found.reading.dialect.columns == ("Email", "Country")


@pytest.mark.parametrize(
    "text", ['email,cou"ntry\na@x.com,FR\n', '"email"x,country\na@x.com,FR\n', '"email,country\na@x.com,FR\n']
)
def test_a_header_with_broken_quotation_marks_is_refused(text: str) -> None:
    with pytest.raises(FileRefused, match="Correct line 1") as refused:
        detected(text)
    assert refused.value.reason == Refusal.MALFORMED


def test_promise_25_data_in_place_of_a_header_is_not_repeated() -> None:
    found = detected("me@firm.com,Paris\nx,y\n", has_header=True)
    with pytest.raises(FileRefused) as refused:
        found.layout()
    assert "me@firm.com" not in refused.value.message


def test_spare_separators_in_all_rows_widen_them() -> None:
    found = detected("email,country\n" + "a@x.com,FR,,\n" * 5)
    assert found.width == 4
    assert found.reading.dialect.columns == ("email", "country")
    assert detected("email,country\na@x.com,FR,\nb@x.com,FR\n").width == 2


def test_spare_separators_in_the_header_alone_count_for_nothing() -> None:
    found = detected("email,country,,\n" + "a@x.com,FR\n" * 5)
    assert (found.width, found.reading.dialect.columns) == (2, ("email", "country"))
    assert not found.reading.doubts


SHORT = "email,country,city,note\n" + "a@x.com,FR,Paris,x\n" * 15 + "b@x.com,DE\n" * 15


def test_many_rows_without_their_last_fields_are_asked_about() -> None:
    found = detected(SHORT)
    assert doubts(found) == {DoubtCode.SHORT_ROWS}
    assert not detected(SHORT, short_rows="reject").reading.doubts
    assert detected(SHORT, short_rows="reject").reading.dialect.short_rows == "reject"
    assert detected(SHORT, short_rows="fill").reading.dialect.short_rows == "fill"


def test_a_few_short_rows_or_shifted_ones_are_not_asked_about() -> None:
    few = "email,country,city\n" + "a@x.com,FR,Paris\n" * 99 + "b@x.com,DE\n"
    shifted = "id,email,country,city\n" + "1,a@x.com,FR,Paris\n" * 15 + "b@x.com,DE,x\n" * 5
    assert not detected(few).reading.doubts
    assert not detected(shifted).reading.doubts


EMPTY = {
    "nothing": "",
    "blank lines": "\n\r\n \n",
    "a header": "email,country\n",
    "a header without a line end": "email,country",
    "a title and a header": "Report\n\nemail,country\n\n\n",
}


@pytest.mark.parametrize("name", EMPTY)
def test_a_file_without_rows_is_refused(name: str) -> None:
    with pytest.raises(FileRefused) as refused:
        detected(EMPTY[name])
    assert refused.value.reason == Refusal.EMPTY_FILE


NO_TEXT = {
    "binary": b"\0\1\2\3" * 300 + b"\n",
    "a binary header": b"email,country\0\na@x.com,FR\n" * 99,
    "a workbook": b"PK\x03\x04\0\0aaaaa",
    "a page": b"<!DOCTYPE html><html>",
    "a page after blank lines": b"\n\n <HTML>",
    "a page after a remark": b"<!-- exported -->\n<html><td>email</td><td>country</td></html>",
    "a piece of a page": b"<div>email,country</div>\n<div>ada@x.org,DE</div>\n",
    "JSON": b'[{"email": "a@x.com"}]',
    "PDF": b"%PDF-1.7",
}


@pytest.mark.parametrize("name", NO_TEXT)
def test_what_is_no_text_is_refused(name: str) -> None:
    with pytest.raises(FileRefused) as refused:
        detected(NO_TEXT[name])
    assert refused.value.reason == Refusal.NOT_TEXT


def test_a_first_line_without_an_end_is_refused() -> None:
    with pytest.raises(FileRefused, match="does not end within 1 MB"):
        detected("email," + "x" * 1_000_000, is_whole=False)


def test_skipping_everything_is_refused() -> None:
    with pytest.raises(FileRefused) as refused:
        detected(ROWS, skipped_lines=9)
    assert refused.value.reason == Refusal.EMPTY_FILE
