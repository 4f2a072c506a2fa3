"""How a file in a real SeaweedFS would be read, before it is counted."""

from __future__ import annotations

import gzip
import io
import os
import random
import zipfile
from collections.abc import AsyncIterator

import pytest
from structlog.testing import capture_logs

from tests.records import make_job
from tests.unit.dialect.workbooks.writing import parquet, xlsx
from worker.desk.analyst import Desk
from worker.desk.desks import open_desks
from worker.desk.preview import (
    Book,
    BookKind,
    Choices,
    Compression,
    Dialect,
    Doubt,
    DoubtCode,
    Preview,
    Reading,
)
from worker.dialect.model import Place
from worker.errors import FileRefused, JobNotFound, StorageUnavailable, TransitionRefused
from worker.jobs.record import Failure, JobRecord, JobState
from worker.jobs.store import JobStore
from worker.queue.contract import Publisher
from worker.refusal import Refusal
from worker.settings import Settings
from worker.storage.client import Storage, open_storage

pytestmark = pytest.mark.anyio

_MIB = 1024 * 1024
QUESTION = Failure(code="unclear", message="Please check how this file is read.")
ROWS = (("ada@x.org", "DE"), ("bob@x.org", "FR"))
TEXT = b"email;country\n" + b"".join(f"{email};{country}\n".encode() for email, country in ROWS)


@pytest.fixture
async def storage(settings: Settings) -> AsyncIterator[Storage]:
    async with open_storage(settings) as storage:
        yield storage


@pytest.fixture
async def desk(settings: Settings) -> AsyncIterator[Desk]:
    async with Publisher(settings) as publisher, open_desks(settings, publisher) as desks:
        yield desks.desk("local", external=False)


async def kept(storage: Storage, body: bytes) -> JobRecord:
    """A job that waits for its analyst."""
    job = make_job(JobState.FAILED, owner="local", failure=QUESTION)
    await storage.write(job.s3_key, body, "text/csv")
    await JobStore(storage).create(job)
    return job


def zipped(text: bytes) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("customers.csv", text)
    return packed.getvalue()


async def preview(desk: Desk, storage: Storage, body: bytes, choices: Choices | None = None) -> Preview:
    job = await kept(storage, body)
    return await desk.preview(job.job_id, choices or Choices())


async def test_the_first_rows_are_shown_as_they_are_read(desk: Desk, storage: Storage) -> None:
    seen = await preview(desk, storage, TEXT)

    assert seen.rows == ROWS
    assert seen.reading.dialect.separator == ";"
    assert seen.reading.dialect.columns == ("email", "country")
    assert (seen.reading.email, seen.reading.country) == (0, 1)


async def test_choices_are_applied_and_doubts_are_told(desk: Desk, storage: Storage) -> None:
    seen = await preview(desk, storage, TEXT, Choices(has_header=False, email=1, country=0))

    assert seen.rows[0] == ("email", "country")
    assert (seen.reading.email, seen.reading.country) == (1, 0)
    without_header = await preview(desk, storage, TEXT.split(b"\n", 1)[1])
    assert DoubtCode.NO_HEADER in {doubt.code for doubt in without_header.reading.doubts}


@pytest.mark.parametrize(
    ("pack", "compression"), [(gzip.compress, Compression.GZIP), (zipped, Compression.ZIP)]
)
async def test_a_packed_file_is_shown_unpacked(
    desk: Desk, storage: Storage, pack: type[bytes], compression: Compression
) -> None:
    noise = b"".join(b"%s@x.org;DE\n" % os.urandom(8).hex().encode() for _ in range(200_000))
    seen = await preview(desk, storage, pack(TEXT + noise))

    assert seen.reading.dialect.compression is compression
    assert seen.rows[:2] == ROWS


