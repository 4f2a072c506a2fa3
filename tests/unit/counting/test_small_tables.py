"""Tables of a few rows, of which stray marks swallow so many that nothing shows what a row looks like."""

from __future__ import annotations

import pytest

from pages.reading.choices import confirmed, obstacle
from tests.unit.counting.answering import NOTHING_SAID, outcome
from tests.unit.counting.files import report
from worker.dialect.model import DoubtCode, QuotedLines

# The tables, and their customers as rows.
SWALLOWED: dict[str, tuple[str, dict[str, int]]] = {
    "a row and the country of another": (
        'name|courriel|id|pays\n|p0@x.example|"12|DE\n12||Köln|Germany\nx y||ok"|France\n',
        {"DE": 1},
    ),
    "a country": (
        'country,city,email\nDE,12,p0@x.example\nGermany,"Köln,\nFrance,n",p2@x.example\n',
        {"DE": 1, "FR": 1},
    ),
    "a header, and a row with lines of its own behind": (
        (
            'pays;city;courriel;name\nDE;"Köln;p0@x.example;n\npays;courriel;name;city\n'
            'Germany;p1@x.example;;ok\nFrance;ok";p2@x.example;"Hello,\nzoe@other.example, thanks\nbye"\n'
        ),
        {"DE": 1},
    ),
    "a header of rows above it": (
        (
            'Ann|"12|DE|p0@x.example|ok\nx y|12|Germany|p1@x.example|n\nnote|amount|pays|courriel|id\n'
            'x y|Ann|Österreich|p4@x.example|\n"|ok|France|p2@x.example|x y\n'
        ),
        {"DE": 2, "AT": 1, "FR": 1},
    ),
    "all, with spare separators": (
        (
            '" ok;ok;;DE;;;\nid;name;Email Address;Country\nn;n;p1@x.example;Germany;;;\n'
            ';;p2@x.example;France\nn;Köln;p1@x.example;Germany;;;\nKöln;ok";p4@x.example;Österreich;;;\n'
        ),
        {"DE": 1, "FR": 1},
    ),
    "a header in another order": (
        (
            'Created by Kim\nemail\tname\tcountry\np0@x.example\t"\tDE\np1@x.example\tn\tGermany\n'
            'name\temail\tcountry\np3@x.example\tok"\tus\nn\tp2@x.example\tFrance\n'
            "12\tp5@x.example\t\nn\tp6@x.example\tDE\n"
        ),
        {"DE": 2},
    ),
}


@pytest.mark.parametrize("name", SWALLOWED)
def test_what_marks_swallow_is_asked_about_and_each_answer_gets_past_it(name: str) -> None:
    text, customers = SWALLOWED[name]
    first = outcome(text.encode()).asked
    assert first is not None
    assert {doubt.code for doubt in first.doubts} & {DoubtCode.QUOTED_LINES, DoubtCode.QUOTING}
    assert answered(text, QuotedLines.ROWS) == customers
    assert answered(text, QuotedLines.TEXT) is not None


def answered(text: str, lines: QuotedLines) -> dict[str, int] | None:
    """The report for whoever says what lines are, and else yes to every question."""
    choices = NOTHING_SAID.model_copy(update={"quoted_lines": lines})
    for _ in range(4):
        found = outcome(text.encode(), choices)
        if found.counted is not None:
            return report(found.counted)
        assert found.asked is not None
        assert not obstacle(found.asked)
        choices = confirmed(choices, found.asked)
    return None
