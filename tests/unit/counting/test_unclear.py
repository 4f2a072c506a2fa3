"""From a doubt in the counting process to a question in its parent."""

from __future__ import annotations

from pathlib import Path

import pytest

from worker.counting import pipeline
from worker.counting.__main__ import _answer
from worker.counting.process.protocol import CountRequest, CountUnclear, read_answer
from worker.counting.source.locations import LocalSource
from worker.dialect.model import Choices, CountOptions, Dialect, Doubt, DoubtCode, Reading
from worker.dialect.unclear import Unclear, require_certain
from worker.refusal import Refusal

CERTAIN = Reading(dialect=Dialect(columns=("a", "b")), email=0, country=1)
DOUBTFUL = CERTAIN.model_copy(update={"doubts": (Doubt(code=DoubtCode.NO_HEADER, message="Is it?"),)})
CONFIRMED = Choices(is_confirmed=True)


@pytest.mark.parametrize(
    ("reading", "options"),
    [
        (CERTAIN, CountOptions()),
        (CERTAIN, CountOptions(choices=CONFIRMED, ask_first=True)),
    ],
)
def test_what_is_certain_or_confirmed_is_counted(reading: Reading, options: CountOptions) -> None:
    require_certain(reading, options)


@pytest.mark.parametrize(
    ("reading", "options", "code"),
    [
        (CERTAIN, CountOptions(ask_first=True), DoubtCode.ASKED),
        (DOUBTFUL, CountOptions(ask_first=True), DoubtCode.NO_HEADER),
        (DOUBTFUL, CountOptions(choices=Choices(email=0)), DoubtCode.NO_HEADER),
    ],
)
def test_what_is_in_doubt_or_asked_for_is_shown_first(
    reading: Reading, options: CountOptions, code: DoubtCode
) -> None:
    with pytest.raises(Unclear) as unclear:
        require_certain(reading, options)

    assert [doubt.code for doubt in unclear.value.reading.doubts] == [code]
    assert unclear.value.reason is Refusal.UNCLEAR
    assert unclear.value.message.startswith("Please check how this file is read: ")


def test_the_process_answers_with_the_reading(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def doubt(request: CountRequest, **_: object) -> None:
        require_certain(DOUBTFUL, request.file.options)

    monkeypatch.setattr(pipeline, "summarise_files", doubt)
    request = CountRequest.of(LocalSource(path=tmp_path))

    answer = _answer(request, lambda _: None)

    assert answer == CountUnclear(reading=DOUBTFUL)
    assert read_answer(answer.model_dump_json().encode()) == answer
