"""Encodings: recognised, and turned into UTF-8 without losing anything unseen."""

from __future__ import annotations

import re

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tests.unit.dialect.packed import MemorySource, pack
from worker.countries import accented_names
from worker.dialect.encoding.sniffing import sniff_encoding
from worker.dialect.encoding.text_encoding import chosen_encoding
from worker.dialect.encoding.transcoding import transcode
from worker.dialect.encoding.utf8_words import is_utf8
from worker.dialect.encoding.western import is_surely_western
from worker.dialect.head import HEAD_BYTES, LateEvidence, read_head
from worker.dialect.model import Choices, Compression, Place
from worker.dialect.packing.unpack_limits import UnpackLimits
from worker.errors import FileRefused
from worker.refusal import Refusal

TEXT = "email;land\nann@x.com;Österreich\nzoë@x.de;Côte d'Ivoire\nbob@x.es;España\n"
MANY_BYTES = ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be", "shift_jis", "gb18030", "big5", "euc_kr"]
ONE_BYTE = ["cp1252", "iso8859-1", "cp1250", "cp1251", "cp1254", "mac-roman", "cp850", "koi8-r"]
WORDS = {
    "cp1250": "Křižík Dvořák Łukasz Wałęsa Kraków Gdańsk Česko Novák Kovačić Erdős Győr",
    "cp1251": "Иван Москва Россия Петров",
    "cp1253": "Γιώργος Αθήνα Ελλάδα",
    "cp1254": "Türkiye Şahin Çağlar Ağaoğlu Gümüş Şimşek",
    "mac-roman": "José García Müller François Zoë Köln",
    "cp850": "José García Müller François Köln España",
    "shift_jis": "東京 田中 日本 鈴木太郎",
    "euc_kr": "서울 대한민국 김철수",
}
WESTERN = [
    "José García Muñoz México España Peña",
    "Müller Jürgen Weiß Köln Österreich Bäcker",
    "François Élodie Hélène Québec Saint-Étienne",
    "São Paulo João Guimarães Conceição Câmara",
    "Åse Sørensen Jæger Malmö Gävle",
    "Niccolò Nicolò Calabrò è città",
]


def in_pieces(data: bytes, size: int) -> list[bytes]:
    return [data[start : start + size] for start in range(0, len(data), size)]


def transcoded(pieces: list[bytes], encoding: str) -> bytes:
    return b"".join(transcode(pieces, encoding))


def rows_of(words: str) -> str:
    return "\n".join(f"{number};user{number}@x.com;{word}" for number, word in enumerate(words.split()))


@pytest.mark.parametrize(
    ("written", "codec"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8"),
        ("utf-16", "utf-16-le"),
        ("utf-16-le", "utf-16-le"),
        ("utf-16-be", "utf-16-be"),
        ("utf-32", "utf-32-le"),
        ("utf-32-be", "utf-32-be"),
        ("cp1252", "cp1252"),
    ],
)
@pytest.mark.parametrize("compression", Compression)
def test_what_is_certain(written: str, codec: str, compression: Compression) -> None:
    head = read_head(MemorySource(pack(TEXT.encode(written), compression)), Choices(), UnpackLimits())
    assert (head.text.decode(), head.encoding, head.compression) == (TEXT, codec, compression)
    assert head.is_encoding_certain
    assert head.is_whole


@pytest.mark.parametrize("words", WESTERN)
def test_western_words_are_windows_1252_for_certain(words: str) -> None:
    found = sniff_encoding(rows_of(words).encode("cp1252"), is_whole=True)
    assert (found.codec, found.is_certain) == ("cp1252", True)


@pytest.mark.parametrize("encoding", WORDS)
def test_other_encodings_are_never_certainly_windows_1252(encoding: str) -> None:
    assert not sniff_encoding(rows_of(WORDS[encoding]).encode(encoding), is_whole=True).is_certain


@pytest.mark.parametrize("encoding", ["cp1250", "cp1251", "cp1253", "mac-roman"])
def test_other_encodings_are_guessed(encoding: str) -> None:
    assert sniff_encoding(rows_of(WORDS[encoding]).encode(encoding), is_whole=True).codec == encoding


@pytest.mark.parametrize("name", ["José", "Jörg", "João", "Hélène", "Müller", "Nuñez", "Citroën"])
def test_few_western_letters_are_a_guess_at_windows_1252(name: str) -> None:
    found = sniff_encoding(f"Name;Land\n{name};DE\n".encode("cp1252"), is_whole=True)
    assert (found.codec, found.is_certain) == ("cp1252", False)


@pytest.mark.parametrize(
    "text",
    [
        "Nombre;Correo;País\nJose;a@x.com;ES\n",
        "email,country\na@x.com,Deutschland\nb@x.com,Österreich\n",
        'email|country\na@x.com|"ESPAÑA"\n',
        "Nom;Prénom;E-mail\n",
        "Código postal\tEmail\n",
    ],
)
def test_a_country_or_a_headers_word_proves_windows_1252(text: str) -> None:
    found = sniff_encoding(text.encode("cp1252"), is_whole=True)
    assert (found.codec, found.is_certain) == ("cp1252", True)


