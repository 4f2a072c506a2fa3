"""Files of a few lines in old encodings: what a careful person would choose is proposed."""

from __future__ import annotations

import pytest

from worker.dialect.encoding.display_names import ENCODINGS
from worker.dialect.encoding.sniffing import sniff_encoding
from worker.dialect.encoding.spelling.generate_letters import letters
from worker.dialect.encoding.spelling.letters import LETTERS

WEST = ("cp1252", "mac_roman", "cp850")
CENTRE = ("cp1250", "iso8859_2", "cp852")
ROWS = {
    "German": (WEST, "Jörg Möllemann;Osnabrück|Sabine Grün;Österreich|Weiß;Görlitz"),
    "French": (WEST, "Aurélien Lefèvre;Thaïlande|Benoît;Hérault|Maïté;Algérie"),
    "Spanish": (WEST, "Íñigo Núñez;España|Belén Cañas;Perú|Ramón;Coruña"),
    "Portuguese": (WEST, "João Falcão;São Luís|Conceição;Itália|Simão;Áustria"),
    "Italian": (WEST, "Niccolò;Forlì|Città di Castello;Italia|Mosè;Pescarà"),
    "Swedish": (WEST, "Åsa Sjödin;Skövde|Pär Lövgren;Österrike|Håkan;Mölndal"),
    "Danish": (WEST, "Jørn Kjær;Brønshøj|Søren;Grækenland|Bjørk;Hørsholm"),
    "Finnish": (WEST, "Väinö Törmänen;Itävalta|Päivi;Äänekoski|Hyvönen;Mikkeli"),
    "Dutch": (WEST, "Daniël;België|Zoë de Groot;Italië|Raphaël;Brazilië"),
    "Polish": (CENTRE, "Łukasz Gołąb;Śląsk|Żaneta;Włochy|Grzegorz Brzęczyk;Łomża"),
    "Czech": (CENTRE, "Jiří Říha;Česko|Věra Štěpánková;Přerov|Ondřej;Německo"),
    "Hungarian": (CENTRE, "Győző Erdős;Győr|Ferenc Tűzkő;Hűvösvölgy|Jenő;Ausztria"),
    "Romanian": (CENTRE, "Ştefan Niţă;Braşov|Ionuţ;Franţa|Ţepeş;Galaţi"),
    "Croatian": (CENTRE, "Željko Šarić;Čakovec|Đurđa Perišić;Njemačka|Živko;Šibenik"),
    "Lithuanian": (("cp1257",), "Žydrūnė Šimkutė;Klaipėda|Ąžuolas;Vokietija|Rūta;Šiauliai"),
    "Latvian": (("cp1257",), "Jānis Bērziņš;Rīga|Kārlis Āboliņš;Vācija|Ģirts;Liepāja"),
    "Turkish": (
        ("cp1254",),
        "Ayşegül Y\u0131ld\u0131z;Türkiye|İbrahim Ağ\u0131rbaş;Eskişehir|Iş\u0131k;Ş\u0131rnak",
    ),
    "Russian": (("cp1251", "koi8_r", "cp866"), "Сергей;Россия|Ольга Быкова;Казань|Пётр;Германия"),
    "Ukrainian": (("cp1251", "koi8_u"), "Сергій;Україна|Їжакевич;Київ|Марія;Німеччина"),
    "Bulgarian": (("cp1251", "cp866"), "Щерю Щерев;България|Йорданка;Търново|Ваня;Гърция"),
    "Greek": (("cp1253",), "Γιώργος;Ελλάδα|Σπύρος;Πάτρα|Αθηνά;Γερμανία"),
    "Hebrew": (("cp1255",), "אביגיל;ישראל|שלמה;חיפה|נועם;גרמניה"),
    "Arabic": (("cp1256",), "خالد;مصر|ليلى;تونس|يوسف;ألمانيا"),
    "Thai": (("cp874",), "สมชาย;ไทย|วิภา;เชียงใหม่|ประยุทธ;เยอรมนี"),
    "Japanese": (("cp932", "euc_jp"), "松田聖子;日本|渡部;ドイツ|サトウ;千葉県"),
    "Japanese in narrow letters": (("cp932",), "ｻﾄｳ ﾀﾛｳ;ﾄｳｷﾖｳ|ｽｽﾞｷ;ｵｵｻｶ|ﾀﾅｶ ﾊﾅｺ;ﾆﾂﾎﾟﾝ"),
    "Chinese": (("gb18030",), "诸葛亮;中国|欧阳娜;德国|司马懿;法国"),
    "Taiwanese": (("big5",), "諸葛亮;台灣|歐陽娜;德國|司馬懿;法國"),
    "Korean": (("cp949",), "홍길동;대한민국|선우재;독일|황보라;부산"),
}
CASES = [(language, codec) for language, (codecs, _) in ROWS.items() for codec in codecs]


