"""The form in which an analyst says how a file is read, run as Streamlit runs it, over real storage."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from pages.wording.markdown import literal
from tests.integration.report_app import buttons, click, names, open_page, open_report, words
from tests.records import change, keep, make_job, save
from tests.unit.counting.files import count_bytes
from worker.dialect.model import (
    Choices,
    CountOptions,
    Dialect,
    Doubt,
    DoubtCode,
    NotAvailable,
    Place,
    Reading,
)
from worker.dialect.unclear import Unclear
from worker.dialect.values.hashes import EmailHash
from worker.jobs.record import Failure, JobRecord, JobState
from worker.refusal import Refusal
from worker.settings import Settings

pytestmark = pytest.mark.usefixtures("own_backend")

S = JobState
COUNT = "Count"
BODY = b"".join(
    b"%d;Ann <b>X</b>;ann%d@example.com;%s;x\n" % (n, n, (b"DE", b"FR", b"AT")[n % 3]) for n in range(40)
)
NAMED = b"name;kontakt;e-mail (alt);land\n" + b"".join(
    b"Ann;a%d@b.example;c%d@d.example;DE\n" % (n, n) for n in range(40)
)


TWICE = b"name;mail;mail;land\n" + b"".join(
    b"Ann;a%d@b.example;%s;DE\n" % (n, b"c%d@d.example" % n if n % 2 else b"") for n in range(40)
)


def planted(settings: Settings, body: bytes | None, code: Refusal = Refusal.UNCLEAR) -> JobRecord:
    """A job that ended for this reason, with its file, if it is kept."""
    job = make_job(S.FAILED, failure=Failure(code=code, message="Something is *in doubt*."))
    save(settings, [job])
    if body is not None:
        keep(settings, job.s3_key, body)
    return job


def choose(app: AppTest, label: str, value: object) -> AppTest:
    """Choose in the select box of this label."""
    return next(box for box in app.selectbox if box.label == label).set_value(value).run()


def chosen(app: AppTest, label: str) -> object:
    return next(box for box in app.selectbox if box.label == label).value


def now(settings: Settings, job: JobRecord) -> JobRecord:
    return change(settings, job, lambda record: record)


def test_a_file_that_is_unclear_asks_its_analyst_and_does_not_fail(settings: Settings) -> None:
    job = planted(settings, BODY)
    app = open_report(job)

    assert " Check the columns]" in words(app)
    assert "seems to hold data" in app.warning[0].value
    assert not app.error
    assert "Try again" not in buttons(app)
    listing = open_page("reports.py")
    assert " Check the columns]" in words(listing)
    listing.button_group(key="reports_filter").set_value("Needs you").run()
    assert names(listing) == ["customers\\.csv"]


def test_the_first_rows_are_shown_as_text_with_the_columns_used(settings: Settings) -> None:
    text = words(open_report(planted(settings, BODY)))

    assert "<td>Ann &lt;b&gt;X&lt;/b&gt;</td>" in text
    assert '<td class="used">ann0@example.com</td>' in text
    assert '<th scope="col" class="used"><small>Country</small>Column 4</th>' in text


def test_another_column_is_read_at_once_and_counted(settings: Settings) -> None:
    job = planted(settings, NAMED)
    app = choose(open_report(job), "Email column", 2)
    assert '<td class="used">c0@d.example</td>' in words(app)
    assert '<td class="used">a0@b.example</td>' not in words(app)

    app = click(app, COUNT)

    record = now(settings, job)
    assert record.state is S.QUEUED
    choices = record.options.choices
    assert (choices.email, choices.country, choices.has_header) == (2, 3, True)
    assert choices.is_confirmed
    assert " Waiting]" in words(app)
    assert b"a0@b.example" not in record.to_json()


def test_further_email_columns_are_proposed_marked_and_changed(settings: Settings) -> None:
    job = planted(settings, TWICE)
    app = open_report(job)
    assert app.multiselect[0].label == "If that is empty, use"
    assert app.multiselect[0].value == [2]
    assert '<td class="used">c1@d.example</td>' in words(app)

    app = app.multiselect[0].set_value([]).run()
    assert '<td class="used">c1@d.example</td>' not in words(app)
    app = choose(app, "Email column", 2)
    app = app.multiselect[0].set_value([1]).run()
    click(app, COUNT)

    choices = now(settings, job).options.choices
    assert (choices.email, choices.other_emails, choices.country) == (2, (1,), 3)


def test_where_no_other_column_holds_emails_none_is_offered(settings: Settings) -> None:
    assert not open_report(planted(settings, BODY)).multiselect


def test_two_kinds_of_hash_are_chosen_between(settings: Settings) -> None:
    hashes = [hashlib.sha256(b"%d" % n).hexdigest() for n in range(30)]
    hashes += [hashlib.md5(b"%d" % n).hexdigest() for n in range(9)]
    job = planted(settings, "\n".join(["email,country", *(f"{each},DE" for each in hashes)]).encode())
    app = open_report(job)
    assert "MD5 and SHA" in app.warning[0].value
    assert chosen(app, "Emails hashed with") == "sha256"

    click(choose(app, "Emails hashed with", "md5"), COUNT)

    assert now(settings, job).options.choices.hashing is EmailHash.MD5


def test_a_second_kind_of_hash_far_behind_is_asked_about_and_answered(settings: Settings) -> None:
    rows = b"".join(b"%s,DE\n" % hashlib.sha1(b"%d" % n).hexdigest().encode() for n in range(40))
    job = planted(settings, b"email,country\n" + rows)
    doubt = Doubt(code=DoubtCode.HASHING, message="Hashed in two ways.")
    dialect = Dialect(columns=("email", "country"))
    known = Reading(dialect=dialect, email=0, country=1, hashing=EmailHash.SHA1, doubts=(doubt,))
    change(settings, job, lambda record: record.model_copy(update={"reading": known}))

    app = open_report(job)
    assert "Hashed in two ways" in app.warning[0].value
    assert chosen(app, "Emails hashed with") == "sha1"
    click(app, COUNT)
    assert now(settings, job).options.choices.hashing is EmailHash.SHA1


def test_what_na_among_the_countries_is_has_to_be_said(settings: Settings) -> None:
    rows = b"".join(b"p%d@x.example,%s\n" % (n, (b"DE", b"NA")[n % 2]) for n in range(40))
    job = planted(settings, b"email,country\n" + rows)

    app = open_report(job)
    assert "“NA” is the country of 20 of 40 rows" in app.warning[0].value
    assert "Say what “NA” in the country column is." in words(app)
    assert chosen(app, "“NA” in the country column") is None

    click(choose(app, "“NA” in the country column", "none"), COUNT)

    assert now(settings, job).options.choices.not_available is NotAvailable.NO_COUNTRY


def test_a_header_that_is_none_is_read_as_a_row(settings: Settings) -> None:
    app = open_report(planted(settings, NAMED))
    app.checkbox[0].uncheck().run()

    assert "<td>name</td>" in words(app)
    app.checkbox[0].check().run()
    assert "<td>name</td>" not in words(app)


def test_what_cannot_be_read_is_a_sentence_and_can_be_taken_back(settings: Settings) -> None:
    app = open_report(planted(settings, BODY))
    app.number_input[0].set_value(10_000).run()

    assert len(app.error) == 1
    assert not app.exception
    (count,) = (button for button in app.button if button.label == COUNT)
    assert count.disabled

    app.number_input[0].set_value(None).run()
    assert not app.error
    assert '<td class="used">ann0@example.com</td>' in words(app)


def test_a_doubt_from_far_behind_is_shown_and_counted_as_it_was_shown(settings: Settings) -> None:
    plain = b"email;land\n" + b"a@b.example;Norway\n" * 90_000
    job = planted(settings, plain + "c@d.example;Norvège\n".encode("cp1252") * 3)
    place = Place(line=90_002, offset=len(plain))
    known = Reading(dialect=Dialect(separator=";", encoding="cp1250"), non_ascii_from=place)
    change(settings, job, lambda record: record.model_copy(update={"reading": known}))

    app = open_report(job)
    assert literal("From line 90,002 on") in app.warning[0].value
    assert '<td class="used">Norvčge</td>' in words(app)
    app = choose(app, "Encoding", "cp1252")
    assert '<td class="used">Norvège</td>' in words(app)
    click(choose(app, "Encoding", "automatic"), COUNT)

    assert now(settings, job).options.choices.encoding == "cp1250"


def test_what_counting_asked_is_shown_and_answered_by_the_button(settings: Settings, tmp_path: Path) -> None:
    glued = b"email,country,note\n" + b"a@x.com,DE,n\n" * 9 + b"email,note,country\nb@x.com,n,FR\n"
    with pytest.raises(Unclear) as asked:
        count_bytes(tmp_path, glued)
    job = planted(settings, glued)
    change(settings, job, lambda record: record.model_copy(update={"reading": asked.value.reading}))

    app = open_report(job)
    assert literal("Line 11 names the columns again") in app.warning[0].value
    click(app, COUNT)

    choices = now(settings, job).options.choices
    assert (choices.is_confirmed, choices.rejects_broken) == (True, True)
    result = count_bytes(tmp_path, glued, options=CountOptions(choices=choices))
    assert result.quality.rejected == {"repeated_header": 1, "other_columns": 1}


def test_broken_rows_may_be_rejected_however_many(settings: Settings) -> None:
    job = planted(settings, NAMED, Refusal.MALFORMED)
    app = choose(open_report(job), "Email column", 1)
    (box,) = (box for box in app.checkbox if "cannot be read" in box.label)
    click(box.check().run(), COUNT)
    assert now(settings, job).options.choices.rejects_broken


def test_lines_between_quotation_marks_are_asked_about_where_counting_found_them(settings: Settings) -> None:
    job = planted(settings, b"email,land,note\n" + b"a@b.example,DE,x\n" * 2_000)
    doubt = Doubt(code=DoubtCode.QUOTED_LINES, message="Line 90,002: a quotation mark opens a field.")
    dialect = Dialect(columns=("email", "land", "note"))
    known = Reading(dialect=dialect, email=0, country=1, doubts=(doubt,))
    change(settings, job, lambda record: record.model_copy(update={"reading": known}))

    app = open_report(job)
    assert app.warning[0].value == literal("Line 90,002: a quotation mark opens a field.")
    assert "Say what the lines between quotation marks are." in words(app)
    (count,) = (button for button in app.button if button.label == COUNT)
    assert count.disabled
    app = choose(app, "Lines between quotation marks", "rows")
    assert not app.warning
    click(app, COUNT)

    assert now(settings, job).options.choices.quoted_lines == "rows"


def test_columns_that_are_not_all_there_are_not_asked_to_be_right(settings: Settings) -> None:
    question = "Are these the columns?"
    app = open_report(planted(settings, b"email,name\nann@x.example,Ann\n" * 9, Refusal.NO_COUNTRY_COLUMN))
    assert question not in words(app)
    assert question in words(choose(app, "Country column", 1))


def test_a_file_without_both_columns_is_not_counted(settings: Settings) -> None:
    app = choose(open_report(planted(settings, NAMED)), "Email column", 3)
    assert "Choose the column that holds the countries." in words(app)
    (count,) = (button for button in app.button if button.label == COUNT)
    assert count.disabled

    app = choose(app, "Country column", 3)
    assert "cannot be both" in app.error[0].value
    (count,) = (button for button in app.button if button.label == COUNT)
    assert count.disabled


def test_another_separator_makes_other_columns(settings: Settings) -> None:
    app = choose(open_report(planted(settings, NAMED)), "Email column", 2)
    app = choose(app, "Separator", "|")
    assert chosen(app, "Email column") is None

    app = choose(app, "Separator", "automatic")
    assert chosen(app, "Country column") == 3


@pytest.mark.parametrize(
    "code",
    [Refusal.NO_EMAIL_COLUMN, Refusal.NO_CUSTOMERS, Refusal.MALFORMED, Refusal.TOO_MANY_COUNTRIES],
)
def test_a_failed_file_is_read_differently_where_that_may_help(settings: Settings, code: Refusal) -> None:
    job = planted(settings, NAMED, code)
    app = open_report(job)

    told = app.error if code is Refusal.MALFORMED else app.warning
    assert told[0].value == literal("Something is *in doubt*.")
    assert "Try again" not in buttons(app)
    click(choose(app, "Email column", 1), COUNT)
    assert now(settings, job).options.choices.email == 1


@pytest.mark.parametrize("code", [Refusal.OUT_OF_MEMORY, Refusal.NOT_TEXT, Refusal.NOT_OPENED])
def test_other_failures_offer_no_reading(settings: Settings, code: Refusal) -> None:
    assert COUNT not in buttons(open_report(planted(settings, NAMED, code)))


def test_counting_waits_for_a_column_in_which_an_email_stands(settings: Settings) -> None:
    text = b"contact,land,mail\nann,DE,ann@x.example\nbob,FR,bob@x.example\n"
    app = choose(open_report(planted(settings, text)), "Email column", 0)
    app = choose(app, "Country column", 1)
    (count,) = (button for button in app.button if button.label == COUNT)
    assert count.disabled
    assert "There is no email in this column." in words(app)

    app = choose(app, "Email column", 2)
    (count,) = (button for button in app.button if button.label == COUNT)
    assert not count.disabled


def test_without_the_file_there_is_nothing_to_read(settings: Settings) -> None:
    app = open_report(planted(settings, None))

    assert literal("The file is no longer kept. Upload it again.") in words(app)
    assert COUNT not in buttons(app)
    assert not app.exception


def test_what_was_said_before_an_earlier_count_is_remembered(settings: Settings) -> None:
    job = planted(settings, NAMED)
    click(choose(open_report(job), "Email column", 2), COUNT)
    failure = Failure(code=Refusal.MALFORMED, message="Line 7 is broken.")
    change(settings, job, lambda r: r.model_copy(update={"state": S.FAILED, "failure": failure}))

    assert chosen(open_report(job), "Email column") == 2


@pytest.mark.parametrize(
    ("encoding", "label"), [("iso8859-1", "ISO8859-1"), ("mac-roman", "Western European (Mac)")]
)
def test_an_encoding_chosen_before_is_shown_whatever_its_name(
    settings: Settings, encoding: str, label: str
) -> None:
    job = planted(settings, BODY)
    chosen = CountOptions(choices=Choices(encoding=encoding))
    change(settings, job, lambda record: record.model_copy(update={"options": chosen}))

    app = open_report(job)
    assert not app.exception
    box = next(box for box in app.selectbox if box.label == "Encoding")
    assert (box.value, label in box.options) == (encoding, True)
    click(app, COUNT)

    assert now(settings, job).options.choices.encoding == encoding
