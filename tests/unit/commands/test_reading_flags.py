"""How the command line says how a file is read."""

from __future__ import annotations

import argparse

import pytest

from worker.commands.asked import Asked
from worker.commands.reading_flags import add_flags, answer_to, read_flags
from worker.dialect.book import Book, BookKind
from worker.dialect.model import (
    Choices,
    CountOptions,
    Dialect,
    DoubtCode,
    Escape,
    QuotedLines,
    Reading,
    ShortRows,
    SpareFields,
)
from worker.dialect.values.hashes import EmailHash
from worker.errors import FileRefused
from worker.refusal import Refusal


def asked(*flags: str) -> Asked:
    parser = argparse.ArgumentParser()
    add_flags(parser)
    return read_flags(parser.parse_args(flags))


def reading(*columns: str) -> Reading:
    return Reading(dialect=Dialect(columns=columns))


def test_without_flags_all_is_left_to_detection() -> None:
    assert asked() == Asked(CountOptions(), {})


class TestSheets:
    BOOK = Reading(dialect=Dialect(book=Book(kind=BookKind.XLSX, sheets=("Notes", "2025", "Old  one"))))

    @pytest.mark.parametrize(("named", "found"), [("Notes", 0), ("2025", 1), ("old one", 2), ("3", 2)])
    def test_one_is_named_or_numbered(self, named: str, found: int) -> None:
        settled = asked("--sheet", named).with_sheet_of(self.BOOK)
        assert (settled.options.choices.sheet, settled.sheet) == (found, None)

    @pytest.mark.parametrize("named", ["Data", "4", "0"])
    def test_one_that_is_not_there(self, named: str) -> None:
        with pytest.raises(FileRefused, match="There are “Notes”, “2025”, “Old  one”"):
            asked("--sheet", named).with_sheet_of(self.BOOK)

    def test_of_a_file_without_sheets(self) -> None:
        with pytest.raises(FileRefused, match="no workbook"):
            asked("--sheet", "1").with_sheet_of(reading("email"))


@pytest.mark.parametrize(
    ("flags", "choices"),
    [
        (["--email", "3", "--country", "1"], Choices(email=2, country=0)),
        (["--email", "3", "--email", "1", "--email", "2"], Choices(email=2, other_emails=(0, 1))),
        (["--country", "2", "--country", "4"], Choices(country=1, other_countries=(3,))),
        (["--same-columns"], Choices(same_columns=True)),
        (["--hash", "md5"], Choices(hashing=EmailHash.MD5)),
        (["--separator", "tab"], Choices(separator="\t")),
        (["--separator", "~"], Choices(separator="~")),
        (["--encoding", "Latin-1"], Choices(encoding="iso8859-1")),
        (["--header"], Choices(has_header=True)),
        (["--no-header", "--skip-lines", "2"], Choices(has_header=False, skipped_lines=2)),
        (["--quote", "none"], Choices(quote="")),
        (["--quote", "'", "--escape", "backslash"], Choices(quote="'", escape=Escape.BACKSLASH)),
        (["--short-rows", "fill"], Choices(short_rows=ShortRows.FILL)),
        (["--short-rows", "placed"], Choices(short_rows=ShortRows.PLACED)),
        (["--spare-fields", "ignore"], Choices(spare_fields=SpareFields.IGNORE)),
        (["--quoted-lines", "text"], Choices(quoted_lines=QuotedLines.TEXT)),
        (["--reject-broken"], Choices(rejects_broken=True)),
        (["--yes"], Choices(is_confirmed=True)),
    ],
)
def test_each_flag_is_a_choice(flags: list[str], choices: Choices) -> None:
    assert asked(*flags) == Asked(CountOptions(choices=choices), {})


def test_gmail_addresses_are_folded_when_asked_for() -> None:
    assert asked("--fold-gmail").options.fold_gmail


@pytest.mark.parametrize(
    "flags",
    [
        ["--separator", "::"],
        ["--encoding", "klingon"],
        ["--quote", "x"],
        ["--skip-lines", "-1"],
        ["--skip-lines", "10001"],
        ["--escape", "x"],
        ["--hash", "crc32"],
    ],
)
def test_unusable_flags_are_refused_at_once(flags: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        asked(*flags)

    assert flags[0] in capsys.readouterr().err


def test_columns_given_by_name_are_found_whatever_their_case_and_spaces() -> None:
    given = asked("--email", "contact  address", "--country", "2", "--separator", ";")

    options = given.with_columns_of(reading("Id", "Land", " Contact Address"))

    assert options.choices == Choices(email=2, country=1, separator=";")


def test_several_email_columns_are_named_in_their_order() -> None:
    given = asked("--email", "Mail", "--email", "1", "--email", "mail 2", "--country", "4")

    options = given.with_columns_of(reading("Old", "Mail 2", "Mail", "Land"))

    assert options.choices == Choices(email=2, other_emails=(0, 1), country=3)


def test_a_name_of_no_column_is_refused_with_those_there_are() -> None:
    with pytest.raises(FileRefused) as refused:
        asked("--country", "Land").with_columns_of(reading("Id", "Pays", "ada@x.org"))

    assert refused.value.reason is Refusal.NO_COUNTRY_COLUMN
    assert "“Pays”" in refused.value.message
    assert "ada" not in refused.value.message


def test_a_name_of_several_columns_is_refused_with_their_numbers() -> None:
    with pytest.raises(FileRefused, match="give a number instead: 1, 3"):
        asked("--email", "E-Mail").with_columns_of(reading("E-Mail", "Land", "e-mail"))


def test_every_doubt_has_a_flag_that_answers_it() -> None:
    for doubt in set(DoubtCode) - {DoubtCode.ASKED, DoubtCode.NAMELESS_COLUMNS}:
        assert answer_to(doubt, reading()) != "--yes"
    assert answer_to(DoubtCode.ENCODING, Reading(dialect=Dialect(encoding="cp1250"))) == "--encoding cp1250"