def file_of(rows: str, codec: str) -> bytes:
    lines = [
        f"{row.split(';')[0]},p{place}@x.example,{row.split(';')[1]}"
        for place, row in enumerate(rows.split("|"))
    ]
    return "\n".join(("name,email,place", *lines, "")).encode(codec)


@pytest.mark.parametrize(("language", "codec"), CASES)
def test_three_rows_tell_their_encoding(language: str, codec: str) -> None:
    data = file_of(ROWS[language][1], codec)
    found = sniff_encoding(data, is_whole=True)
    assert data.decode(found.codec) == data.decode(codec)
    assert not found.is_certain or codec == "cp1252"


@pytest.mark.parametrize(("language", "codec"), CASES)
def test_capitals_tell_it_too(language: str, codec: str) -> None:
    data = file_of(ROWS[language][1].upper(), codec)
    found = sniff_encoding(data, is_whole=True)
    assert data.decode(found.codec) == data.decode(codec)


@pytest.mark.parametrize(("language", "codec"), CASES)
def test_of_a_single_row_no_other_encoding_is_certain(language: str, codec: str) -> None:
    for row in ROWS[language][1].split("|"):
        data = file_of(row, codec)
        found = sniff_encoding(data, is_whole=True)
        assert not found.is_certain or data.decode(found.codec) == data.decode(codec), (row, found)


@pytest.mark.parametrize(
    ("row", "codec"),
    [("ANN;SUÍÇA", "cp850"), ("ANNA;KOREA PÓŁNOCNA", "cp1250"), ("ANNA;EUROPA PÓŁNOCNA", "iso8859_2")],
)
def test_bytes_that_happen_to_be_utf8_are_asked_about(row: str, codec: str) -> None:
    data = file_of(row, codec)
    assert data.decode() != data.decode(codec)
    found = sniff_encoding(data, is_whole=True)
    assert (data.decode(found.codec), found.is_certain) == (data.decode(codec), False)


@pytest.mark.parametrize("text", ["a;Ω", "a;5 μm", "a;Ärzte", "a;😀", "a;Əliyev", "a;Հայաստան", "a;€"])
def test_little_text_in_utf8_is_certain(text: str) -> None:
    found = sniff_encoding(file_of(text, "utf-8"), is_whole=True)
    assert (found.codec, found.is_certain) == ("utf-8", True)


def test_what_is_proposed_can_be_chosen_in_the_form() -> None:
    for language, codec in CASES:
        assert sniff_encoding(file_of(ROWS[language][1], codec), is_whole=True).codec in ENCODINGS


def test_the_letters_are_those_of_the_words() -> None:
    assert LETTERS.read_text(encoding="utf-8") == letters(), (
        "run python -m worker.dialect.encoding.spelling.generate_letters"
    )


@pytest.mark.timeout(20)
@pytest.mark.parametrize("field", ["ö" * 500_000, "öa" * 500_000, "ö " * 500_000, "ö" * 500_000 + "a"])
@pytest.mark.parametrize("codec", ["cp1252", "utf-8"])
def test_a_field_as_long_as_the_file_takes_no_time(field: str, codec: str) -> None:
    mark = "é".encode("cp1252") + b"\n"
    assert sniff_encoding(mark + field.encode(codec), is_whole=False).codec in ENCODINGS
