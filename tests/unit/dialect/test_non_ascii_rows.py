"""Rows far behind a file's beginning that tell its encoding are found to be shown."""

from __future__ import annotations

import pytest

from tests.unit.dialect.packed import MemorySource, pack
from worker.dialect import non_ascii_rows
from worker.dialect.model import Compression, Dialect, LineEnding, Place
from worker.dialect.non_ascii_rows import find_non_ascii_rows
from worker.dialect.packing.unpack_limits import UnpackLimits

PLAIN = b"email;land\n" + b"ann@x.com;Norway\n" * 40_000
NON_ASCII = 'bob@x.com;"Norvège"\n'.encode("cp1252")
PLACE = Place(line=40_002, offset=len(PLAIN) + NON_ASCII.index(b"\xe8"))
READ = ("bob@x.com", "Norvège")


def shown(data: bytes, place: Place = PLACE, **dialect: object) -> list[tuple[str, ...]]:
    written = Dialect.model_validate({"separator": ";", "encoding": "cp1252"} | dialect)
    source = MemorySource(pack(data, written.compression))
    return find_non_ascii_rows(source, written, place, UnpackLimits())


@pytest.mark.parametrize("compression", Compression)
def test_they_are_shown_as_they_are_read(compression: Compression) -> None:
    assert shown(PLAIN + NON_ASCII * 2 + PLAIN, compression=compression) == [READ] * 2
    assert shown(PLAIN + NON_ASCII * 200, compression=compression) == [READ] * 5


@pytest.mark.parametrize("missing", [0, 200])
def test_the_place_need_not_be_exact(missing: int) -> None:
    place = Place(line=1, offset=PLACE.offset - missing)
    assert shown(PLAIN + NON_ASCII, place) == [READ]


def test_neither_the_first_nor_the_last_row_is_missed() -> None:
    assert shown(NON_ASCII.strip(), Place(line=1, offset=0)) == [READ]


def test_rows_may_end_in_a_carriage_return() -> None:
    data = (PLAIN + NON_ASCII * 2).replace(b"\n", b"\r")
    assert shown(data, line_ending=LineEnding.CR) == [READ] * 2


def test_another_encoding_shows_other_letters() -> None:
    assert shown(PLAIN + NON_ASCII, encoding="cp1250") == [("bob@x.com", "Norv\u010dge")]
    assert shown(PLAIN + NON_ASCII, encoding="utf-8") == [("bob@x.com", "Norv\ufffdge")]


def test_nobody_waits_for_what_lies_too_far_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(non_ascii_rows, "_MOST_UNPACKED_BYTES", len(PLAIN))
    assert shown(PLAIN + NON_ASCII, compression=Compression.GZIP) == []


def test_rows_in_utf8_are_shown_as_they_are_read() -> None:
    row = 'bob@x.com;"Norvège"\n'.encode()
    assert shown(PLAIN + NON_ASCII + row) == [READ] * 2
    assert shown(PLAIN + NON_ASCII, encoding="euc_jp") == [("bob@x.com", "Norv\ufffdge")]