def test_a_countrys_name_in_another_encoding_proves_nothing() -> None:
    for name in accented_names():
        for encoding in WORDS:
            data = name.encode(encoding, "replace")
            if b"?" not in data and data != name.encode("cp1252"):
                assert not is_surely_western([data]), (name, encoding)


@pytest.mark.parametrize(("few", "encoding"), [("Łukasz Wałęsa", "cp1250"), ("Niţă Nemeş", "iso8859_2")])
def test_a_few_rows_that_another_encoding_reads_better_leave_doubt(few: str, encoding: str) -> None:
    many = "".join(f"{place};Jörg Müller {place};Österreich\n" for place in range(300))
    data = f"{many}300;{few};Deutschland\n".encode(encoding)
    assert not sniff_encoding(data, is_whole=True).is_certain
    assert sniff_encoding(many.encode("cp1252"), is_whole=True).is_certain


def test_ascii_proves_nothing_and_what_is_seen_further_on_decides() -> None:
    source = MemorySource(b"email,country\n")
    assert not read_head(source, Choices(), UnpackLimits()).is_encoding_proven
    western = sniff_encoding(rows_of(WESTERN[0]).encode("cp1252"), is_whole=True)
    later = LateEvidence(western, Place(line=9, offset=99))
    head = read_head(source, Choices(), UnpackLimits(), later=later)
    assert (head.encoding, head.is_encoding_proven, head.non_ascii_from) == ("cp1252", True, later.place)


def test_utf8_with_a_damaged_row_is_still_utf8() -> None:
    data = ("Köln\n" * 50).encode() + b"K\xf6ln\n"
    assert sniff_encoding(data, is_whole=True).codec == "utf-8"


@pytest.mark.parametrize("cut", range(4))
def test_a_beginning_cut_within_a_character(cut: int) -> None:
    source = MemorySource(b"a" * (HEAD_BYTES - cut) + "💶".encode() * 9)
    head = read_head(source, Choices(), UnpackLimits())
    assert (head.encoding, head.is_whole, len(head.text)) == ("utf-8", False, HEAD_BYTES)


def test_what_a_person_says_goes_first() -> None:
    head = read_head(MemorySource("Ж".encode("cp1251")), Choices(encoding="windows-1251"), UnpackLimits())
    assert (head.text.decode(), head.encoding, head.is_encoding_certain) == ("Ж", "cp1251", True)


@pytest.mark.parametrize("name", ["nonsense", "base64", "rot13", "punycode", "", "\0"])
def test_what_is_no_encoding_is_refused(name: str) -> None:
    with pytest.raises(FileRefused, match="encoding chosen is not known"):
        chosen_encoding(name)


def read_by_fields(data: bytes, encoding: str) -> str:
    """Each field in UTF-8 where it can be nothing else, the slow way."""
    if encoding.startswith("utf"):
        return data.decode(encoding)
    fields = re.split(rb"([,;\t\r\n])", data.removeprefix(b"\xef\xbb\xbf"))
    is_telling = encoding in MANY_BYTES
    return "".join(
        field.decode("utf-8" if is_utf8(field, is_telling=is_telling) else encoding) for field in fields
    )


@settings(max_examples=200, deadline=None)
@given(
    st.sampled_from([*MANY_BYTES, *ONE_BYTE, "utf-8"]),
    st.text(max_size=40) | st.text(st.sampled_from("aAÃÄÖÎÐé¼Ÿ€š»,\n"), max_size=12),
    st.integers(1, 9),
)
def test_any_text_in_any_pieces(encoding: str, text: str, size: int) -> None:
    assume(not encoding.startswith("utf-16") or len(set(re.findall("[\u2c00-\u4dbf]", text))) < 3)
    data = text.encode(encoding, "ignore")
    expected = read_by_fields(data, encoding)
    pieces = in_pieces(data, size)
    if encoding.startswith("utf-16") and ("\u0a00" in expected or "\ufffe" in expected):
        with pytest.raises(FileRefused):
            transcoded(pieces, encoding)
    else:
        if encoding.startswith("utf"):
            expected = expected.removeprefix("\ufeff")
        assert transcoded(pieces, encoding) == expected.encode()


def test_each_character_of_windows_1252_is_read_as_what_it_is_there() -> None:
    for value in range(0x80, 0x100):
        row = b"a%ca\n" % value
        assert transcoded([row], "cp1252").decode() == row.decode("cp1252", "replace")


def test_bytes_without_meaning_stay_visible() -> None:
    assert transcoded([b"a\x81b"], "cp1252") == "a\ufffdb".encode()


