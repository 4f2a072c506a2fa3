"""Separator, quotation marks and line ends are found by what makes the rows regular."""

from __future__ import annotations

import csv
import io
from typing import Literal

import pytest

from tests.unit.dialect.reading import detected, doubts, pairs
from worker.dialect.model import DoubtCode, Escape, LineEnding
from worker.errors import FileRefused
from worker.refusal import Refusal

Quoting = Literal[0, 1, 2, 3]
ROWS = [
    ["id", "Name", "E-Mail", "Land", "Betrag", "Notiz"],
    ["1", "Müller, Max", "max@x.de", "DE", "1,50", 'sagte "hallo"'],
    ["2", "Ann", "ann@x.fr", "FR", "2,75", "zwei\nZeilen; drei, vier"],
    ["3", "O'Brien", "una@x.ie", "IE", "0,10", "a|b\tc"],
    ["4", "", "bob@x.com", "US", "1.000,00", ""],
]
FOUND = [("max@x.de", "DE"), ("ann@x.fr", "FR"), ("una@x.ie", "IE"), ("bob@x.com", "US")]


def written(
    separator: str,
    *,
    quote: str = '"',
    escape: Escape = Escape.DOUBLED,
    end: str = "\n",
    quoting: Quoting = csv.QUOTE_MINIMAL,
) -> str:
    text = io.StringIO(newline="")
    is_doubled = escape == Escape.DOUBLED
    csv.writer(
        text,
        delimiter=separator,
        quotechar=quote,
        doublequote=is_doubled,
        escapechar=None if is_doubled else "\\",
        lineterminator=end,
        quoting=quoting,
    ).writerows(ROWS)
    return text.getvalue()


@pytest.mark.parametrize("separator", list(",;\t|"))
@pytest.mark.parametrize(
    ("end", "quoting"),
    [
        ("\n", csv.QUOTE_MINIMAL),
        ("\n", csv.QUOTE_ALL),
        ("\r\n", csv.QUOTE_MINIMAL),
        ("\r\n", csv.QUOTE_ALL),
        ("\r\n", csv.QUOTE_NONNUMERIC),
        ("\r", csv.QUOTE_ALL),
    ],
)
def test_finds_what_python_writes(separator: str, end: str, quoting: Quoting) -> None:
    found = detected(written(separator, end=end, quoting=quoting))
    dialect = found.reading.dialect
    assert dialect.separator == separator
    assert (dialect.quote, dialect.escape) == ('"', Escape.DOUBLED)
    assert dialect.line_ending == {"\n": LineEnding.LF, "\r\n": LineEnding.CRLF, "\r": LineEnding.CR}[end]
    assert dialect.columns == tuple(ROWS[0])
    assert pairs(found) == FOUND
    assert not found.reading.doubts


@pytest.mark.parametrize("separator", list(",;\t|"))
@pytest.mark.parametrize("escape", list(Escape))
def test_finds_apostrophes_around_fields(separator: str, escape: Escape) -> None:
    found = detected(written(separator, quote="'", escape=escape, quoting=csv.QUOTE_ALL))
    assert found.reading.dialect.separator == separator
    assert (found.reading.dialect.quote, found.reading.dialect.escape) == ("'", escape)
    assert pairs(found) == FOUND
    assert not found.reading.doubts


@pytest.mark.parametrize("separator", list(",;\t|"))
@pytest.mark.parametrize("quoting", [csv.QUOTE_MINIMAL, csv.QUOTE_ALL])
def test_finds_backslash_escapes(separator: str, quoting: Quoting) -> None:
    found = detected(written(separator, escape=Escape.BACKSLASH, quoting=csv.QUOTE_ALL))
    assert (found.reading.dialect.quote, found.reading.dialect.escape) == ('"', Escape.BACKSLASH)
    assert pairs(found) == FOUND
    assert found.rows[0][-1] == 'sagte "hallo"'
    assert not found.reading.doubts


