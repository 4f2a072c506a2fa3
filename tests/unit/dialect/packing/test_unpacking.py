"""Packed files: unpacked to the byte, or refused with a sentence, in flat memory."""

from __future__ import annotations

import gzip
import lzma
import random
import struct
import subprocess
import sys
import zipfile
import zlib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.unit.dialect.packed import MemorySource, pack, zipped
from worker.dialect.model import Compression
from worker.dialect.packing.unpack_limits import UnpackLimits
from worker.dialect.packing.unpacking import sniff_compression, unpack
from worker.errors import FileRefused
from worker.refusal import Refusal

PACKED = [compression for compression in Compression if compression is not Compression.NONE]
STREAMS = [compression for compression in PACKED if compression is not Compression.ZIP]
CHANCE = random.Random(5)
TEXT = "".join(f"{CHANCE.randrange(10**9)}@x.com,FR\n" for _ in range(20_000)).encode()
LIMITS = UnpackLimits(most_bytes=10**9, most_ratio=100, ratio_after_bytes=1 << 20)


def unpacked(data: bytes, limits: UnpackLimits = LIMITS, chunk_bytes: int = 100_000) -> bytes:
    return b"".join(unpack(MemorySource(data), sniff_compression(data), chunk_bytes, limits))


def refusal(data: bytes, limits: UnpackLimits = LIMITS) -> FileRefused:
    with pytest.raises(FileRefused) as refused:
        unpacked(data, limits)
    return refused.value


@pytest.mark.parametrize("compression", Compression)
def test_gives_what_was_packed(compression: Compression) -> None:
    data = pack(TEXT, compression)
    assert sniff_compression(data) is compression
    assert unpacked(data) == TEXT


@pytest.mark.parametrize("compression", Compression)
def test_pieces_are_about_as_large_as_asked(compression: Compression) -> None:
    *pieces, _last = unpack(MemorySource(pack(TEXT, compression)), compression, 50_000, LIMITS)
    assert pieces
    assert all(50_000 <= len(piece) < 100_000 for piece in pieces)


@pytest.mark.parametrize("compression", STREAMS)
def test_members_that_follow_one_another_are_one_text(compression: Compression) -> None:
    parts = [TEXT[:70_000], b"", TEXT[70_000:]]
    assert unpacked(b"".join(pack(part, compression) for part in parts)) == TEXT


@pytest.mark.parametrize("compression", STREAMS)
def test_zero_bytes_behind_the_archive_are_padding(compression: Compression) -> None:
    assert unpacked(pack(TEXT, compression) + bytes(1000)) == TEXT


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from(STREAMS),
    st.lists(st.binary(max_size=300), min_size=1, max_size=5),
    st.integers(1, 200),
    st.integers(1, 9),
)
def test_any_bytes_in_any_pieces(
    compression: Compression, parts: list[bytes], chunk_bytes: int, packed_bytes: int
) -> None:
    data = b"".join(pack(part, compression) for part in parts)
    source = MemorySource(data, piece_bytes=packed_bytes)
    assert b"".join(unpack(source, compression, chunk_bytes, LIMITS)) == b"".join(parts)


def test_a_skipped_frame_in_front_is_zstd() -> None:
    data = b"\x50\x2a\x4d\x18" + struct.pack("<I", 4) + b"size" + pack(TEXT, Compression.ZSTD)
    assert unpacked(data) == TEXT


@pytest.mark.parametrize("compression", PACKED)
@pytest.mark.parametrize("share", [0.3, 0.9, 0.999])
def test_promise_20_an_archive_cut_off_is_refused(compression: Compression, share: float) -> None:
    data = pack(TEXT, compression)
    refused = refusal(data[: int(len(data) * share)])
    assert refused.reason is Refusal.NOT_OPENED
    assert "incomplete" in refused.message


@pytest.mark.parametrize("compression", PACKED)
def test_promise_20_an_archive_without_its_last_byte_is_refused(compression: Compression) -> None:
    assert refusal(pack(TEXT, compression)[:-1]).reason is Refusal.NOT_OPENED


