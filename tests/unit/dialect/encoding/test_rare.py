"""Encodings of mail, of mainframes, and without a byte order mark: recognised, asked about or refused."""

from __future__ import annotations

import pytest

from worker.dialect.encoding.sniffing import sniff_encoding
from worker.dialect.encoding.transcoding import transcode
from worker.errors import FileRefused

WESTERN = "name,email,country\n" + "Jörg Müller,ann@x.example,Österreich\n" * 9
JAPANESE = "name,email,country\n" + "山田一郎,ann@x.example,日本\n" * 9
CHINESE = "name,email,country\n" + "李伟,ann@x.example,中国\n" * 9


def read(data: bytes) -> tuple[str, bool]:
    found = sniff_encoding(data, is_whole=True)
    return b"".join(transcode([data], found.codec)).decode(), found.is_certain


@pytest.mark.parametrize("text", [WESTERN, JAPANESE, CHINESE])
@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
def test_wide_text_without_a_mark_is_certain(codec: str, text: str) -> None:
    assert read(text.encode(codec)) == (text, True)


@pytest.mark.parametrize(
    ("codec", "text"),
    [
        ("iso2022_jp", JAPANESE),
        ("hz", CHINESE),
        ("cp037", WESTERN),
        ("cp500", WESTERN),
        ("cp273", WESTERN),
        ("cp1026", WESTERN),
    ],
)
def test_what_plain_letters_stand_for_is_asked(codec: str, text: str) -> None:
    assert read(text.encode(codec)) == (text, False)


def test_lines_of_mainframes_end_otherwise() -> None:
    assert read(WESTERN.replace("\n", "\x85").encode("cp037")) == (WESTERN, False)


def test_utf7_is_refused_with_what_to_do() -> None:
    with pytest.raises(FileRefused, match=r"as in mail \(UTF-7\)\. Save it as “CSV UTF-8”, or choose UTF-8"):
        read(WESTERN.encode("utf-7"))


@pytest.mark.parametrize(
    "row",
    ["ann+abc-def@x.example", "+49170-1234", "A+B12-C", "a~{b}~", "x+AAA-", "1+1-1", "+" * 999, "~{" * 999],
)
def test_plain_text_with_such_characters_is_what_it_is(row: str) -> None:
    text = f"name,email\n{row},ann@x.example\n"
    assert read(text.encode()) == (text, True)