def test_a_backslash_before_a_closing_quotation_mark_is_a_letter_where_that_reads() -> None:
    found = detected('email,country,path\n"a@x.com","DE","C:\\dir\\"\n"b@x.com","DE","D:\\"\n')
    assert found.reading.dialect.escape == Escape.DOUBLED
    assert found.rows[0][2] == "C:\\dir\\"


LONELY_MARKS = {
    "inches in a TSV": 'email\tcountry\tsize\na@x.com\tDE\t5" nail\nb@x.com\tFR\t7"\nc@x.com\tFR\t1\n',
    "inches in a CSV": 'email,country,size\na@x.com,DE,5" nail\nb@x.com,FR,7"\nc@x.com,FR,1\n',
}


@pytest.mark.parametrize("name", LONELY_MARKS)
def test_lone_quotation_marks_in_regular_lines_are_letters(name: str) -> None:
    found = detected(LONELY_MARKS[name])
    assert found.reading.dialect.quote == ""
    assert pairs(found) == [("a@x.com", "DE"), ("b@x.com", "FR"), ("c@x.com", "FR")]
    assert not found.reading.doubts


def test_one_broken_row_among_quoted_ones_does_not_change_the_reading() -> None:
    text = "email,country,note\n" + '"a@x.com","DE","x, y"\n' * 50 + '"b@x.com","DE","5" nail"\n'
    found = detected(text)
    assert found.reading.dialect.quote == '"'
    assert not found.reading.doubts


def test_quotation_marks_that_may_be_letters_are_asked_about() -> None:
    text = 'email;country;name\na@x.com;DE;"Bob\nb@x.com;FR;"Ann"\nc@x.com;IT;x"\n'
    found = detected(text)
    assert doubts(found) == {DoubtCode.QUOTING}
    assert not detected(text, quote="").reading.doubts
    assert detected(text, quote='"').reading.dialect.quote == '"'


def test_a_field_over_two_lines_that_look_like_rows_is_asked_about() -> None:
    text = 'email\tname\tcountry\na@x.com\t"Bob\tDE\nb@x.com\tAnn"\tFR\nc@x.com\tx\tIT\n'
    assert doubts(detected(text)) == {DoubtCode.QUOTING}


SEPARATORS = {
    "decimal commas": ("email;country;amount\na@x.com;FR;1,5\nb@x.com;DE;2,5\n", ";"),
    "decimal commas and no header": ("a@x.com;FR;1,5\nb@x.com;DE;2,5\n", ";"),
    "commas in names": ("email|name|country\na@x.com|Ann, Dr.|FR\nb@x.com|Bob, Dr.|DE\n", "|"),
    "semicolons in notes": ("email,note,country\na@x.com,x;y,FR\nb@x.com,x;y,DE\n", ","),
    "tabs in notes": ("email,note,country\na@x.com,x\ty,FR\nb@x.com,x\ty,DE\n", ","),
    "several emails in a field": (
        "email,also,country\na@x.com,b@x.com;c@x.com,FR\nd@x.com,e@x.com;f@x.com,DE\n",
        ",",
    ),
    "one-sided quotation marks": ('email;country;x\na@x.com;FR;5" a,b\nb@x.com;DE;c,d\n', ";"),
    "a header with a comma": ("email;amount, EUR;country\na@x.com;1,5;FR\n", ";"),
    "unquoted commas in a few rows": (
        "email,country\n" + "a@x.com,FR\n" * 50 + "b@x.com,Korea, South\n" * 9,
        ",",
    ),
    "hashed emails": (f"email;country;x\n{'ab' * 32};FR;1,5\n{'cd' * 32};DE;2,5\n", ";"),
    "one row": ("email;country\na@x.com;FR", ";"),
    "lists in brackets": ("email;tags;country\na@x.com;[a,b,c];FR\nb@x.com;[a,b,c];FR\n", ";"),
}


@pytest.mark.parametrize("name", SEPARATORS)
def test_is_not_fooled_by_other_separators(name: str) -> None:
    text, separator = SEPARATORS[name]
    found = detected(text)
    assert found.reading.dialect.separator == separator
    assert DoubtCode.SEPARATOR not in doubts(found)