@pytest.fixture
def fetched(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The sizes of all that is fetched of files."""
    sizes: list[int] = []
    read_range = Storage.read_range

    async def counted(self: Storage, key: str, start: int, end: int, *, etag: str) -> bytes:
        data = await read_range(self, key, start, end, etag=etag)
        sizes.append(len(data))
        return data

    monkeypatch.setattr(Storage, "read_range", counted)
    return sizes


async def test_of_a_large_file_little_is_fetched(desk: Desk, storage: Storage, fetched: list[int]) -> None:
    await preview(desk, storage, TEXT * (32 * _MIB // len(TEXT)))

    assert 0 < sum(fetched) <= 4 * _MIB


async def test_a_sheet_is_shown_by_its_beginning(desk: Desk, storage: Storage, fetched: list[int]) -> None:
    chance = random.Random(3)
    rows = [["email", "country"], *([f"{chance.randbytes(20).hex()}@x.org", "DE"] for _ in range(150_000))]
    body = xlsx({"Notes": [["by Ann"]], "Customers": rows}, inline=True)

    seen = await preview(desk, storage, body)

    assert len(body) > 5 * _MIB
    assert sum(fetched) < 3 * _MIB
    assert seen.rows[0] == tuple(rows[1])
    assert seen.reading.dialect.book == Book(kind=BookKind.XLSX, sheet=1, sheets=("Notes", "Customers"))


async def test_of_a_parquet_file_the_first_group_of_rows_is_fetched(desk: Desk, storage: Storage) -> None:
    seen = await preview(desk, storage, parquet([["email", "country"], *ROWS], group_rows=1))

    assert seen.rows == ROWS
    assert seen.reading.dialect.book == Book(kind=BookKind.PARQUET)


async def test_what_is_shown_of_wild_rows_is_bounded(desk: Desk, storage: Storage) -> None:
    names = ",".join(["email", "country", *(f"c{number}" for number in range(200))])
    row = ",".join(["ada@x.org", "DE", "x" * 5_000, *("y" for _ in range(199))])
    seen = await preview(desk, storage, "\n".join([names, *[row] * 300]).encode())

    assert len(seen.rows) == 20
    assert {len(cells) for cells in seen.rows} == {60}
    assert seen.rows[0][2] == f"{'x' * 199}…"


async def test_what_is_shown_is_neither_logged_nor_in_the_values_text(desk: Desk, storage: Storage) -> None:
    with capture_logs() as logs:
        seen = await preview(desk, storage, TEXT)

    assert "x.org" not in repr(seen)
    assert "x.org" not in repr(logs)


async def test_what_told_the_encoding_far_behind_is_shown(desk: Desk, storage: Storage) -> None:
    plain = TEXT * 40_000
    known = Reading(
        dialect=Dialect(encoding="cp1250", separator=";"),
        non_ascii_from=Place(line=120_001, offset=len(plain)),
    )
    job = make_job(JobState.FAILED, owner="local", failure=QUESTION).model_copy(update={"reading": known})
    await storage.write(job.s3_key, plain + "eve@x.org;Norvège\n".encode("cp1252"), "text/csv")
    await JobStore(storage).create(job)

    seen = await desk.preview(job.job_id, Choices())
    assert seen.reading.dialect.encoding == "cp1250"
    assert [doubt.code for doubt in seen.reading.doubts] == [DoubtCode.ENCODING]
    assert seen.non_ascii_rows == (("eve@x.org", "Norv\u010dge"),)

    seen = await desk.preview(job.job_id, Choices(encoding="cp1252"))
    assert seen.reading.doubts == ()
    assert seen.non_ascii_rows == (("eve@x.org", "Norvège"),)


async def test_what_only_counting_showed_is_told_until_it_is_answered(desk: Desk, storage: Storage) -> None:
    doubt = Doubt(code=DoubtCode.BROKEN_ROWS, message="One of the rows cannot be read.")
    known = (await preview(desk, storage, TEXT)).reading.model_copy(update={"doubts": (doubt,)})
    job = make_job(JobState.FAILED, owner="local", failure=QUESTION).model_copy(update={"reading": known})
    await storage.write(job.s3_key, TEXT, "text/csv")
    await JobStore(storage).create(job)

    assert (await desk.preview(job.job_id, Choices())).reading.doubts == (doubt,)
    for answer in (Choices(rejects_broken=True), Choices(separator=",")):
        seen = await desk.preview(job.job_id, answer)
        assert doubt not in seen.reading.doubts


async def test_a_file_that_cannot_be_read_says_why(desk: Desk, storage: Storage) -> None:
    with pytest.raises(FileRefused) as empty:
        await preview(desk, storage, b" \n")
    assert empty.value.reason is Refusal.EMPTY_FILE


async def test_without_its_file_or_its_job_there_is_no_preview(desk: Desk, storage: Storage) -> None:
    job = await kept(storage, TEXT)
    await storage.delete(job.s3_key)

    with pytest.raises(TransitionRefused, match="no longer kept"):
        await desk.preview(job.job_id, Choices())
    with pytest.raises(JobNotFound):
        await desk.preview("another", Choices())


async def test_a_file_replaced_while_it_is_read_is_not_shown(
    desk: Desk, storage: Storage, monkeypatch: pytest.MonkeyPatch
) -> None:
    job = await kept(storage, TEXT)
    head = Storage.head

    async def replaced_after(self: Storage, key: str) -> object:
        info = await head(self, key)
        await self.write(key, TEXT + b"eve@x.org;IT\n", "text/csv")
        return info

    monkeypatch.setattr(Storage, "head", replaced_after)

    with pytest.raises(FileRefused) as changed:
        await desk.preview(job.job_id, Choices())
    assert changed.value.reason is Refusal.FILE_CHANGED


async def test_an_answer_cut_short_is_not_taken_for_the_file(
    desk: Desk, storage: Storage, monkeypatch: pytest.MonkeyPatch
) -> None:
    job = await kept(storage, TEXT)

    async def cut(self: Storage, key: str, start: int, end: int, *, etag: str) -> bytes:
        return TEXT[: end - start - 1]

    monkeypatch.setattr(Storage, "read_range", cut)

    with pytest.raises(StorageUnavailable):
        await desk.preview(job.job_id, Choices())