@pytest.mark.parametrize("compression", PACKED)
def test_promise_20_a_changed_bit_is_refused(compression: Compression) -> None:
    data = bytearray(pack(TEXT, compression))
    data[len(data) // 2] ^= 4
    assert refusal(bytes(data)).reason is Refusal.NOT_OPENED


@pytest.mark.parametrize("compression", STREAMS)
@pytest.mark.parametrize("behind", [b"garbage", b"\0\0garbage", b"a@x.com,FR\n" * 100])
def test_promise_20_anything_else_behind_the_archive_is_refused(
    compression: Compression, behind: bytes
) -> None:
    assert refusal(pack(TEXT, compression) + behind).reason is Refusal.NOT_OPENED


def test_a_wrong_checksum_or_length_is_refused() -> None:
    data = gzip.compress(TEXT)
    for place in (-8, -1):
        wrong = bytearray(data)
        wrong[place] ^= 1
        assert "damaged" in refusal(bytes(wrong)).message


def test_a_text_that_begins_like_bzip2_is_text() -> None:
    assert sniff_compression(b"BZhang@x.com,CN\n") is Compression.NONE


def test_a_window_of_gigabytes_is_refused() -> None:
    data = bytearray(lzma.compress(b"x"))
    data[16] = 38  # the size of the dictionary: 2 GiB
    data[20:24] = struct.pack("<I", zlib.crc32(data[12:20]))
    assert "memory" in refusal(bytes(data)).message


class TestZip:
    @pytest.mark.parametrize(
        "method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA]
    )
    def test_every_usual_method(self, method: int) -> None:
        assert unpacked(zipped({"a/customers.csv": TEXT}, method)) == TEXT

    def test_what_computers_add_is_ignored(self) -> None:
        junk = {"a/": b"", "__MACOSX/a/._customers.csv": b"x", "a/.DS_Store": b"x", "a/customers.csv": TEXT}
        assert unpacked(zipped(junk)) == TEXT

    def test_one_written_as_a_stream(self) -> None:
        script = "import sys, zipfile\nwith zipfile.ZipFile(sys.stdout.buffer, 'w', 8) as z:\n"
        script += " with z.open('c.csv', 'w') as f: f.write(b'email,country\\n' * 1000)\n"
        data = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True).stdout
        assert unpacked(data) == b"email,country\n" * 1000

    def test_one_with_something_in_front(self) -> None:
        data = b"PK\x03\x04" + b"x" * 1000 + zipped({"customers.csv": TEXT})
        assert unpacked(data) == TEXT

    def test_several_files_are_counted_in_the_refusal(self) -> None:
        refused = refusal(zipped({f"{name}.csv": TEXT for name in "abc"}))
        assert refused.reason is Refusal.NOT_OPENED
        assert "3 files" in refused.message

    def test_very_many_files_are_refused_without_listing_them(self) -> None:
        source = MemorySource(zipped({f"{'long' * 50}{number}.csv": b"" for number in range(20_000)}))
        with pytest.raises(FileRefused, match="very many files"):
            b"".join(unpack(source, Compression.ZIP, 1000, LIMITS))
        assert source.read_bytes < 6 << 20

    def test_no_file(self) -> None:
        assert refusal(zipped({"a/": b""})).reason is Refusal.EMPTY_FILE
        assert refusal(zipped({})).reason is Refusal.EMPTY_FILE

    @pytest.mark.parametrize(
        ("names", "what"),
        [
            ({"Index/Document.iwa": b""}, "Numbers"),
            ({"word/document.xml": b""}, "Word"),
            ({"ppt/presentation.xml": b""}, "presentation"),
        ],
    )
    def test_documents_are_named(self, names: dict[str, bytes], what: str) -> None:
        refused = refusal(zipped(names))
        assert refused.reason is Refusal.NOT_TEXT
        assert what in refused.message

    def test_an_encrypted_file(self) -> None:
        data = zipped({"customers.csv": TEXT})
        place = data.index(b"PK\x01\x02") + 8
        assert "password" in refusal(data[:place] + b"\x01\x00" + data[place + 2 :]).message

    def test_a_method_of_windows_that_few_know(self) -> None:
        data = zipped({"customers.csv": TEXT})
        place = data.index(b"PK\x01\x02") + 10
        assert "Deflate64" in refusal(data[:place] + b"\x09\x00" + data[place + 2 :]).message

    def test_a_file_that_is_longer_than_it_says(self) -> None:
        data = zipped({"customers.csv": TEXT})
        place = data.index(b"PK\x01\x02") + 24
        lying = data[:place] + struct.pack("<I", 100) + data[place + 4 :]
        assert refusal(lying).reason is Refusal.NOT_OPENED


class TestBombs:
    """Promise 21: what unpacks to far more than it is fails early, and in little memory."""

    @pytest.mark.parametrize("compression", PACKED)
    def test_a_ratio_beyond_belief(self, compression: Compression) -> None:
        refused = refusal(pack(bytes(24 << 20), compression))
        assert refused.reason is Refusal.TOO_LARGE_UNPACKED
        assert "100 times" in refused.message

    @pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
    def test_a_zip_that_lies_about_its_size(self, method: int) -> None:
        data = zipped({"customers.csv": bytes(24 << 20)}, method)
        place = data.index(b"PK\x01\x02") + 24
        refused = refusal(data[:place] + struct.pack("<I", 1000) + data[place + 4 :])
        assert refused.reason in {Refusal.TOO_LARGE_UNPACKED, Refusal.NOT_OPENED}

    @pytest.mark.parametrize("compression", PACKED)
    def test_more_than_the_service_allows(self, compression: Compression) -> None:
        refused = refusal(pack(TEXT, compression), UnpackLimits(most_bytes=100_000))
        assert refused.reason is Refusal.TOO_LARGE_UNPACKED
        assert "0.0001 GB" in refused.message

    @pytest.mark.parametrize("compression", PACKED)
    def test_memory_stays_flat(self, compression: Compression, tmp_path: Path) -> None:
        (tmp_path / "bomb").write_bytes(pack(b"email,country\n" + b"x" * (80 << 20), compression))
        child = subprocess.run(
            [sys.executable, "-c", UNPACK_IN_CHILD, str(tmp_path / "bomb"), compression],
            capture_output=True,
            check=True,
            text=True,
        )
        assert child.stdout == f"{14 + (80 << 20)}\n"

    def test_the_ratio_is_judged_late_enough_for_small_tables(self) -> None:
        assert unpacked(gzip.compress(b"a@x.com,FR\n" * 90_000)) == b"a@x.com,FR\n" * 90_000


UNPACK_IN_CHILD = """
import resource, sys
from pathlib import Path
from tests.unit.dialect.packed import MemorySource
from worker.dialect.packing.unpack_limits import UnpackLimits
from worker.dialect.packing.unpacking import unpack
source = MemorySource(Path(sys.argv[1]).read_bytes())
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(sum(map(len, unpack(source, sys.argv[2], 1 << 20, UnpackLimits(most_ratio=1e9)))))
grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
assert grown < 40_000, f"{grown} KiB"
"""
