"""Promise 20: rows in another encoding than the rest are read as what they are, rejected or refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.unit.counting.files import count_bytes, report
from worker.counting.process.protocol import CountResult, Tuning
from worker.dialect.model import Choices, CountOptions, DoubtCode
from worker.dialect.unclear import Unclear
from worker.errors import FileRefused

HEADER = "Name;E-Mail;Land\n"
WESTERN = [f"Jürgen {place};w{place}@x.example;Österreich\n" for place in range(40)]
OTHER = [f"Zoë {place};u{place}@x.example;España\n" for place in range(40)]
PLAIN = b"Ann;ann@x.example;Norway\n"
BIG_BLOCKS = Tuning()


def counted(folder: Path, data: bytes, **choices: object) -> CountResult:
    options = CountOptions(choices=Choices.model_validate(choices))
    return count_bytes(folder, data, BIG_BLOCKS, options=options)


def joined(lines: list[str], encoding: str) -> bytes:
    return "".join(lines).encode(encoding)


@pytest.mark.parametrize("header", ["cp1252", "utf-8"])
@pytest.mark.parametrize("share", [1, 4, 20])
def test_rows_in_utf8_in_a_file_in_windows_1252(tmp_path: Path, share: int, header: str) -> None:
    data = "Name;E-Mail;Länder\n".encode(header) + joined(WESTERN, "cp1252") + joined(OTHER[:share], "utf-8")
    result = counted(tmp_path, data)
    assert report(result) == {"AT": 40, "ES": share}
    assert (result.quality.dialect.encoding, result.quality.rejected) == ("cp1252", {})
    assert result.quality.utf8_lines == share + (header == "utf-8")


def test_far_behind_the_beginning(tmp_path: Path) -> None:
    data = HEADER.encode() + joined(WESTERN, "cp1252") + PLAIN * 100_000 + joined(OTHER, "utf-8") + PLAIN
    result = counted(tmp_path, data + joined(WESTERN, "cp1252"))
    assert report(result) == {"AT": 40, "ES": 40, "NO": 1}
    assert (result.quality.utf8_lines, result.quality.rejected) == (40, {})


def test_both_far_behind_a_beginning_in_plain_letters(tmp_path: Path) -> None:
    data = HEADER.encode() + PLAIN * 100_000 + joined(WESTERN, "cp1252") + joined(OTHER, "utf-8")
    result = counted(tmp_path, data)
    assert report(result) == {"AT": 40, "ES": 40, "NO": 1}
    assert (result.quality.dialect.encoding, result.quality.utf8_lines) == ("cp1252", 40)


def test_a_column_in_utf8_beside_another(tmp_path: Path) -> None:
    rows = [
        f"Jürgen Böhm-Weiß;w{place}@x.example;".encode("cp1252") + "Österreich\n".encode()
        for place in range(9)
    ]
    result = counted(tmp_path, HEADER.encode() + b"".join(rows))
    assert (report(result), result.quality.utf8_lines) == ({"AT": 9}, 9)


def test_the_same_customer_in_both_is_one(tmp_path: Path) -> None:
    row = "Jürgen;info@bücher.example;Österreich\n"
    data = HEADER.encode() + joined(WESTERN, "cp1252") + row.encode("cp1252") + row.encode()
    result = counted(tmp_path, data)
    assert (report(result), result.quality.duplicates) == ({"AT": 41}, 1)


@pytest.mark.parametrize(
    ("encoding", "name", "country"),
    [("cp1250", "Dvořák", "Česko"), ("cp1251", "Сергей", "Россия"), ("mac-roman", "Müller", "Österreich"),
     ("cp850", "Müller", "Österreich"), ("cp1253", "Γιώργος", "Ελλάδα"), ("gb18030", "欧阳娜", "中国"),
     ("cp932", "高橋", "日本"), ("cp949", "홍길동", "대한민국")],
)  # fmt: skip
def test_in_other_encodings_likewise(tmp_path: Path, encoding: str, name: str, country: str) -> None:
    rows = joined([f"{name};w{place}@x.example;{country}\n" for place in range(40)], encoding)
    data = HEADER.encode() + rows + joined(OTHER[:3], "utf-8")
    with pytest.raises(Unclear) as unclear:
        counted(tmp_path, data)
    assert [doubt.code for doubt in unclear.value.reading.doubts] == [DoubtCode.ENCODING]
    result = counted(tmp_path, data, encoding=unclear.value.reading.dialect.encoding)
    assert (sorted(report(result).values()), report(result)["ES"]) == ([3, 40], 3)
    assert (result.quality.utf8_lines, result.quality.rejected) == (3, {})


def test_rows_in_windows_1252_in_a_file_in_utf8_are_rejected_or_their_encoding_chosen(tmp_path: Path) -> None:
    data = HEADER.encode() + joined(OTHER * 2, "utf-8") + joined(WESTERN[:2], "cp1252")
    result = counted(tmp_path, data)
    assert (report(result), result.quality.rejected) == ({"ES": 40}, {"undecodable": 2})
    data += joined(WESTERN, "cp1252")
    assert report(counted(tmp_path, data, encoding="cp1252")) == {"AT": 40, "ES": 40}


def test_a_mark_of_utf8_before_another_encoding_proves_nothing(tmp_path: Path) -> None:
    result = counted(tmp_path, b"\xef\xbb\xbf" + HEADER.encode() + joined(WESTERN, "cp1252"))
    assert report(result) == {"AT": 40}


@pytest.mark.parametrize("mark", ["utf-16", "utf-16-be"])
@pytest.mark.parametrize("rows", [PLAIN * 8, joined(WESTERN[:8], "cp1252"), joined(OTHER, "utf-8")])
def test_rows_of_one_byte_a_letter_behind_utf16_are_not_lost(tmp_path: Path, rows: bytes, mark: str) -> None:
    data = "".join((HEADER, *WESTERN)).encode(mark) + rows
    with pytest.raises(FileRefused, match="cannot be read as UTF-16"):
        counted(tmp_path, data)


def test_utf8_that_was_taken_for_windows_1252_and_saved_so(tmp_path: Path) -> None:
    data = "".join((HEADER, *WESTERN, *OTHER)).encode().decode("cp1252").encode()
    assert report(counted(tmp_path, data)) == {"AT": 40, "ES": 40}
