"""How a file is cut into the parts of a multipart upload."""

from __future__ import annotations

import math

from worker.jobs.record import JobRecord
from worker.storage.client import Part
from worker.text.sizes import MEBIBYTE

_MIN_PART_BYTES = 16 * MEBIBYTE
_MAX_PARTS = 9_000


def part_size_for(size: int) -> int:
    """Bytes of a part, so that the file fits in S3's 10,000 parts: whole MiB, at least 16."""
    return max(_MIN_PART_BYTES, math.ceil(size / _MAX_PARTS / MEBIBYTE) * MEBIBYTE)


def is_whole(part: Part, job: JobRecord) -> bool:
    """Whether a part that has arrived is all there."""
    if job.multipart is None:
        return False
    size = size_of_part(part.number, job.file.size, job.multipart.part_size)
    return size > 0 and part.size == size


def size_of_part(number: int, file_size: int, part_size: int) -> int:
    """Bytes of a part, by its number from 1; none if the file has no such part."""
    start = (number - 1) * part_size
    return min(part_size, file_size - start) if 0 <= start < file_size else 0
