"""What the command line names to be counted: files, folders, objects in S3 and all objects below a prefix."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from worker.counting.source.locations import LocalSource, S3Source, parse_source
from worker.errors import ConfigurationError
from worker.storage.access import S3Access
from worker.storage.clients import s3_client
from worker.storage.error_mapping import translated

_MOST_FILES = 10_000


@dataclass(frozen=True, slots=True)
class NamedSource:
    """A file to count.

    Attributes:
        name: for sentences.
        source: where it lies.
        size: bytes; None where only reading it tells.
    """

    name: str
    source: LocalSource | S3Source
    size: int | None = None


def find_sources(named: Sequence[str], access: S3Access) -> list[NamedSource]:
    """All files that are named, in this order; those of a folder or prefix in the order of their names.

    Args:
        named: paths, and s3://bucket/key; of folders and of prefixes, which end in "/", all that is in them.
        access: how to reach S3.

    Raises:
        ConfigurationError: there is no file, or too many, or a URL is wrong.
        StorageUnavailable: S3 does not answer.
    """
    found = [each for text in named for each in _below(text, access)]
    if not found:
        raise ConfigurationError("There is no file in what was named.")
    if len(found) > _MOST_FILES:
        raise ConfigurationError(f"These are more than {_MOST_FILES:,} files. Count them in several steps.")
    return found


def _below(text: str, access: S3Access) -> Iterator[NamedSource]:
    source = parse_source(text, access)
    if isinstance(source, S3Source):
        if text.endswith("/"):
            yield from _objects_below(source)
        else:
            yield NamedSource(text, source)
    elif source.path.is_dir():
        files = (path for path in source.path.rglob("*") if path.is_file())
        for path in sorted(files):
            yield NamedSource(str(path), LocalSource(path=path), path.stat().st_size)
    else:
        size = source.path.stat().st_size if source.path.is_file() else None
        yield NamedSource(text, source, size)


def _objects_below(prefix: S3Source) -> Iterator[NamedSource]:
    client = s3_client(prefix.access, {})
    try:
        pages = client.get_paginator("list_objects_v2").paginate(Bucket=prefix.bucket, Prefix=prefix.key)
        with translated():
            for page in pages:
                for item in page.get("Contents", []):
                    if not item["Key"].endswith("/"):  # by which some programs mark a folder
                        source = prefix.model_copy(update={"key": item["Key"]})
                        yield NamedSource(f"s3://{prefix.bucket}/{item['Key']}", source, item["Size"])
    finally:
        client.close()
