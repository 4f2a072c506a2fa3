"""What earlier files of a count suggest of a later one, which goes on where theirs ended."""

from __future__ import annotations

from collections.abc import Iterable

from worker.counting.process.protocol import CountRequest
from worker.counting.read_file import ReadFile
from worker.counting.row_stream import Assumed, RowStream, open_rows
from worker.counting.source.byte_stream import ByteStream
from worker.dialect.model import Choices, Reading
from worker.dialect.unclear import Unclear
from worker.errors import FileRefused
from worker.refusal import ASKS_OF_COLUMNS

_MOSTLY = 0.5


def open_as_suggested(
    stream: ByteStream,
    request: CountRequest,
    assumed: Assumed,
    earlier: Iterable[tuple[CountRequest, ReadFile]],
) -> RowStream:
    """The rows of a file, judged for itself; where that leaves a question, as those before it answer it.

    Args:
        stream: the file.
        request: of it alone.
        assumed: what earlier tries have shown.
        earlier: the files before it.

    Raises:
        Unclear: a person has to look at the file first.
        FileRefused: the file cannot be read with certainty.
        StorageUnavailable: it cannot be read right now.
    """
    try:
        return open_rows(stream, request, assumed)
    except FileRefused as refused:
        if refused.reason not in ASKS_OF_COLUMNS or request.file.options.choices != Choices():
            raise
        seen = refused.reading if isinstance(refused, Unclear) else None
        for before, file in earlier:
            asked = file.reading and _as_before(request, before, file.reading, seen)
            if file.reading and asked and (rows := _opened_so(stream, asked, assumed, file.reading)):
                return rows
        raise


def _as_before(
    request: CountRequest, before: CountRequest, known: Reading, seen: Reading | None
) -> CountRequest | None:
    """What to ask for a file to be read as an earlier one."""
    has_its_names = seen is not None and seen.dialect.columns == known.dialect.columns
    if has_its_names and not before.file.options.choices.is_confirmed:
        return None  # the same names, but what stands below them is in doubt only here
    choices = Choices(
        email=known.email,
        other_emails=known.other_emails or None,
        country=known.country,
        other_countries=known.other_countries or None,
        has_header=has_its_names if known.dialect.has_header else None,
    )
    options = request.file.options.model_copy(update={"choices": choices})
    file = request.file.model_copy(update={"options": options})
    return request.model_copy(update={"files": (file,)})


def _opened_so(
    stream: ByteStream, request: CountRequest, assumed: Assumed, known: Reading
) -> RowStream | None:
    """The rows, if they are laid out like those of the earlier file and hold the same."""
    try:
        rows = open_rows(stream, request, assumed)
    except FileRefused:
        return None
    is_like_it = len(rows.reading.dialect.columns) == len(known.dialect.columns)
    return rows if is_like_it and _hold_the_same(rows, known) else None


def _hold_the_same(rows: RowStream, known: Reading) -> bool:
    """Whether emails and countries stand where they stood."""
    if known.email is None or known.country is None:
        return False
    contents = rows.promised.contents
    return contents[known.email].emails > _MOSTLY and contents[known.country].countries > _MOSTLY
