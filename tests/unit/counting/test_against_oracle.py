"""Promises 17-19: every row accounted for, counts equal to a slow reference, the first row decides."""

from __future__ import annotations

import csv
import io
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Literal

import pytest
from hypothesis import Phase, event, example, given, settings
from hypothesis import strategies as st

from tests.unit.counting.files import TINY, colliding, count_bytes, report
from tests.unit.counting.oracle import Expected, expected_of
from worker.counting.keys.email_keys import Hashing, hash_email
from worker.counting.process.protocol import CountResult, Tuning
from worker.counting.summary import summarise
from worker.dialect.model import (
    Choices,
    CountOptions,
    DoubtCode,
    Escape,
    QuotedLines,
    ShortRows,
    SpareFields,
)
from worker.dialect.unclear import Unclear
from worker.errors import FileRefused
from worker.refusal import Refusal

CODES = {
    "US": "US",
    "us": "US",
    " U.S. ": "US",
    "United States": "US",
    "UK": "GB",
    "Deutschland": "DE",
    "germany": "DE",
    "NAM": "NA",
    "CÔTE D'IVOIRE": "CI",
    "日本": "JP",
    "Narnia\nWest": "Narnia\nWest",
    "x, y": "x, y",
    'the "big" one': 'the "big" one',
    " ": "",
    "": "",
}
PEOPLE = ["ann@x.com", "bob.b@mail.example.org", "zoë@münchen.de", "o'neil+tag@a-b.co", "İ@x.com", "ς@x.gr"]
FAULTY = [
    "",
    "   ",
    "ann",
    "ann@",
    "@x.com",
    "ann@x",
    "a b@x.com",
    "a@b@x.com",
    "a@x..com",
    "a@x.com.",
    "a,b@x.com",
]
PERSON = st.sampled_from(PEOPLE + FAULTY)
FORMS = ["{0}"] * 6 + [
    "Ann <{0}>",
    '"Muster, Ann" <{0}>',
    "<{0}>",
    "mailto:{0}?subject=x",
    "{0}; {1}",
    "{1} ::: {0}",
]
FORMS += ["ask {0}", "{0} (home), B <{1}>", "{0} and {1}", "{0},{1}"]
TEXTS = st.text(st.sampled_from('aé日, "\n\r\t;'), max_size=6)
TUNINGS = st.builds(
    Tuning,
    block_bytes=st.sampled_from([1, 2, 7, 40, 200, 5000]),
    partitions=st.sampled_from([2, 8, 16]),
    threads=st.integers(1, 3),
)
SPARES = ["", ",", ",,", ", ,", ',""', ",\t", ',"" ,', ', " "', ",x"]
DAMAGES = ['"', '""', ",", ",,", "\n", "\r", "\0", "\x1a", "\n\n", ',"', '",', ', "', '\n "', '" ,', " "]
FOOTERS = ["", "\n", "Total: 3\n", "\nAda Muster\n(c) 2026\n", "\n \n12 rows,,,,,,,\n", "-- x,y\n", "x\n"]
FOOTERS += ["\nby a@x.com\nx\n", "\ufeff", "\n\n1\n\n2,3,4,5,6,7\n\n4\n"]
DAMAGES += ["\n \t\n", "\n\u00a0 \n", "\n, ,\n", ",\n", ',""\n', "\n\u00c2\n"]
SPLIT = '"note","Country","E-Mail"\n' + '"","US","ann@x.com"\n' * 14 + '"' + "x,DE,cid@x.com\n" * 2
SPLIT += 'x,DE,cid@x.com","US","ann@x.com\n (home), B <>", " "\n'
"""Its last row seems to be two with stray marks: then a line within it shows that not all rows are quoted."""
NO_CHOICES = Choices()
SOON = set(Phase) - {Phase.explain}
ANSWERS = st.sampled_from([None, *QuotedLines])
HASHINGS = st.sampled_from([hash_email, colliding])

WrittenTable = tuple[str, list[int], int]
"""Its text, where its email columns are, and where its country column is."""


@st.composite
def emails(draw: st.DrawFn) -> str:
    """Few people, written in many ways, and some who are none."""
    address = draw(st.sampled_from(PEOPLE + FAULTY))
    changes: list[Callable[[str], str]] = [str, str.upper, str.title, str.lower]
    change = draw(st.sampled_from(changes))
    blanks = st.sampled_from(["", " ", "\t", "\u00a0", "\n"])
    return draw(st.sampled_from(FORMS)).format(draw(blanks) + change(address) + draw(blanks), draw(PERSON))