@pytest.mark.parametrize("lost", range(2, 40, 7))
def test_promise_20_utf16_that_lost_a_byte_is_refused(lost: int) -> None:
    data = "email,country\nann@x.com,FR\nbob@x.com,DE\n".encode("utf-16-le")
    with pytest.raises(FileRefused, match=r"Line \d+ cannot be read as UTF-16, little-endian") as refused:
        transcoded(in_pieces(data[:lost] + data[lost + 1 :], 10), "utf-16-le")
    assert refused.value.reason is Refusal.MALFORMED


@pytest.mark.parametrize(
    "text",
    [
        "㗎,㷫\n" * 2,
        "係㗎㗎, 真係㗎。冇㩒㗎㗎\n" * 9,
        "㐂一郎,高橋\n" * 9,
        "⼭⽥⾺⾼⻑⻘,⽇⽊\n",
        "上海市浦东新区世纪大道一百号\n" * 99,
        "呵" * 999,
        "ⵜⴰⵎⴰⵣⵉⵖⵜ\n" * 9,
        "홍길동,서울특별시 강남구\n" * 9,
        "😀𠮷野家🇩🇪,Ŝ\n" * 9,
    ],
)
def test_unusual_letters_in_utf16_are_what_they_are(text: str) -> None:
    assert transcoded(in_pieces(text.encode("utf-16-le"), 33), "utf-16-le").decode() == text


@pytest.mark.parametrize("size", [1, 3, 1000])
def test_promise_20_a_fault_is_named_by_its_line(size: int) -> None:
    data = "日本\n東京\n".encode("euc_jp") + b"\xff\n"
    with pytest.raises(FileRefused, match=r"Line 3 cannot be read as Japanese \(EUC-JP\)"):
        transcoded(in_pieces(data, size), "euc_jp")


@pytest.mark.parametrize("data", [b"Rar!\x1a\x07\x01\x00", b"x" * 257 + b"ustar\x0000", b"%PDF-1.7"])
@pytest.mark.parametrize("compression", Compression)
def test_what_is_no_text_is_refused(data: bytes, compression: Compression) -> None:
    with pytest.raises(FileRefused) as refused:
        read_head(MemorySource(pack(data, compression)), Choices(), UnpackLimits())
    assert refused.value.reason is Refusal.NOT_TEXT


@pytest.mark.parametrize("beginning", [b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"PAR1"])
@pytest.mark.parametrize("compression", [each for each in Compression if each is not Compression.NONE])
def test_a_workbook_in_an_archive_is_refused(beginning: bytes, compression: Compression) -> None:
    with pytest.raises(FileRefused, match="inside this archive") as refused:
        read_head(MemorySource(pack(beginning, compression)), Choices(), UnpackLimits())
    assert refused.value.reason is Refusal.NOT_TEXT


def test_an_archive_in_an_archive_is_refused() -> None:
    data = pack(pack(TEXT.encode(), Compression.GZIP), Compression.ZIP)
    with pytest.raises(FileRefused, match="inside this archive"):
        read_head(MemorySource(data), Choices(), UnpackLimits())


RUSSIAN = ["Россия", "Москва", "Иван Петров", "Ёлкин", "Санкт-Петербург", "Казань", "Щукин", "Юлия"]


def test_a_guess_that_cannot_be_decoded_gives_way_to_the_next() -> None:
    text = "email,name,country\n" + "".join(
        f"user{number}@x.org,{name},DE\n" for number, name in enumerate(RUSSIAN * 5)
    )
    for encoding in ("iso8859_5", "koi8_r", "cp1251", "cp866"):
        data = text.encode(encoding)
        found = sniff_encoding(data, is_whole=True)
        assert not found.is_certain
        assert data.decode(found.codec) == text


@pytest.mark.parametrize("codec", ["cp949", "cp932", "big5", "gb18030"])
@pytest.mark.parametrize("letters", [b"\xff\xfe\xfd\xa0\x80", b"\xd0\xff\xd1\xff", b"\xe9\xff\xa0\xfd"])
def test_whatever_is_guessed_can_be_read(codec: str, letters: bytes) -> None:
    data = b"email,name,country\n" + b"".join(b"u%d@x.org,%s,DE\n" % (n, letters * 3) for n in range(30))
    found = sniff_encoding(data, is_whole=True)
    assert data.decode(found.codec, "replace").count("\ufffd") < 40
    assert codec != found.codec or data.decode(codec)


@pytest.mark.parametrize("odd", ["аda@x.org", "pаypal", "Οnline", "Cоmpany"])  # noqa: RUF001 - what is tested
def test_one_odd_letter_takes_no_text_from_utf8(odd: str) -> None:
    data = ("email,name\n" + "u@x.org,n\n" * 20 + f"{odd},{odd}\n").encode()
    assert sniff_encoding(data, is_whole=True).codec == "utf-8"
