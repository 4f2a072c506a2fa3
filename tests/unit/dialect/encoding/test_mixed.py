"""UTF-8 within text in another encoding stays what it is, and nothing else is taken for it."""

from __future__ import annotations

import babel.localedata
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from worker.dialect.encoding.guessing import languages_of
from worker.dialect.encoding.spelling.generate_letters import LANGUAGES
from worker.dialect.encoding.transcoding import transcode
from worker.dialect.encoding.utf8_words import is_utf8

SINGLE = ["cp1252", "iso8859_15", "mac_roman", "cp850", "cp1250", "iso8859_2", "cp1257", "cp1254", "cp1253"]
CYRILLIC = ["cp1251", "koi8_r", "cp866", "mac_cyrillic"]
MANY = ["cp932", "euc_jp", "gb18030", "big5", "cp949"]
WORDS = [
    *(
        "Österreich",
        "Müller",
        "MÜLLER",
        "Groß",
        "GROß",
        "São Paulo",
        "Ångström",
        "Łódź",
        "Türkiye",
        "Nguyễn Thị",
    ),
    *(
        "Москва",
        "Ελλάδα",
        "日本",
        "대한민국",
        "ישראל",
        "مصر",
        "ไทย",
        "“Ça va”",
        "l\u2019Été",
        "20 €",
        "Jean\u00a0Paul",
    ),
    *("e\u0301te\u0301", "Anna 🌸", "à Paris", "\u0441. Назрань", "鈴木 浩"),
]
CP1252_ROWS = ["Jörg;Köln", "Zoë Nuñez;España", "Ann;Rome", "“CAFÉ…”;É»", "ÄÖÜ®;À™", "FÜR €;5°"]
UTF8_ROWS = ["Jörg;Köln", "François;Île", "Łukasz;Łódź", "Иван;Москва", "日本太郎;東京", "Ann;Rome"]


def read(data: bytes, encoding: str, size: int = 10_000) -> tuple[str, int]:
    """The text, and how many lines were UTF-8."""
    lines: list[int] = []
    pieces = [data[start : start + size] for start in range(0, len(data), size)]
    return b"".join(transcode(pieces, encoding, on_utf8_lines=lines.append)).decode(), sum(lines)


@pytest.mark.parametrize("word", WORDS)
@pytest.mark.parametrize("encoding", [*SINGLE, *CYRILLIC])
def test_a_field_in_utf8_is_read_so(encoding: str, word: str) -> None:
    data = b"ann;x@x.example\nbob;" + word.encode() + b";y@x.example\n"
    assert read(data, encoding) == (f"ann;x@x.example\nbob;{word};y@x.example\n", 1)


@pytest.mark.parametrize("word", ["Österreich", "中华人民共和国", "日本", "대한민국", "Россия"])
@pytest.mark.parametrize("encoding", MANY)
def test_so_it_is_in_encodings_of_two_bytes_a_character(encoding: str, word: str) -> None:
    other = {"cp932": "東京", "euc_jp": "東京", "gb18030": "北京", "big5": "台北", "cp949": "서울"}[encoding]
    data = f"{other};a\n".encode(encoding) + f"{word};b\n".encode() + f"c;{other}\n".encode(encoding)
    assert read(data, encoding, 5) == (f"{other};a\n{word};b\nc;{other}\n", 1)


@pytest.mark.parametrize("encoding", [*SINGLE, *CYRILLIC, "cp1255", "cp1256", "cp874", *MANY])
def test_no_country_in_another_encoding_is_taken_for_utf8(encoding: str) -> None:
    names = {
        name
        for language in languages_of(encoding)
        for locale in LANGUAGES[language]
        for name in babel.localedata.load(locale)["territories"].values()
    }
    taken = [
        written
        for name in names
        for written in (name, name.upper(), name.lower())
        if (data := written.encode(encoding, "ignore")).decode(encoding) == written
        and not data.isascii()
        and is_utf8(data, is_telling=encoding in MANY)
    ]
    assert taken == []


@settings(max_examples=200, deadline=None)
@given(
    st.lists(
        st.one_of(
            *(
                st.tuples(st.just(name), st.sampled_from(rows))
                for name, rows in (("cp1252", CP1252_ROWS), ("utf-8", UTF8_ROWS))
            )
        )
    ),
    st.sampled_from(["\n", "\r\n", "\r"]),
    st.integers(1, 50),
)
def test_two_exports_in_one_file_are_both_read_right(
    rows: list[tuple[str, str]], ending: str, size: int
) -> None:
    data = b"".join((row + ending).encode(encoding) for encoding, row in rows)
    in_utf8 = sum(encoding == "utf-8" and not row.isascii() for encoding, row in rows)
    assert read(data, "cp1252", size) == ("".join(row + ending for _, row in rows), in_utf8)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.tuples(st.booleans(), st.booleans()), min_size=1), st.integers(1, 50))
def test_columns_of_two_systems_are_both_read_right(rows: list[tuple[bool, bool]], size: int) -> None:
    data = b"".join(
        b",".join(("Jörg" if first else "Zoë").encode("utf-8" if is_utf8 else "cp1252") for is_utf8 in row)
        + b"\n"
        for first, *row in ((place % 2 == 0, *each) for place, each in enumerate(rows))
    )
    names = ["Jörg,Jörg\n" if place % 2 == 0 else "Zoë,Zoë\n" for place in range(len(rows))]
    assert read(data, "cp1252", size) == ("".join(names), sum(map(any, rows)))


def test_a_line_too_long_to_wait_for_is_read_in_pieces() -> None:
    data = b"x" * 5 + "Köln ".encode("cp1252") * 1_000_000
    assert read(data, "cp1252", 64 * 1024) == ("x" * 5 + "Köln " * 1_000_000, 0)


@pytest.mark.timeout(20)
@pytest.mark.parametrize("field", ["ö" * 500_000, "ö " * 500_000, "ö" * 500_000 + "a", "ö;" * 500_000])
def test_long_fields_take_no_time(field: str) -> None:
    assert read(b"\xe9\n" + field.encode(), "cp1252", 10**7)[0].startswith("é\n")