@st.composite
def tables(draw: st.DrawFn, more: int = 0, *, spares: bool = False) -> WrittenTable:
    """A CSV as a careful program writes it, and where its email columns and its country column are.

    So many ordinary rows more keep a few broken ones below the share that refuses a file. Each row may end in
    spare fields.
    """
    others = draw(st.integers(0, 3))
    mails = ["E-Mail", "E-Mail 2"][: draw(st.integers(1, 2))]
    names = draw(st.permutations([*mails, "Country", *(f"note {number}" for number in range(others))]))
    mail_columns, country = [names.index(name) for name in mails], names.index("Country")
    # Python's writer leaves a lone CR bare, which no two readers agree on, unless told to quote all fields.
    quotes_all = draw(st.booleans())
    texts = TEXTS if quotes_all else TEXTS.map(lambda text: text.replace("\r", ""))
    texts |= free_texts(names)
    rows = []
    for _ in range(draw(st.integers(1, 25))):
        row = [draw(texts) for _ in names]
        for column in mail_columns:
            row[column] = draw(emails())
        row[country] = draw(st.sampled_from(list(CODES)))
        rows.append(row)
    for number in range(more):
        row = [str(number) for _ in names]
        row[mail_columns[0]], row[country] = f"p{number}@x.com", "Germany"
        rows.append(row)
    quoting: Literal[0, 1] = csv.QUOTE_ALL if quotes_all else csv.QUOTE_MINIMAL
    line_end = draw(st.sampled_from(["\n", "\r\n"]))
    written = ""
    for row in [names, *rows]:
        text = io.StringIO(newline="")
        csv.writer(text, quoting=quoting, lineterminator=line_end).writerow(row)
        is_spare = spares and written and row[mail_columns[0]] != "p"
        spare = draw(st.sampled_from(SPARES)) if is_spare else ""
        written += text.getvalue().removesuffix(line_end) + spare + line_end
    if quotes_all and draw(st.booleans()):
        written = written.replace('","', draw(st.sampled_from(['", "', '", \t"', '" , "'])))
    if draw(st.booleans()):
        written = written.removesuffix("\n").removesuffix("\r")
    return draw(st.sampled_from(["", "\ufeff"])) + written, mail_columns, country


def free_texts(names: Sequence[str]) -> st.SearchStrategy[str]:
    """Texts of several lines, some of which look like rows, or nearly so."""
    cell = {"E-Mail": "cid@x.com", "Country": "Deutschland"}
    line = ",".join(cell.get(name, "x") for name in names)
    lines = [
        line,
        f'"{line}"',
        line.replace("x,", '"x",'),
        f"{line},x",
        line.replace("@", " at "),
    ]
    lines += [line.partition(",")[2], ", ".join(["cid@x.com"] * len(names)), "", "Hello, you", "cid@x.com"]
    ends = st.sampled_from(["\n", "\n", "\r\n"])
    return st.builds(lambda some, end: end.join(some), st.lists(st.sampled_from(lines), max_size=5), ends)


@settings(max_examples=60)
@given(tables(), TUNINGS, HASHINGS, ANSWERS)
def test_promise_18_counts_equal_a_slow_reference(
    table: WrittenTable, tuning: Tuning, hashing: Hashing, lines: QuotedLines | None
) -> None:
    assert_equals_reference(table, tuning, hashing, lines)


def assert_equals_reference(
    table: WrittenTable, tuning: Tuning, hashing: Hashing, lines: QuotedLines | None
) -> None:
    text, columns, country = table
    spare = SpareFields.IGNORE if lines is QuotedLines.ROWS else None  # what was text may end in blank fields
    told = Choices(quoted_lines=lines, spare_fields=spare, rejects_broken=True)
    expected = expected_of(text, columns, country, spare=spare is not None, lines=lines)
    result = unless_refused(
        expected, told, lambda: counted(text, tuning, hashing, columns, country, told=told)
    )
    if result is not None:
        assert_equals(result, expected, dict(summarise(expected.countries.items()).rows))


@settings(max_examples=60, phases=SOON)
@given(tables(spares=True), TUNINGS)
@example((SPLIT, [2], 1), TINY)
def test_promise_18_spare_fields_are_ignored_or_cost_their_rows(table: WrittenTable, tuning: Tuning) -> None:
    assert_spares_are_ignored_or_cost_their_rows(table, tuning)


def assert_spares_are_ignored_or_cost_their_rows(table: WrittenTable, tuning: Tuning) -> None:
    text, columns, country = table
    expected = expected_of(text, columns, country, spare=True)
    told = Choices(spare_fields=SpareFields.IGNORE, rejects_broken=True)
    result = unless_refused(
        expected, told, lambda: counted(text, tuning, hash_email, columns, country, told=told)
    )
    if result is not None:
        assert_equals(result, expected, dict(summarise(expected.countries.items()).rows))


def unless_refused(expected: Expected, told: Choices, count: Callable[[], CountResult]) -> CountResult | None:
    """The result; None where there can be none: no customers, or a field that may hold rows of its own."""
    try:
        result = count()
    except Unclear as unclear:
        if unclear.reading.doubts[0].code is not DoubtCode.QUOTED_LINES or not expected.doubtful:
            raise
        return None
    except FileRefused as refused:
        if refused.reason is not Refusal.NO_CUSTOMERS:
            raise
        assert expected.customers == 0
        return None
    assert told.quoted_lines or not expected.doubtful
    assert result.quality.customers > 0
    return result


