"""Times in S3's answers: the fast way says what botocore's own says."""

from __future__ import annotations

import pytest
from botocore.utils import parse_timestamp

from worker.storage.times import parse_time

# As listings of AWS, SeaweedFS, MinIO and Ceph have them; as headers have them; as credentials may have them.
TIMES = [
    "2026-11-25T20:37:39Z",
    "2026-11-25T20:37:39.000Z",
    "2026-11-25T20:37:39.123456Z",
    "2026-11-25T20:37:39.123456789Z",
    "2026-11-25T22:37:39+02:00",
    "20261125T203739Z",
    "Wed, 25 Nov 2026 20:37:39 GMT",
    "1795639059",
    "1795639059.5",
]


@pytest.mark.parametrize("text", TIMES)
def test_every_form_of_a_time_is_read_as_botocore_reads_it(text: str) -> None:
    time = parse_time(text)
    assert time == parse_timestamp(text)
    assert time.tzinfo is not None, "an age would raise TypeError"


def test_an_age_can_be_told_from_a_time() -> None:
    age = parse_time("2026-11-25T20:37:39Z") - parse_time("Wed, 25 Nov 2026 20:37:09 GMT")
    assert age.total_seconds() == 30


@pytest.mark.parametrize("text", ["", "Z", "yesterdayZ", "2026-13-45T00:00:00Z", "not a time"])
def test_what_is_no_time_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        parse_time(text)
