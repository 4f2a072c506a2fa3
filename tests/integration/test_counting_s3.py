"""Counting straight from S3: nothing on disk, one version of the object, cut connections survived."""

from __future__ import annotations

import random
from collections.abc import Callable
from functools import cache
from itertools import pairwise
from pathlib import Path

import psutil
import pytest
from pydantic import SecretStr

from tests.integration.cutting_proxy import cutting_proxy
from tests.servers import S3Server
from tests.unit.counting.oracle import expected_of
from tests.unit.dialect.packed import pack
from tests.unit.dialect.workbooks.writing import xlsx
from worker.counting.pipeline import summarise_files
from worker.counting.process.limits import CountLimits
from worker.counting.process.parent import count_file
from worker.counting.process.protocol import CountProgress, CountRequest, CountResult, Tuning
from worker.counting.source.locations import LocalSource, S3Source
from worker.dialect.model import Compression
from worker.errors import ConfigurationError, FileRefused, StorageUnavailable
from worker.refusal import Refusal
from worker.storage.access import S3Access

KEY = "uploads/local/customers of ann's.csv"
RANGE_BYTES = 50_000
EXPECTED_OF = cache(expected_of)  # it is slow, and most tests count the same text


@pytest.fixture(scope="module")
def text() -> str:
    chance = random.Random(7)
    rows = (
        f'{chance.randrange(9_000)}@x.com,{chance.choice(("FR", "DE", "US"))},"a ""note"",\n{number}"\n'
        for number in range(20_000)
    )
    return "".join(("email,country,note\n", *rows))


