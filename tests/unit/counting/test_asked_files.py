"""Promise 20: what is probable but not certain is asked about, and counted as answered."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.unit.counting.files import count_bytes, report
from worker.counting.pipeline import summarise_files
from worker.counting.process.protocol import CountRequest, Tuning
from worker.counting.source.locations import LocalSource
from worker.dialect.model import Choices, CountOptions, DoubtCode
from worker.dialect.unclear import Unclear
from worker.errors import FileRefused
from worker.refusal import Refusal

HEAD = b"email,country\n"
GOOD = b"ann@x.com,FR\n"
WESTERN = Choices(encoding="cp1252", is_confirmed=True)
UNQUOTED = Choices(quote="", is_confirmed=True)
ASKED = {
    "a Latin-1 header": (
        "email,pays é,country\nann@x.com,,FR\n".encode("latin-1"),
        DoubtCode.ENCODING,
        WESTERN,
        {"FR": 1},
    ),
    "a Latin-1 row": (
        HEAD + GOOD * 9 + "bob@x.com,l'Algérie\n".encode("latin-1"),
        DoubtCode.ENCODING,
        WESTERN,
        {"DZ": 1, "FR": 1},
    ),
    "a Latin-1 row far behind the beginning": (
        HEAD + GOOD * 100_000 + "bob@x.com,l'Algérie\n".encode("latin-1"),
        DoubtCode.ENCODING,
        WESTERN,
        {"DZ": 1, "FR": 1},
    ),
    "a Latin-1 letter in a column nobody reads": (
        b"email,country,name\n" + b"ann@x.com,FR,x\n" * 9 + "bob@x.com,FR,é\n".encode("latin-1"),
        DoubtCode.ENCODING,
        WESTERN,
        {"FR": 2},
    ),
    "a Latin-1 letter beside quotes": (
        b"email,country,name\n" + 'bob@x.com,FR,"é"\n'.encode("latin-1"),
        DoubtCode.ENCODING,
        WESTERN,
        {"FR": 1},
    ),
    "no header": (
        b"ann@x.com,FR\nbob@x.com,DE\n",
        DoubtCode.NO_HEADER,
        Choices(is_confirmed=True),
        {"DE": 1, "FR": 1},
    ),
    "two email columns": (
        b"Email,e-mail,country\na@x.com,b@x.com,FR\na@x.com,c@x.com,FR\n",
        DoubtCode.EMAIL_COLUMN,
        Choices(email=1, is_confirmed=True),
        {"FR": 2},
    ),
    "the same header twice": (
        b"email,country,country\na@x.com,FR,DE\n",
        DoubtCode.COUNTRY_COLUMN,
        Choices(country=2, is_confirmed=True),
        {"DE": 1},
    ),
    "a nameless column with data": (
        b"email,country,\nann@x.com,FR,x\nbob@x.com,FR,\ncid@x.com,DE,y\n",
        DoubtCode.NAMELESS_COLUMNS,
        Choices(is_confirmed=True),
        {"DE": 1, "FR": 2},
    ),
    "two fields that only open": (
        b"note,email,country\n" + b'"abc,ann@x.com,FR\nx,bob@x.com,FR\n"def,cid@x.com,FR\n',
        DoubtCode.QUOTING,
        UNQUOTED,
        {"FR": 3},
    ),
    "text behind a closing quotation mark": (
        b"email,country,size\n" + b'ann@x.com,FR,"5" nail\n' * 9,
        DoubtCode.QUOTING,
        UNQUOTED,
        {"FR": 1},
    ),
}


FAR_BEHIND = HEAD + GOOD * 100_000 + "bob@x.com,l'Algérie\n".encode("cp1252") * 2


def test_promise_20_what_was_confirmed_before_it_was_seen_is_asked_again(tmp_path: Path) -> None:
    with pytest.raises(Unclear) as unclear:
        count_bytes(tmp_path, FAR_BEHIND, Tuning(), options=CountOptions(choices=Choices(is_confirmed=True)))
    reading = unclear.value.reading
    assert [doubt.code for doubt in reading.doubts] == [DoubtCode.ENCODING]
    message = reading.doubts[0].message
    assert message.startswith("From line 100,002 on the text seems to be in Western European (Windows-1252):")
    place = reading.non_ascii_from
    assert place is not None
    assert FAR_BEHIND[place.offset] == ord("é")


@pytest.mark.parametrize("name", ASKED)
def test_promise_20_asks_and_counts_as_answered(name: str, tmp_path: Path) -> None:
    data, doubt, choices, counts = ASKED[name]
    with pytest.raises(Unclear) as unclear:
        count_bytes(tmp_path, data, Tuning())
    assert doubt in [each.code for each in unclear.value.reading.doubts]
    assert "@x.com" not in unclear.value.message
    answered = CountRequest.of(
        LocalSource(path=tmp_path / "customers.csv"),
        CountOptions(choices=choices),
        scratch_dir=tmp_path,
    )
    result = summarise_files(answered)
    assert (report(result), result.quality.rejected) == (counts, {})


@pytest.mark.parametrize("answer", [Choices(rejects_broken=True), Choices(is_confirmed=True)])
def test_promise_20_one_broken_row_of_ten_is_asked_about_and_rejected(
    answer: Choices, tmp_path: Path
) -> None:
    data = HEAD + GOOD * 9 + b"bob@x.com,Korea, South\n"
    with pytest.raises(Unclear, match=r"Line 11 .* 1 of the 10 rows cannot be read") as unclear:
        count_bytes(tmp_path, data)
    assert [doubt.code for doubt in unclear.value.reading.doubts] == [DoubtCode.BROKEN_ROWS]
    result = count_bytes(tmp_path, data, options=CountOptions(choices=answer))
    assert (report(result), result.quality.rejected) == ({"FR": 1}, {"too_many_fields": 1})


def test_promise_17_rows_above_the_table_are_asked_about_and_in_the_sum(tmp_path: Path) -> None:
    data = b"z@x.com;DE\ny@x.com;FR\nid;email;country\n" + b"1;ann@x.com;FR\n" * 9
    with pytest.raises(Unclear, match="2 lines above the table") as unclear:
        count_bytes(tmp_path, data)
    assert [doubt.code for doubt in unclear.value.reading.doubts] == [DoubtCode.ROWS_ABOVE]
    for answer in (Choices(skipped_lines=2), Choices(is_confirmed=True)):
        quality = count_bytes(tmp_path, data, options=CountOptions(choices=answer)).quality
        assert (quality.rows, quality.customers, quality.rejected) == (11, 1, {"above": 2})
        assert quality.reject_lines == {"above": [1, 2]}


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        (b",FR\n" * 3, "3 rows: 3 without an email. The emails were looked for in “email” (column 1)"),
        (b",FR\n\nx,FR\n", "3 rows: 1 without an email, 1 without a valid email, 1 blank or broken."),
    ],
)
def test_promise_20_a_file_without_customers_is_refused_with_the_reason(
    rows: bytes, words: str, tmp_path: Path
) -> None:
    with pytest.raises(FileRefused) as refused:
        count_bytes(tmp_path, HEAD + rows, options=CountOptions(choices=Choices(is_confirmed=True)))
    assert refused.value.reason is Refusal.NO_CUSTOMERS
    assert words in refused.value.message
