"""First phase: the keys of all files, each read as it demands, and the emails of all compared in one way."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from pathlib import Path

from worker.counting.keys.email_keys import EmailRules, Hashing
from worker.counting.keys.key_files import KeyFiles, KeyStore, open_key_files
from worker.counting.keys.partition import Partitioned, partition
from worker.counting.meter import Meter
from worker.counting.process.disk import require_disk_room
from worker.counting.process.fetching import at_hand
from worker.counting.process.protocol import CountRequest
from worker.counting.promises import require_as_promised
from worker.counting.read_file import ReadFile
from worker.counting.rejects import no_customers
from worker.counting.restarts import Doubtful, MixedEmails, ReadAgain
from worker.counting.row_stream import Assumed, RowStream
from worker.counting.source.byte_stream import ByteStream, open_stream
from worker.counting.suggested import open_as_suggested
from worker.dialect.columns.not_available import question_by_counts
from worker.dialect.unclear import Unclear
from worker.dialect.values.hashes import HASH_NAMES, EmailHash
from worker.errors import FileRefused
from worker.refusal import Refusal
from worker.text.sentences import say

_ROWS_A_PARTITION = 200_000
_ROW_BYTES = 40
"""Of the average row of a file that has none."""
_FEWEST_PARTITIONS, _MOST_PARTITIONS = 16, 1024


@dataclass(slots=True)
class AllKeys:
    """The keys of files, on disk.

    Attributes:
        store: where they are.
        files: what each has shown.
        rules: how emails are compared, in all of them.
    """

    store: KeyStore
    files: list[ReadFile]
    rules: EmailRules


def keys_of(request: CountRequest, folder: Path, meter: Meter, hashing: Hashing) -> AllKeys:
    """Write the keys of all files.

    Args:
        request: the files.
        folder: for the keys; empty.
        meter: is told how far it is.
        hashing: how emails become keys.

    Raises:
        Unclear: a person has to look at how a file is read first.
        FileRefused: one cannot be read with certainty, or changed meanwhile, or does not go with the others.
        StorageUnavailable: it cannot be read right now.
        NoRoom: the scratch disk has too little room.
        OSError: the scratch disk is full or broken.
    """
    reader = _Reader(request, folder, meter, hashing)
    with reader.closing:
        reader.read_all()
    assert reader.store is not None  # noqa: S101 - a file has been read
    return AllKeys(reader.store, reader.done, reader.rules)


def partitions_for(expected_rows: int) -> int:
    """How many key files suit so many rows: a power of two that keeps each small, and the open files few."""
    wanted = max(1, expected_rows // _ROWS_A_PARTITION)
    return min(max(1 << (wanted - 1).bit_length(), _FEWEST_PARTITIONS), _MOST_PARTITIONS)


class _BeginAnew(Exception):
    """Emails of files that were read already come hashed in a later one, and must be compared so."""


@dataclass(slots=True)
class _Reader:
    request: CountRequest
    folder: Path
    meter: Meter
    hashing: Hashing
    done: list[ReadFile] = field(default_factory=list)
    store: KeyStore | None = None
    closing: ExitStack = field(default_factory=ExitStack)
    rules: EmailRules = field(init=False)
    _keys: KeyFiles | None = None
    _is_begun: bool = False
    _kinds: set[EmailHash] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.rules = EmailRules(fold_gmail=self.request.files[0].options.fold_gmail)

    def read_all(self) -> None:
        try:
            self._read_each()
        except _BeginAnew:
            self.done.clear()
            self._kinds.clear()
            self.meter.begin_anew()
            self._opened(0).take_all_back()
            self._read_each()

    def _read_each(self) -> None:
        for number, request in enumerate(self.request.each()):
            try:
                self._read(request)
            except FileRefused as refused:
                refused.file = number
                raise

    def _read(self, request: CountRequest) -> None:
        with open_stream(request.file.source) as opened, at_hand(opened, request, self.folder) as stream:
            self.meter.begin(len(self.done), stream.size)
            self._is_begun = False
            try:
                file = self._keys_of_file(stream, request)
            except FileRefused as refused:
                stream.confirm_read()
                if refused.reason is not Refusal.EMPTY_FILE or len(self.request.files) == 1:
                    raise
                file = ReadFile(file_bytes=stream.size)
                self._begin(self._opened(self._bytes_to_read(stream) // _ROW_BYTES))
            self._require_comparable(file)
            self.meter.end(file.keys.rows, file.file_bytes)
            self.done.append(file)

    def _keys_of_file(self, stream: ByteStream, request: CountRequest) -> ReadFile:
        """A file's keys, from its beginning again when its rows show that they must be read otherwise."""
        assumed = Assumed(self.rules)
        while True:
            earlier = zip(self.request.each(), self.done, strict=False)
            rows = open_as_suggested(stream, request, assumed, earlier)
            keys = self._keys or self._opened(rows.expected(self._bytes_to_read(stream)))
            self._begin(keys)
            try:
                done = self._partition(rows, keys, request)
            except ReadAgain as fault:
                if isinstance(fault, MixedEmails):
                    self._compare_by(fault.kind)
                assumed = assumed.corrected(fault, rows)
            except Doubtful as fault:
                found = {"doubts": fault.doubts, **fault.proposed}
                raise Unclear(rows.reading.model_copy(update=found)) from None
            else:
                stream.confirm_unchanged()
                file = ReadFile.of(rows, done, stream.size)
                if not done.stored_rows:
                    raise no_customers(done.rejected, done.rows, file.first_email_column)
                return file

    def _begin(self, keys: KeyFiles) -> None:
        """Have the file's rows begin here, even if some of it were written already."""
        if self._is_begun:
            keys.take_back()
        else:
            keys.begin()
        self._is_begun = True

    def _bytes_to_read(self, stream: ByteStream) -> int:
        """Of all files, as far as that is known."""
        return max(stream.size, sum(file.size or 0 for file in self.request.files))

    def _opened(self, expected_rows: int) -> KeyFiles:
        if self._keys is None:
            require_disk_room(self.folder, expected_rows)
            partitions = self.request.tuning.partitions or partitions_for(expected_rows)
            self.store = KeyStore(self.folder, partitions, self.request.disk_bytes)
            self._keys = self.closing.enter_context(open_key_files(self.store))
        return self._keys

    def _partition(self, rows: RowStream, keys: KeyFiles, request: CountRequest) -> Partitioned:
        choices = request.file.options.choices
        done = partition(
            rows.text,
            keys,
            choices,
            request.tuning,
            on_block=lambda done: self.meter.read(done, rows.position.source_bytes),
            hashing=self.hashing,
        )
        require_as_promised(done, rows.sampler, rows.text.layout, rows.promised, choices)
        _require_known_na(rows, done)
        return done

    def _compare_by(self, kind: EmailHash) -> None:
        """From here on, compare emails by their hashes; from the first file on, if some were not."""
        self.rules = replace(self.rules, hash_plain=kind)
        if any(file.plain_rows for file in self.done):
            raise _BeginAnew

    def _require_comparable(self, file: ReadFile) -> None:
        """Let a file be counted with those before it only where equal emails are seen to be equal.

        Raises:
            FileRefused: they are hashed in different ways.
        """
        self._kinds.update(file.keys.hashed)
        if len(self._kinds) > 1:
            raise _hashed_differently(self._kinds)
        for kind in self._kinds:
            if self.rules.hash_plain is None:
                self._compare_by(kind)


def _hashed_differently(kinds: set[EmailHash]) -> FileRefused:
    first, second = sorted(HASH_NAMES[kind] for kind in kinds)[:2]
    return FileRefused(
        Refusal.HASHES_DIFFER,
        say(
            "The emails of these files are hashed in different ways, {first} and {second}, so nobody can "
            "tell which of them are the same customer. Hash all in one way, or count the files apart.",
            first=first,
            second=second,
        ),
    )


def _require_known_na(rows: RowStream, keys: Partitioned) -> None:
    """Let "NA" be counted only where it is plain what it means.

    Raises:
        Doubtful: more rows hold it than Namibia may have customers.
    """
    counts = dict(zip(keys.countries, keys.by_country.tolist(), strict=True)) | {"": 0}
    if rows.reading.not_available is None and (question := question_by_counts(counts)):
        raise Doubtful(question.doubt)