@pytest.fixture(autouse=True)
def _many_small_ranges(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("worker.counting.source.s3_stream._RANGE_BYTES", RANGE_BYTES)


@pytest.fixture
def source(s3: S3Server, bucket: str, text: str) -> S3Source:
    s3.client.put_object(Bucket=bucket, Key=KEY, Body=text.encode())
    return source_in(s3, bucket)


def source_in(s3: S3Server, bucket: str) -> S3Source:
    access = S3Access(endpoint=s3.endpoint, access_key=s3.access_key, secret_key=SecretStr(s3.secret_key))
    return S3Source(bucket=bucket, key=KEY, access=access)


def rows_of(count_file: int, *, western: int) -> str:
    """A table of so many rows; the last ones have letters beyond ASCII."""
    plain = (f"{number % 9_000}@x.com,FR,Ann Smith\n" for number in range(count_file - western))
    accented = (
        f"ann{number}@x.com,{('FR', 'DE', 'Südland')[number % 3]},Jörg Müller\n" for number in range(western)
    )
    return "".join(("email,country,name\n", *plain, *accented))


def test_a_workbook_is_fetched_read_at_random_and_proved(s3: S3Server, bucket: str, tmp_path: Path) -> None:
    rows = [["email", "country"], *([f"{number}@x.com", "FR"] for number in range(3_000))]
    book = xlsx({"Notes": [["by Ann"]], "Customers": rows})
    s3.client.put_object(Bucket=bucket, Key=KEY, Body=book)

    quality = count_here(source_in(s3, bucket), tmp_path).quality

    assert (quality.customers, quality.file_bytes) == (3_000, len(book))
    assert quality.dialect.book is not None
    assert quality.dialect.book.name == "Customers"
    assert list(tmp_path.iterdir()) == []


def test_a_workbook_larger_than_the_disk_a_job_may_use_is_not_fetched(
    s3: S3Server, bucket: str, tmp_path: Path
) -> None:
    s3.client.put_object(Bucket=bucket, Key=KEY, Body=xlsx({"S": [["email", "country"], ["a@x.com", "FR"]]}))
    request = CountRequest.of(source_in(s3, bucket), scratch_dir=tmp_path, disk_bytes=1_000)

    with pytest.raises(FileRefused) as refused:
        summarise_files(request)

    assert refused.value.reason is Refusal.OUT_OF_DISK


def with_access(source: S3Source, **changes: object) -> S3Source:
    return source.model_copy(update={"access": source.access.model_copy(update=changes)})


def count_here(
    source: S3Source | LocalSource,
    scratch: Path,
    on_progress: Callable[[CountProgress], None] = lambda _: None,
) -> CountResult:
    tuning = Tuning(block_bytes=10_000, threads=1)
    request = CountRequest.of(source, scratch_dir=scratch, tuning=tuning)
    return summarise_files(request, on_progress=on_progress)


def assert_right(result: CountResult, text: str, file_bytes: int | None = None) -> None:
    expected = EXPECTED_OF(text)
    quality = result.quality
    assert (quality.rows, quality.customers, quality.duplicates) == (
        expected.rows,
        expected.customers,
        expected.duplicates,
    )
    rows = sorted(expected.countries.items(), key=lambda row: (-row[1], row[0]))
    assert result.summary_csv == "country,user_count\n" + "".join(f"{name},{n}\n" for name, n in rows)
    assert quality.file_bytes == (file_bytes or len(text.encode()))


def test_counts_an_object_in_many_ranges(source: S3Source, text: str, tmp_path: Path) -> None:
    assert_right(count_here(source, tmp_path), text)


@pytest.mark.anyio
async def test_promise_25_credentials_reach_the_process_unseen(
    source: S3Source, text: str, tmp_path: Path
) -> None:
    seen: list[str] = []

    def look(_: CountProgress) -> None:
        children = psutil.Process().children(recursive=True)
        seen.extend(
            " ".join((*child.cmdline(), *child.environ().values()))
            for child in children
            if "worker.counting" in child.cmdline()
        )

    request = CountRequest.of(source, scratch_dir=tmp_path, tuning=Tuning(block_bytes=1000))
    assert_right(await count_file(request, limits=CountLimits(memory_bytes=1 << 30), on_progress=look), text)
    assert seen
    assert source.access.secret_key is not None
    assert not any(source.access.secret_key.get_secret_value() in line for line in seen)


@pytest.mark.parametrize("compression", [Compression.GZIP, Compression.ZIP])
def test_counts_a_packed_object(
    source: S3Source, s3: S3Server, text: str, tmp_path: Path, compression: Compression
) -> None:
    packed = pack(text.encode(), compression)
    s3.client.put_object(Bucket=source.bucket, Key=KEY, Body=packed)
    result = count_here(source, tmp_path)
    assert_right(result, text, len(packed))
    assert result.quality.dialect.compression is compression
    assert result.quality.unpacked_bytes == len(text.encode())


def test_counts_a_packed_object_whatever_connections_are_cut(
    source: S3Source, s3: S3Server, text: str, tmp_path: Path
) -> None:
    packed = pack(text.encode(), Compression.GZIP)
    s3.client.put_object(Bucket=source.bucket, Key=KEY, Body=packed)
    assert source.access.endpoint is not None
    with cutting_proxy(source.access.endpoint, cuts=4, after_bytes=20_000) as proxy:
        assert_right(count_here(with_access(source, endpoint=proxy.endpoint), tmp_path), text, len(packed))
        assert proxy.cuts_left == 0


@pytest.mark.parametrize("encoding", ["cp1252", "utf-16", "utf-16-le"])
def test_counts_an_object_in_another_encoding(
    source: S3Source, s3: S3Server, tmp_path: Path, encoding: str
) -> None:
    text = rows_of(4_000, western=4_000)
    data = text.encode(encoding)
    s3.client.put_object(Bucket=source.bucket, Key=KEY, Body=data)
    result = count_here(source, tmp_path)
    assert_right(result, text, len(data))
    assert result.quality.dialect.encoding.startswith(encoding)


@pytest.mark.parametrize("is_local", [True, False])
def test_starts_again_when_late_rows_show_another_encoding(
    source: S3Source, s3: S3Server, tmp_path: Path, *, is_local: bool
) -> None:
    text = rows_of(50_000, western=300)
    data = text.encode("cp1252")
    assert data[: 1 << 20].isascii()
    path = tmp_path / "customers.csv"
    path.write_bytes(data)
    s3.client.put_object(Bucket=source.bucket, Key=KEY, Body=data)
    seen: list[CountProgress] = []
    result = count_here(LocalSource(path=path) if is_local else source, tmp_path, seen.append)
    assert_right(result, text, len(data))
    assert result.quality.dialect.encoding == "cp1252"
    assert any(later.bytes_read < earlier.bytes_read for earlier, later in pairwise(seen))
    assert all(progress.bytes_read <= progress.bytes_total and progress.share <= 1 for progress in seen)
    assert (seen[-1].share, seen[-1].rows) == (1, 50_000)


def test_an_object_replaced_before_it_is_read_again_is_refused(
    source: S3Source, s3: S3Server, tmp_path: Path
) -> None:
    text = rows_of(50_000, western=300)
    s3.client.put_object(Bucket=source.bucket, Key=KEY, Body=text.encode("cp1252"))
    bytes_read = 0

    def replace_when_again(progress: CountProgress) -> None:
        nonlocal bytes_read
        if progress.bytes_read < bytes_read:
            s3.client.put_object(Bucket=source.bucket, Key=KEY, Body=text.encode())
        bytes_read = progress.bytes_read

    with pytest.raises(FileRefused) as refused:
        count_here(source, tmp_path, replace_when_again)
    assert refused.value.reason == Refusal.FILE_CHANGED


def test_cut_connections_change_nothing(source: S3Source, text: str, tmp_path: Path) -> None:
    assert source.access.endpoint is not None
    with cutting_proxy(source.access.endpoint, cuts=7, after_bytes=20_000) as proxy:
        assert_right(count_here(with_access(source, endpoint=proxy.endpoint), tmp_path), text)
        assert proxy.cuts_left == 0


def test_promise_13_a_storage_that_restarts_is_waited_for(
    fresh_s3: Callable[[], S3Server], text: str, tmp_path: Path
) -> None:
    server = fresh_s3()
    bucket = server.new_bucket()
    server.client.put_object(Bucket=bucket, Key=KEY, Body=text.encode())
    restarts = 0

    def restart_once(_: CountProgress) -> None:
        nonlocal restarts
        if not restarts:
            restarts += 1
            server.kill()
            server.start()

    assert_right(count_here(source_in(server, bucket), tmp_path, restart_once), text)
    assert restarts == 1


def test_a_replaced_object_is_refused(source: S3Source, s3: S3Server, text: str, tmp_path: Path) -> None:
    def replace(_: CountProgress) -> None:
        s3.client.put_object(Bucket=source.bucket, Key=KEY, Body=text.replace("DE", "AT").encode())

    with pytest.raises(FileRefused) as refused:
        count_here(source, tmp_path, replace)
    assert refused.value.reason == Refusal.FILE_CHANGED


def test_an_object_replaced_after_its_last_byte_is_refused(
    source: S3Source, s3: S3Server, text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("worker.counting.source.s3_stream._RANGE_BYTES", 1 << 30)
    test_a_replaced_object_is_refused(source, s3, text, tmp_path)


def test_an_object_deleted_midway_is_refused(source: S3Source, s3: S3Server, tmp_path: Path) -> None:
    def delete(_: CountProgress) -> None:
        s3.client.delete_object(Bucket=source.bucket, Key=KEY)

    with pytest.raises(FileRefused) as refused:
        count_here(source, tmp_path, delete)
    assert refused.value.reason == Refusal.FILE_CHANGED


def test_a_missing_object_is_refused(source: S3Source, tmp_path: Path) -> None:
    with pytest.raises(FileRefused) as refused:
        count_here(source.model_copy(update={"key": "uploads/none.csv"}), tmp_path)
    assert refused.value.reason == Refusal.FILE_MISSING


def test_an_empty_object_is_refused(source: S3Source, s3: S3Server, tmp_path: Path) -> None:
    s3.client.put_object(Bucket=source.bucket, Key=KEY, Body=b"")
    with pytest.raises(FileRefused) as refused:
        count_here(source, tmp_path)
    assert refused.value.reason == Refusal.EMPTY_FILE


def test_wrong_credentials_are_the_operators_fault(source: S3Source, tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="credentials"):
        count_here(with_access(source, secret_key=SecretStr("guessed")), tmp_path)


def test_no_credentials_at_all_are_the_operators_fault(source: S3Source, tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="AWS_ACCESS_KEY_ID"):
        count_here(with_access(source, access_key=None, secret_key=None), tmp_path)


def test_the_standard_credential_chain_serves(
    source: S3Source, s3: S3Server, text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", s3.access_key)
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", s3.secret_key)
    assert_right(count_here(with_access(source, access_key=None, secret_key=None), tmp_path), text)


def test_a_dead_endpoint_is_a_passing_trouble(
    source: S3Source, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("worker.counting.source.s3_stream._PATIENCE_SECONDS", 0.5)
    with pytest.raises(StorageUnavailable):
        count_here(with_access(source, endpoint="http://127.0.0.1:1"), tmp_path)
