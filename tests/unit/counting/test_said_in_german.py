"""What counting asks and refuses is made of texts that a page can say in another language, all of it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from pages.wording.languages import speaking
from pages.wording.translating import tr
from tests.unit.counting.answering import outcome
from tests.unit.counting.test_bad_files import REFUSED
from tests.unit.counting.test_cases import FOLDER
from tests.unit.dialect import test_dirty_files as dirty
from worker.jobs.record import Failure
from worker.text.sentences import Sentence

LARGEST_BYTES = 100_000
FILES = {
    **{path.stem: path.read_bytes() for path in sorted(FOLDER.iterdir()) if path.is_file()},
    **{f"bad: {name}": data for name, (data, *_) in REFUSED.items()},
    **{f"asked: {name}": data for name, (data, _) in dirty.ASKED.items()},
    **{f"dirty: {name}": data for name, (data, _) in dirty.REFUSED.items()},
}


def said(data: bytes) -> Iterator[str]:
    """What an analyst is told of a file; what its record keeps of that."""
    became = outcome(data)
    if became.refused:
        yield became.refused.message
        failure = Failure(code=became.refused.reason, message=became.refused.message)
        yield Failure.model_validate_json(failure.model_dump_json()).sentence
    for doubt in became.asked.doubts if became.asked else ():
        yield doubt.sentence


@pytest.mark.parametrize("name", [name for name, data in FILES.items() if len(data) < LARGEST_BYTES])
def test_all_that_is_told_of_a_file_is_said_in_german(name: str) -> None:
    for sentence in said(FILES[name]):
        with speaking("de"):
            assert tr(sentence) != sentence
        with speaking("en"):
            assert tr(sentence) == sentence


def test_a_sentence_that_is_not_made_of_its_parts_would_be_found() -> None:
    with speaking("de"):
        assert tr(Sentence("Line 3: the row has fewer fields.")) == "Line 3: the row has fewer fields."
