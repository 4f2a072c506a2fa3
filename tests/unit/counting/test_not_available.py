"""Whether "NA" among codes of countries is Namibia or no value is asked where a file does not tell it."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from pages.reading.choices import changed, confirmed, obstacle
from tests.unit.counting.answering import outcome
from tests.unit.counting.files import report
from worker.counting.process.protocol import Tuning
from worker.dialect.model import Choices, DoubtCode, NotAvailable

NONE, NAMIBIA = (Choices(not_available=each) for each in NotAvailable)
WHOLE = Tuning()


def _file(countries: Iterable[str], missing: str = "Bonn") -> bytes:
    rows = [
        f"p{at}@x.com,{missing if at % 3 == 0 else 'Ulm'},7,{country}\n"
        for at, country in enumerate(countries)
    ]
    return f"email,city,age,country\n{''.join(rows)}".encode()


EVERY_OTHER = ["DE", "NA", "FR", "NA"] * 10
QUOTED = (
    b'"email","country"\n' + b'"a@x.com","DE"\n"b@x.com",NA\n"c@x.com","ZA"\n"d@x.com","ZA"\n"e@x.com","ZA"\n'
)
ASKED = {
    "as many as others": _file(EVERY_OTHER),
    "in all rows": _file(["NA"] * 9),
    "in small letters": _file(["DE", "na", "FR"] * 5),
    "in other columns, too": _file(["NA", *["ZA"] * 30], "NA"),
    "of a whole continent": _file(["DE"] * 50 + ["ZA"] * 2 + ["NA"] * 5),
}
SURE = {
    "at home": _file(["NA"] * 20 + ["ZA"] * 6 + ["DE"] * 3),
    "next door": _file(["ZA"] * 40 + ["BW"] * 3 + ["NA"] * 5),
    "in all the world": _file(["DE"] * 400 + ["ZA"] * 9 + ["NA"] * 2),
    "beside another column of codes": b"email,continent,country\n" + b"a@x.com,NA,US\nb@x.com,AF,ZA\n" * 20,
}


@pytest.mark.parametrize("name", ASKED)
def test_it_is_asked_and_counted_as_answered(name: str) -> None:
    asked = outcome(ASKED[name], tuning=WHOLE).asked
    assert asked is not None
    assert [doubt.code for doubt in asked.doubts] == [DoubtCode.NOT_AVAILABLE]
    without = outcome(ASKED[name], NONE, WHOLE).counted
    within = outcome(ASKED[name], NAMIBIA, WHOLE).counted
    assert without
    assert within
    assert report(without).get("NA") is None
    assert report(without)[""] == report(within)["NA"] == without.quality.customers_without_country
    assert without.quality.customers_not_available == report(without)[""]


@pytest.mark.parametrize("name", SURE)
def test_a_list_of_southern_africa_is_not_asked_about(name: str) -> None:
    counted = outcome(SURE[name], tuning=WHOLE).counted
    assert counted is not None
    assert counted.quality.customers_without_country == 0


def test_nothing_is_proposed_where_only_the_number_of_rows_is_strange() -> None:
    data = ASKED["as many as others"]
    asked = outcome(data).asked
    assert asked is not None
    assert obstacle(asked) == "Say what “NA” in the country column is."
    assert outcome(data, Choices(is_confirmed=True)).asked


@pytest.mark.parametrize("data", [_file(EVERY_OTHER, "NA"), QUOTED.replace(b"ZA", b"FR")])
def test_no_value_is_proposed_where_other_columns_or_quotation_marks_show_it(data: bytes) -> None:
    asked = outcome(data).asked
    assert asked is not None
    assert (asked.not_available, obstacle(asked)) == (NotAvailable.NO_COUNTRY, None)
    for choices in (confirmed(Choices(), asked), Choices(is_confirmed=True)):
        counted = outcome(data, choices).counted
        assert counted
        assert "NA" not in report(counted)


def test_it_is_asked_when_it_comes_far_behind_the_beginning() -> None:
    rows = "".join(f"p{at}@x.com,{'NA' if at > 60_000 and at % 2 else 'DE'}\n" for at in range(70_000))
    data = f"email,country\n{rows}".encode()
    asked = outcome(data, Choices(is_confirmed=True), WHOLE).asked
    assert asked is not None
    assert [doubt.code for doubt in asked.doubts] == [DoubtCode.NOT_AVAILABLE]
    assert obstacle(asked)
    answered = changed(Choices(is_confirmed=True), "not_available", "none")
    counted = outcome(data, answered, WHOLE).counted
    assert counted
    assert report(counted) == {"DE": 65_000, "": 5_000}


def test_who_says_namibia_has_it_counted_among_names_too() -> None:
    data = _file(["Germany", "NA", "France"])
    counted = [outcome(data, choices).counted for choices in (Choices(), NONE, NAMIBIA)]
    assert [each and report(each) for each in counted] == [
        {"DE": 1, "FR": 1, "": 1},
        {"DE": 1, "FR": 1, "": 1},
        {"DE": 1, "FR": 1, "NA": 1},
    ]
