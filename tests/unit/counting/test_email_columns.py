"""Several email columns, and emails that come hashed: what counts, what is asked, what the figures tell."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

import pytest

from tests.unit.counting.files import TINY, count_bytes, report
from worker.counting.process.protocol import CountResult, Tuning
from worker.dialect.model import Choices, CountOptions, DoubtCode, Reading
from worker.dialect.unclear import Unclear
from worker.dialect.values.hashes import EmailHash
from worker.errors import FileRefused
from worker.refusal import Refusal

SMALL = Tuning(block_bytes=4000, partitions=8, threads=2)
META = (
    b"email,email,email,phone,country\n"
    b"ann@x.com,,,1,DE\n"
    b",bob@x.com,cid@x.com,2,FR\n"
    b"nobody,,dan@x.com,3,FR\n"
    b"nobody,,,4,IT\n"
    b",,,5,IT\n"
    b"eve@x.com,ann@x.com,,6,US\n"
    b",ANN@x.com,,7,US\n"
)


def counted(folder: Path, data: bytes, tuning: Tuning = SMALL, **choices: Any) -> CountResult:
    return count_bytes(folder, data, tuning, options=CountOptions(choices=Choices.model_validate(choices)))


def asked(folder: Path, data: bytes, **choices: Any) -> Reading:
    with pytest.raises(Unclear) as unclear:
        counted(folder, data, **choices)
    return unclear.value.reading


def codes(reading: Reading) -> list[DoubtCode]:
    return [doubt.code for doubt in reading.doubts]


@pytest.mark.parametrize("tuning", [TINY, Tuning()])
def test_of_several_columns_the_first_usable_email_of_a_row_counts(tmp_path: Path, tuning: Tuning) -> None:
    result = counted(tmp_path, META, tuning, email=0, other_emails=[1, 2])
    assert report(result) == {"DE": 1, "FR": 2, "US": 1}
    quality = result.quality
    assert (quality.customers, quality.duplicates) == (4, 1)
    assert quality.rejected == {"missing": 1, "invalid": 1}
    assert quality.reject_lines == {"missing": [6], "invalid": [5]}
    assert quality.rows_by_further_columns == 3
    assert quality.email_column == "email, email (column 2), email (column 3)"


def test_their_order_is_the_analysts(tmp_path: Path) -> None:
    result = counted(tmp_path, META, email=2, other_emails=[1])
    assert report(result) == {"FR": 2, "US": 1}  # cid, dan; ann of line 7
    assert result.quality.email_column == "email, email (column 2)"


def test_metas_template_is_asked_about_and_proposed_whole(tmp_path: Path) -> None:
    reading = asked(tmp_path, META)
    assert codes(reading) == [DoubtCode.EMAIL_COLUMN]
    assert "each row counts by the first email in columns 1, 2 and 3" in reading.doubts[0].message
    assert (reading.email, reading.other_emails) == (0, (1, 2))
    confirmed = counted(tmp_path, META, is_confirmed=True)
    assert report(confirmed) == {"DE": 1, "FR": 2, "US": 1}
    one_only = counted(tmp_path, META, email=0)
    assert report(one_only) == {"DE": 1, "US": 1}


def test_columns_of_other_names_are_used_only_when_chosen(tmp_path: Path) -> None:
    data = b"Email,Email 2,Country\n,b@x.com,DE\na@x.com,,DE\n"
    assert counted(tmp_path, data).quality.rejected == {"missing": 1}
    assert counted(tmp_path, data, email=0, other_emails=[1]).quality.customers == 2


def test_a_column_that_comes_behind_the_named_ones_may_be_one_of_them(tmp_path: Path) -> None:
    data = b"email,country,,\n" + b"a@x.com,DE,,\n" * 20 + b",FR,,b@x.com\n"
    assert report(counted(tmp_path, data, email=0, other_emails=[3], is_confirmed=True)) == {"DE": 1, "FR": 1}


def test_a_readable_column_and_a_hashed_one_meet(tmp_path: Path) -> None:
    hashed = hashlib.sha1(b"ann@x.com").hexdigest()
    data = f"email,email hash,country\nann@x.com,,DE\n,{hashed},FR\n".encode()
    assert report(counted(tmp_path, data, email=0, other_emails=[1])) == {"DE": 1}


@pytest.mark.parametrize("kind", EmailHash)
def test_hashes_count_and_meet_readable_emails(tmp_path: Path, kind: EmailHash) -> None:
    hashes = [hashlib.new(kind, f"p{number}@x.com".encode()).hexdigest() for number in range(60)]
    rows = [f"{digest if number % 2 else digest.upper()},DE" for number, digest in enumerate(hashes)]
    alone = counted(tmp_path, "\n".join(["email,country", *rows]).encode())
    assert (report(alone), alone.quality.hashed_rows, alone.quality.hashed_with) == ({"DE": 60}, 60, kind)
    rows += [f" P{number}@x.com,FR" for number in range(40, 80)]
    mixed = counted(tmp_path, "\n".join(["email,country", *rows]).encode())
    assert (report(mixed), mixed.quality.duplicates) == ({"DE": 60, "FR": 20}, 20)


def two_kinds(rows: int) -> bytes:
    """Many with SHA-256, then a few with MD5, and a readable one that is among the former."""
    lines = [f"{hashlib.sha256(b'%d@x.com' % number).hexdigest()},DE" for number in range(rows)]
    lines += [f"{hashlib.md5(b'%d@x.com' % number).hexdigest()},FR" for number in range(10)]
    return "\n".join(["email,country", *lines, "7@X.com,US"]).encode()


@pytest.mark.parametrize("rows", [30, 2_000])
def test_two_kinds_of_hashes_are_never_mixed(tmp_path: Path, rows: int) -> None:
    data = two_kinds(rows)
    reading = asked(tmp_path, data)
    assert codes(reading) == [DoubtCode.HASHING]
    assert reading.hashing is EmailHash.SHA256
    assert "MD5 and SHA-256" in reading.doubts[0].message
    others = counted(tmp_path, data, hashing="md5")
    assert report(others) == {"FR": 10}
    assert others.quality.rejected == {"other_hash": rows}
    assert others.quality.reject_lines == {"other_hash": list(range(2, 12))}
    assert (others.quality.hashed_with, others.quality.duplicates) == (EmailHash.MD5, 1)
    proposed = counted(tmp_path, data, hashing=reading.hashing, is_confirmed=True)
    assert (report(proposed), proposed.quality.rejected) == ({"DE": rows}, {"other_hash": 10})


def test_what_the_beginning_shows_is_answered_by_confirming_it_and_what_is_behind_it_is_not(
    tmp_path: Path,
) -> None:
    result = counted(tmp_path, two_kinds(30), is_confirmed=True)
    assert result.quality.rejected == {"other_hash": 10}
    assert codes(asked(tmp_path, two_kinds(2_000), is_confirmed=True)) == [DoubtCode.HASHING]


def test_a_hash_that_no_row_has_makes_no_report(tmp_path: Path) -> None:
    with pytest.raises(FileRefused, match="3 rows: 3 hashed in another way") as refused:
        counted(tmp_path, b"email,country\n" + b"%032x,DE\n" % 7 * 3, hashing="sha1")
    assert refused.value.reason is Refusal.NO_CUSTOMERS


def test_rows_with_several_addresses_are_told(tmp_path: Path) -> None:
    data = b"email;country\na@x.com, b@x.com;DE\nAnn <a@x.com>;FR\nb@x.com;FR\nask c@x.com;FR\n"
    result = counted(tmp_path, data)
    assert report(result) == {"DE": 1, "FR": 1}
    assert (result.quality.rows_with_several_addresses, result.quality.rejected) == (1, {"invalid": 1})
