"""Headers that do not say which field is which: what is said, and what gets past it."""

from __future__ import annotations

from typing import Any

import pytest

from tests.unit.dialect.reading import detected, doubts, pairs
from worker.dialect.model import DoubtCode
from worker.errors import FileRefused
from worker.refusal import Refusal

WITHOUT_HEADER: dict[str, Any] = {"has_header": False, "skipped_lines": 1}


@pytest.mark.parametrize(
    "name", ['size 5"', '15" screen', 'screen (15")', 'rim 17", front'.partition(",")[0]]
)
def test_inches_in_the_header_are_no_quotation_marks(name: str) -> None:
    found = detected(f'email,country,{name}\n"a@x.org",DE,"1,2"\nb@x.org,FR,3\n')
    assert not found.reading.doubts
    assert found.reading.dialect.columns == ("email", "country", name)
    assert pairs(found) == [("a@x.org", "DE"), ("b@x.org", "FR")]


@pytest.mark.parametrize("name", ['coun"try', '"country', 'a "b', '"size 5""'])
def test_other_stray_marks_in_the_header_are_refused_and_it_can_be_skipped(name: str) -> None:
    text = f'email,{name},note\n"a@x.org",DE,"1,2"\n"b@x.org",FR,"3"\n'
    with pytest.raises(FileRefused, match="header") as refused:
        detected(text)
    assert "skip 1 line at the top" in str(refused.value)
    found = detected(text, email=0, country=1, **WITHOUT_HEADER)
    assert not found.reading.doubts
    assert pairs(found) == [("a@x.org", "DE"), ("b@x.org", "FR")]


ROWS = '"1"{s}"ann@x.org"{s}"DE"{s}"New York"\n"2"{s}"bob@x.org"{s}"FR"{s}"Bonn"\n'


@pytest.mark.parametrize("quote", ['"', ""])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_row_names_that_the_header_does_not_count_are_told(separator: str, quote: str) -> None:
    text = ('"email"{s}"country"{s}"city"\n' + ROWS).format(s=separator).replace('"', quote)
    with pytest.raises(FileRefused, match="as R writes them") as refused:
        detected(text)
    assert refused.value.reason is Refusal.MALFORMED
    assert "more fields" in str(refused.value)
    assert "choose column 2 for the email and column 3 for the country" in str(refused.value)
    found = detected(text, email=1, country=2, **WITHOUT_HEADER)
    assert pairs(found) == [("ann@x.org", "DE"), ("bob@x.org", "FR")]


def test_rs_own_way_of_writing_a_table_is_led_to_its_rows() -> None:
    text = ('"email"{s}"country"{s}"city"\n' + ROWS).format(s=" ")
    found = detected(text)
    assert doubts(found) == {DoubtCode.SEPARATOR}
    assert "blanks" in found.reading.doubts[0].message
    with pytest.raises(FileRefused, match="choose column 2 for the email and column 3"):
        detected(text, separator=" ")
    found = detected(text, separator=" ", email=1, country=2, **WITHOUT_HEADER)
    assert not found.reading.doubts
    assert pairs(found) == [("ann@x.org", "DE"), ("bob@x.org", "FR")]


def test_separators_within_fields_are_no_row_names() -> None:
    found = detected("email,country\n" + "ann@x.org,Korea, South\n" * 9)
    assert found.width == 2
    found = detected("email,contact,country\n" + "yes,a@x.org,DE,\nno,b@x.org,FR,\n" * 9)
    assert doubts(found) == {DoubtCode.EMAIL_COLUMN}
