"""Promise 20: broken rows beside each other are told apart in one way, however the file is cut."""

from __future__ import annotations

import pytest

from tests.unit.counting.oracle import expected_of
from tests.unit.counting.test_against_oracle import assert_equals, counted
from worker.counting.keys.email_keys import hash_email
from worker.counting.process.protocol import Tuning
from worker.counting.summary import summarise
from worker.dialect.model import Choices, QuotedLines

BARE = "E-Mail,Country\n" + "".join(f"p{number}@x.com,FR\n" for number in range(5))
QUOTED = "E-Mail,Country\n" + "".join(f'"p{number}@x.com","FR"\n' for number in range(60))


@pytest.mark.parametrize("block_bytes", [1, 7, 40, 5000])
@pytest.mark.parametrize(
    ("text", "lines", "rejected"),
    [
        (BARE + '""m"\n\r"\n"', None, {"stray_quote": 1, "lone_return": 1}),
        (BARE + 'a"b\nc\r\r"\nx\n"\r\nann@x.com,FR\n', None, {"stray_quote": 1, "lone_return": 2}),
        (BARE + '"\n"\r\r\nann@x.com,FR\n"\n', None, {"lone_return": 1, "stray_quote": 1}),
        (BARE + '\r"\n",\nann@x.com,FR\n"\n', None, {"lone_return": 1, "stray_quote": 1}),
        (BARE + '"y\nbob@x.com,FR\n"m\ncid@x.com,FR\nx","\n"', QuotedLines.ROWS,
         {"stray_quote": 1, "too_few_fields": 1, "invalid": 1}),
        (QUOTED + ' , \n"x","a\ncid@x.com,FR\nb"\n', None, {"missing": 1, "invalid": 1}),
        (QUOTED + ' ""x"", \n"x","a\ncid@x.com,FR\nb"\n', QuotedLines.ROWS, {"invalid": 2}),
        (QUOTED + '"ann@x.com","F"\r"\ncid@x.com,FR\nx"\n', None, {"lone_return": 2}),
        (QUOTED + '"MAIL","COUNTRY"\n', None, {"repeated_header": 1}),
    ],
)  # fmt: skip
def test_promise_20_broken_rows_cost_themselves_only(
    text: str, lines: QuotedLines | None, rejected: dict[str, int], block_bytes: int
) -> None:
    expected = expected_of(text, lines=lines)
    assert (expected.rejected, expected.doubtful) == (rejected, [])
    told = Choices(quoted_lines=lines, rejects_broken=True)
    result = counted(text, Tuning(block_bytes=block_bytes, partitions=2), hash_email, [0], 1, told=told)
    assert_equals(result, expected, dict(summarise(expected.countries.items()).rows))
