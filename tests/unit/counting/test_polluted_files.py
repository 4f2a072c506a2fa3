"""Whatever happens to a table, it is counted right, asked about, rejected by count or refused."""

from __future__ import annotations

import pytest
from hypothesis import event, given, note, settings

from pages.reading.choices import asks_of_lines, changed, confirmed, obstacle
from tests.unit.counting.answering import NOTHING_SAID, outcome
from tests.unit.counting.files import report
from tests.unit.counting.polluting import polluted, polluted_far_down, with_prose
from tests.unit.counting.sheets import Sheet
from worker.counting.process.protocol import CountResult, Tuning
from worker.dialect.model import QuotedLines
from worker.reject import Reject

_MOST_QUESTIONS = 4


@settings(max_examples=60)
@given(polluted())
def test_a_polluted_table_is_never_silently_different(sheet: Sheet) -> None:
    assert_never_silently_different(sheet)


@settings(max_examples=8)
@given(polluted_far_down())
def test_a_table_polluted_far_down_is_never_silently_different(sheet: Sheet) -> None:
    assert_never_silently_different(sheet)


@settings(max_examples=30)
@given(with_prose())
def test_free_text_in_quoted_fields_is_counted_or_its_question_has_an_answer(sheet: Sheet) -> None:
    assert_free_text_is_counted(sheet)


def assert_free_text_is_counted(sheet: Sheet) -> None:
    note(repr(sheet.text()))
    result = count_as_proposed(sheet, QuotedLines.TEXT)
    assert result is not None
    assert report(result) == dict(sheet.most())


@pytest.mark.soak
@pytest.mark.timeout(7200)
@settings(max_examples=10_000)
@given(polluted())
def test_ten_thousand_polluted_tables_are_never_silently_different(sheet: Sheet) -> None:
    assert_never_silently_different(sheet)


@pytest.mark.soak
@pytest.mark.timeout(7200)
@settings(max_examples=300)
@given(polluted_far_down(), with_prose())
def test_hundreds_of_tables_polluted_far_down_or_with_free_text(far: Sheet, prose: Sheet) -> None:
    assert_never_silently_different(far)
    assert_free_text_is_counted(prose)


def assert_never_silently_different(sheet: Sheet) -> None:
    note(repr(sheet.text()[-2_000:]))
    result = count_as_proposed(sheet, sheet.quoted_lines)
    if result is None:
        return
    note(f"{result.summary_csv!r} {result.quality!r}")
    quality, counts = result.quality, report(result)
    rejected = sum(quality.rejected.values())
    assert quality.rows == quality.customers + quality.duplicates + rejected
    assert quality.rows - quality.rejected.get(Reject.BLANK, 0) >= sheet.height, "rows are outside the sum"
    least, most = sheet.least(), sheet.most()
    without_country = len(sheet.cut)
    for country in {*counts, *most}:
        spare = without_country if not country else 0
        assert least[country] <= counts.get(country, 0) <= most[country] + spare, country
    event("equal" if counts == dict(most) else "some rejected by count")


def count_as_proposed(sheet: Sheet, lines: QuotedLines | None = None) -> CountResult | None:
    """The count, as whoever says yes to every question gets it; None where there is none.

    Args:
        sheet: the table.
        lines: what lines between quotation marks are, for whoever asks: nothing is proposed there.
    """
    data, choices = sheet.text().encode(), NOTHING_SAID
    tuning = Tuning(block_bytes=100_000) if sheet.far else None
    for _ in range(_MOST_QUESTIONS):
        found = outcome(data, choices, tuning)
        if found.refused is not None:
            event(f"refused: {found.refused.reason}")
            note(found.refused.message)
            return None
        if found.asked is None:
            return found.counted
        event(f"asked: {found.asked.doubts[0].code}")
        note(repr([doubt.message for doubt in found.asked.doubts]))
        if asks_of_lines(found.asked) and lines is not None and choices.quoted_lines is None:
            choices = changed(choices, "quoted_lines", lines)
            continue
        if obstacle(found.asked):
            event("asked, nothing proposed")
            return None
        choices = confirmed(choices, found.asked)
    raise AssertionError("a question that no answer gets past")