@settings(max_examples=60, phases=SOON)
@given(tables(more=60), TUNINGS, ANSWERS, st.data())
def test_promise_20_a_damaged_file_is_counted_as_expected_or_refused(
    table: WrittenTable, tuning: Tuning, lines: QuotedLines | None, data: st.DataObject
) -> None:
    assert_damage_is_counted_as_expected_or_refused(table, tuning, lines, data)


@pytest.mark.soak
@pytest.mark.timeout(7_200)
@settings(max_examples=1_000, phases=SOON)
@given(tables(), tables(spares=True), tables(more=160), st.tuples(TUNINGS, HASHINGS, ANSWERS), st.data())
def test_promises_18_and_20_thousands_of_tables_equal_a_slow_reference(
    table: WrittenTable,
    spared: WrittenTable,
    long: WrittenTable,
    how: tuple[Tuning, Hashing, QuotedLines | None],
    data: st.DataObject,
) -> None:
    tuning, hashing, lines = how
    assert_equals_reference(table, tuning, hashing, lines)
    assert_spares_are_ignored_or_cost_their_rows(spared, tuning)
    assert_damage_is_counted_as_expected_or_refused(long, tuning, lines, data)


def assert_damage_is_counted_as_expected_or_refused(
    table: WrittenTable, tuning: Tuning, lines: QuotedLines | None, data: st.DataObject
) -> None:
    text, columns, country = table
    body = text.index("\n") + 1
    if data.draw(st.booleans()):
        again = data.draw(st.sampled_from(["", text[:body].upper()]))
        text = text.rstrip("\r\n") + "\n" + again + data.draw(st.sampled_from(FOOTERS))
    for _ in range(data.draw(st.integers(0, 3))):
        place = data.draw(st.integers(body, len(text)))
        damage = data.draw(st.sampled_from(DAMAGES))
        text = text[:place] + damage + text[place + data.draw(st.integers(0, 2)) :]
    expected = expected_of(text, columns, country, lines=lines)
    try:
        result = counted(text, tuning, hash_email, columns, country, told=Choices(quoted_lines=lines))
    except FileRefused as refused:
        event(refused.message)
        is_asked = isinstance(refused, Unclear) and refused.reading.doubts[0].code is DoubtCode.QUOTED_LINES
        assert expected.doubtful or not is_asked
        return
    event("counted")
    assert lines or not expected.doubtful
    assert_equals(result, expected, dict(summarise(expected.countries.items()).rows))


@pytest.mark.parametrize("tuning", [TINY, Tuning(partitions=2)])
@pytest.mark.parametrize("hashing", [hash_email, colliding])
def test_promise_19_the_first_row_decides_the_country(
    tmp_path: Path, hashing: Hashing, tuning: Tuning
) -> None:
    lines = [f"p{person}@x.com,{country}" for country in ("FR", "DE", "IT") for person in range(500)]
    result = count_bytes(tmp_path, "\n".join(["email,country", *lines]).encode(), tuning, hashing)
    assert report(result) == {"FR": 500}
    assert result.quality.duplicates == 1000


def test_a_large_key_file_is_counted_in_parts(tmp_path: Path) -> None:
    lines = [f"p{number % 90}@x.com,{'FR' if number < 90 else 'DE'}" for number in range(400)]
    tuning = Tuning(partitions=2, piece_rows=7)
    result = count_bytes(tmp_path, "\n".join(["email,country", *lines]).encode(), tuning)
    assert report(result) == {"FR": 90}


def test_the_report_is_the_same_bytes_however_the_work_is_cut(tmp_path: Path) -> None:
    lines = [f"p{number % 300}@x.com,{list(CODES)[number % 9]!r}" for number in range(1000)]
    data = "\n".join(["email,country", *lines]).encode()
    one, other = (
        count_bytes(tmp_path, data, Tuning(block_bytes=size, partitions=count, threads=threads)).summary_csv
        for size, count, threads in ((50, 16, 3), (10**6, 2, 1))
    )
    assert one == other


def counted(
    text: str,
    tuning: Tuning,
    hashing: Hashing,
    columns: list[int],
    country: int,
    *,
    told: Choices = NO_CHOICES,
) -> CountResult:
    """Count a file whose writer is known, so that nothing has to be guessed."""
    known = {
        "encoding": "utf-8",
        "separator": ",",
        "quote": '"',
        "escape": Escape.DOUBLED,
        "skipped_lines": 0,
        "has_header": True,
        "email": columns[0],
        "other_emails": tuple(columns[1:]),
        "country": country,
        "short_rows": ShortRows.REJECT,
        "is_confirmed": True,
    }
    told = told.model_copy(update=known)
    with tempfile.TemporaryDirectory() as folder:
        return count_bytes(Path(folder), text.encode(), tuning, hashing, CountOptions(choices=told))


def assert_equals(result: CountResult, expected: Expected, countries: dict[str, int]) -> None:
    quality = result.quality
    assert (quality.rows, quality.customers, quality.duplicates, quality.rejected) == (
        expected.rows,
        expected.customers,
        expected.duplicates,
        expected.rejected,
    )
    assert report(result) == countries
    rows = summarise(expected.rows_of.items())
    assert (quality.rows_without_country, quality.rows_not_recognised) == (
        rows.without_country,
        rows.not_recognised,
    )