def test_two_readings_that_both_give_the_columns_are_asked_about() -> None:
    found = detected("1;email;2,country,3;country;4,email,5\n" + "a;b;c,d,e;f;g,h,i\n" * 9)
    assert doubts(found) >= {DoubtCode.SEPARATOR}


@pytest.mark.parametrize("line", ["sep=;", "SEP=;", '"sep=;"', "sep=;;;;", " \r\nsep=;"])
def test_the_sep_line_decides(line: str) -> None:
    found = detected(f"{line}\r\nE-Mail;Land;x\r\na@x.com;FR;1,2\r\n")
    assert found.reading.dialect.separator == ";"
    assert found.reading.dialect.skipped_lines == line.count("\n") + 1
    assert pairs(found) == [("a@x.com", "FR")]
    assert not found.reading.doubts


def test_the_sep_line_may_name_any_character() -> None:
    assert pairs(detected("sep=^\nemail^country\na@x.com^FR\n")) == [("a@x.com", "FR")]


def test_the_chosen_separator_decides() -> None:
    found = detected("sep=;\nemail^country\na@x.com^FR\n", separator="^")
    assert pairs(found) == [("a@x.com", "FR")]


@pytest.mark.parametrize("separator", ["\n", '"', "é", "\\"])
def test_no_file_is_separated_by_such_characters(separator: str) -> None:
    with pytest.raises(FileRefused) as refused:
        detected("email,country\na@x.com,FR\n", separator=separator)
    assert refused.value.reason == Refusal.MALFORMED


LINE_ENDS = {
    "CR with line feeds in quoted fields": (
        'email,note,country\ra@x.com,"x\ny",FR\rb@x.com,"z\n",DE\r',
        LineEnding.CR,
    ),
    "LF with carriage returns in quoted fields": (
        'email,n,country\na@x.com,"x\ry",FR\nb@x.com,"z\r",DE\n',
        LineEnding.LF,
    ),
    "mixed": ("email,country\r\na@x.com,FR\nb@x.com,DE\r\n", LineEnding.LF),
    "CR without a last one": ("email,country\ra@x.com,FR\rb@x.com,DE", LineEnding.CR),
    "LF and one lone CR": ("email,country\na@x.com,FR\nb@x.com,DE\n,\r\n", LineEnding.LF),
}


@pytest.mark.parametrize("name", LINE_ENDS)
def test_finds_the_line_end(name: str) -> None:
    text, ending = LINE_ENDS[name]
    found = detected(text)
    assert found.reading.dialect.line_ending == ending
    assert pairs(found)[:2] == [("a@x.com", "FR"), ("b@x.com", "DE")]


def test_a_row_cut_at_the_heads_end_is_not_judged() -> None:
    found = detected('email,note,country\na@x.com,x,FR\nb@x.com,"cut in a qu', is_whole=False)
    assert pairs(found) == [("a@x.com", "FR")]
    assert not found.reading.doubts


def test_a_row_longer_than_the_head_leaves_the_names_to_decide() -> None:
    found = detected('email,country,note\na@x.com,FR,"' + "y" * 1_000_000, is_whole=False)
    assert (found.reading.email, found.reading.country, found.rows) == (0, 1, ())
    assert found.layout().first_row_line == 2


def test_blanks_around_quoted_fields_are_no_part_of_them() -> None:
    found = detected('name, country, email\na, "Doe, J" , "a@x.com"\n"b" ,\t"F""R","b@x.com" \n')
    assert found.rows == (("a", "Doe, J", "a@x.com"), ("b", 'F"R', "b@x.com"))
    assert (found.reading.email, found.reading.country) == (2, 1)


def test_blanks_before_a_field_that_is_only_partly_quoted_are_its_own() -> None:
    found = detected('email, country\na@x.com, "big" one\n')
    assert found.rows == (("a@x.com", ' "big" one'),)
