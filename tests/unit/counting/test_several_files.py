"""Several files are counted as one: each customer once, and told is what each file has of it."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.counting.files import TINY, colliding
from tests.unit.counting.several import File, assert_right, count
from worker.counting.pipeline import summarise_files
from worker.counting.process.protocol import CountRequest, FileRequest, Tuning
from worker.counting.source.locations import LocalSource
from worker.dialect.model import Choices, CountOptions, DoubtCode
from worker.dialect.unclear import Unclear
from worker.errors import FileRefused
from worker.refusal import Refusal

ROWS = st.lists(
    st.tuples(st.integers(0, 12), st.sampled_from(["DE", "FR", "DE", "FR", ""])), min_size=4, max_size=25
).filter(lambda rows: sum(country != "" for _, country in rows) > len(rows) // 2)
FILES = st.builds(
    File,
    rows=ROWS.map(tuple),
    style=st.integers(0, 2),
    hashed=st.booleans(),
    separator=st.sampled_from([",", ";", "\t"]),
    encoding=st.sampled_from(["utf-8", "utf-16", "utf-8-sig"]),
    audience=st.integers(0, 2),
)
PEOPLE = File(tuple((number, "DE" if number % 3 else "FR") for number in range(60)))


def in_order(files: list[File]) -> list[File]:
    """With audiences that stand together and leave no number out."""
    ordered = sorted(files, key=lambda file: file.audience)
    numbers = {audience: number for number, audience in enumerate(sorted({file.audience for file in files}))}
    return [replace(file, audience=numbers[file.audience]) for file in ordered]


@given(st.lists(FILES, min_size=2, max_size=6).map(in_order), st.integers(1, 9), st.booleans())
def test_all_figures_are_those_of_a_slow_reference(
    tmp_path_factory: pytest.TempPathFactory, files: list[File], piece_rows: int, collides: bool
) -> None:
    tuning = TINY.model_copy(update={"partitions": 2, "piece_rows": piece_rows, "block_bytes": 200})
    folder = tmp_path_factory.mktemp("files")
    result = count(folder, files, tuning, **({"hashing": colliding} if collides else {}))
    assert_right(result, files)
    assert not [path for path in folder.iterdir() if path.suffix != ".csv"]


def test_many_customers_in_many_files(tmp_path: Path) -> None:
    chance = random.Random(5)
    files = [
        File(
            tuple((chance.randrange(9_000), chance.choice(["DE", "FR", ""])) for _ in range(2_000)),
            style=number % 3,
            audience=number // 4,
        )
        for number in range(20)
    ]
    assert_right(count(tmp_path, files, Tuning(partitions=4, piece_rows=700, threads=3)), files)


def test_several_files_are_counted_like_all_in_one(tmp_path: Path) -> None:
    files = [replace(PEOPLE, rows=PEOPLE.rows[start : start + 30]) for start in (0, 20, 10)]
    together = count(tmp_path, files)
    alone = count(tmp_path, [replace(PEOPLE, rows=tuple(row for file in files for row in file.rows))])
    assert together.summary_csv == alone.summary_csv
    of_files = {"file_bytes", "unpacked_bytes", "reading_seconds", "counting_seconds", "dialect"}
    assert together.quality.model_dump(exclude=of_files) == alone.quality.model_dump(exclude=of_files)
    assert (alone.files, alone.combinations) == ((), ())


def test_the_same_file_twice_has_no_customer_more(tmp_path: Path) -> None:
    result = count(tmp_path, [PEOPLE, PEOPLE])
    assert_right(result, [PEOPLE, PEOPLE])
    assert (result.files[1].new_customers, result.files[1].customers) == (0, 60)
    assert result.quality.duplicates == 60


def test_two_equal_audiences_have_nobody_alone(tmp_path: Path) -> None:
    result = count(tmp_path, [PEOPLE, replace(PEOPLE, audience=1)])
    assert [(each.audiences, each.customers) for each in result.combinations] == [((0, 1), 60)]


@pytest.mark.parametrize("order", [(0, 1, 2), (1, 0, 2), (2, 1, 0)])
def test_readable_emails_meet_hashed_ones_of_other_files(tmp_path: Path, order: tuple[int, ...]) -> None:
    kinds = [PEOPLE, replace(PEOPLE, hashed=True), replace(PEOPLE, style=1)]
    files = [kinds[number] for number in order]
    result = count(tmp_path, files)
    assert_right(result, files)
    assert result.quality.customers == 60


def test_a_part_without_a_header_is_read_as_the_one_before_it(tmp_path: Path) -> None:
    files = [PEOPLE, replace(PEOPLE, has_header=False, rows=PEOPLE.rows[:20])]
    result = count(tmp_path, files)
    assert_right(result, files)
    assert result.files[1].reading is not None
    assert not result.files[1].reading.dialect.has_header


def test_empty_files_among_others_count_nothing(tmp_path: Path) -> None:
    files = [replace(PEOPLE, rows=()), PEOPLE, replace(PEOPLE, rows=(), has_header=False), PEOPLE]
    assert_right(count(tmp_path, files), files)


def test_files_that_are_all_empty_are_no_report(tmp_path: Path) -> None:
    with pytest.raises(FileRefused, match="All of these files are empty") as refused:
        count(tmp_path, [replace(PEOPLE, rows=())] * 3)
    assert refused.value.reason is Refusal.EMPTY_FILE


def ask(folder: Path, *texts: str, choices: Choices | None = None) -> CountRequest:
    """A request for these files, of the first of which something was said."""
    files = []
    for number, text in enumerate(texts):
        path = folder / f"{number}.csv"
        path.write_text(text)
        options = CountOptions(choices=choices) if choices and number == 0 else CountOptions()
        files.append(FileRequest(source=LocalSource(path=path), options=options))
    return CountRequest(files=tuple(files), scratch_dir=folder)


TWO_MAILS = "billing email,shipping email,land\n" + "".join(f"a{n}@x.org,b{n}@x.org,DE\n" for n in range(9))
GOOD = "email,country\n" + "".join(f"a{n}@x.org,DE\n" for n in range(9))


def test_what_is_unclear_in_one_file_is_asked_of_that_one(tmp_path: Path) -> None:
    with pytest.raises(Unclear) as unclear:
        summarise_files(ask(tmp_path, GOOD, TWO_MAILS))
    assert unclear.value.file == 1
    assert unclear.value.reading.doubts[0].code is DoubtCode.EMAIL_COLUMN


def test_what_was_confirmed_of_one_file_is_true_of_those_with_the_same_columns(tmp_path: Path) -> None:
    said = Choices(email=1, country=2, is_confirmed=True)
    other = "billing email,shipping email,land\n" + "".join(f"c{n}@x.org,b{n}@x.org,DE\n" for n in range(12))
    result = summarise_files(ask(tmp_path, TWO_MAILS, other, choices=said))
    assert [file.new_customers for file in result.files] == [9, 3]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("name,town\nAnn,Bonn\n" * 5, Refusal.NO_EMAIL_COLUMN),
        ("%PDF-1.7\n", Refusal.NOT_TEXT),
        ("email,country\n,DE\n,FR\n", Refusal.NO_CUSTOMERS),
    ],
)
def test_a_file_that_cannot_be_counted_is_named(tmp_path: Path, text: str, reason: Refusal) -> None:
    with pytest.raises(FileRefused) as refused:
        summarise_files(ask(tmp_path, GOOD, GOOD, text, GOOD))
    assert (refused.value.reason, refused.value.file) == (reason, 2)


def test_emails_hashed_in_two_ways_are_not_added_up(tmp_path: Path) -> None:
    md5 = "email,country\n" + "".join(f"{n:032x},DE\n" for n in range(9))
    sha = "email,country\n" + "".join(f"{n:064x},DE\n" for n in range(9))
    with pytest.raises(FileRefused, match="MD5 and SHA-256") as refused:
        summarise_files(ask(tmp_path, md5, sha))
    assert (refused.value.reason, refused.value.file) == (Refusal.HASHES_DIFFER, 1)
