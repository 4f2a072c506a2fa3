from __future__ import annotations

from worker.dialect.model import Doubt, DoubtCode
from worker.jobs.record import Failure
from worker.text.sentences import Sentence, Wording, say, say_counted, together

LINE = say("Line {line:,} has {fields} fields.", line=1204, fields=3)


def test_a_sentence_is_its_english_text() -> None:
    assert LINE == "Line 1,204 has 3 fields."
    assert say("50 % of {these}") == "50 % of {these}"


def test_what_is_counted_has_its_plural() -> None:
    counted = [say_counted("{count:,} row", "{count:,} rows", count) for count in (0, 1, 2_000)]
    assert counted == ["0 rows", "1 row", "2,000 rows"]


def test_parts_keep_their_own_templates() -> None:
    columns = [say("column {number}", number=at) for at in (1, 2)]
    whole = say("It is in {columns}.", columns=columns)
    assert whole == "It is in column 1, column 2."
    assert whole.wording.values["columns"] == [
        Wording(template="column {number}", values={"number": at}) for at in (1, 2)
    ]


def test_sentences_follow_one_another() -> None:
    assert together(["One.", LINE, "Two."]) == "One. Line 1,204 has 3 fields. Two."


def test_a_record_keeps_the_template_beside_the_text() -> None:
    kept = Failure.model_validate_json(Failure(code="malformed", message=LINE).model_dump_json())
    assert kept.message == LINE
    assert kept.sentence.wording == LINE.wording


def test_a_record_without_templates_is_read_as_before() -> None:
    older = Doubt.model_validate({"code": "encoding", "message": "Check it."})
    assert older == Doubt(code=DoubtCode.ENCODING, message="Check it.")
    assert older.sentence == Sentence("Check it.")


def test_nothing_is_kept_of_a_sentence_that_is_its_own_template() -> None:
    assert Failure(code="x", message=say("Check it.")).model_dump(exclude_none=True) == {
        "code": "x",
        "message": "Check it.",
    }
