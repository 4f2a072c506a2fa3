"""Whether "NA" among codes of countries is Namibia, or what programs write for no value: ask, never guess."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from worker.countries import country_codes, is_not_available
from worker.dialect.columns.candidates import Candidate
from worker.dialect.model import Doubt, DoubtCode, NotAvailable
from worker.dialect.table.records import values
from worker.text.sentences import say

_NAMIBIA = "NA"
_NEIGHBOURS = ("ZA", "BW", "ZM", "ZW", "AO", "LS", "SZ", "MZ")
_FEWER = 3
"""So many times more customers live in the countries around it where some live in Namibia, too."""
_NEIGHBOURLY = 20
"""A firm of Namibia has a customer next door at least for so many at home."""
_LOOKED_AT_CELLS, _FEWEST_ROWS = 40_000, 20
_CODE = 3


@dataclass(frozen=True, slots=True)
class NaQuestion:
    """What is to be asked about "NA".

    Attributes:
        doubt: the question.
        proposed: the answer that is all but sure; None: a person has to say.
    """

    doubt: Doubt
    proposed: NotAvailable | None = None


def question_by_counts(counts: Mapping[str, int]) -> NaQuestion | None:
    """Ask where more rows hold "NA" than Namibia has customers beside those around it.

    Args:
        counts: the country column's values, and in how many rows each is.
    """
    rows = _not_available(counts)
    if not rows or _is_believed(counts, rows):
        return None
    return _question(
        say(
            "“NA” is the country of {rows:,} of {of:,} rows. It is Namibia's code, and what some programs "
            "write for no value: say what it means here.",
            rows=rows,
            of=sum(counts.values()),
        )
    )


def question_at_beginning(read: Candidate, country: int) -> NaQuestion | None:
    """Ask by what a file's beginning shows: its other columns, and how "NA" is written.

    Args:
        read: the file's reading.
        country: the country column.
    """
    sample = read.rows[: max(_FEWEST_ROWS, _LOOKED_AT_CELLS // max(1, len(read.columns)))]
    quoting = read.table.quoting
    cells = [values(row, quoting) for row in sample]
    counts = Counter(row[country].strip() for row in cells if country < len(row) and row[country].strip())
    rows = _not_available(counts)
    if not rows:
        return None
    proposed = None if _is_believed(counts, rows) else NotAvailable.NO_COUNTRY
    others = (index for index in range(len(read.columns)) if index != country)
    if any(_stands_for_nothing([row[index] for row in cells if index < len(row)]) for index in others):
        return _question(
            say(
                "“NA” stands for no value in other columns, but among countries it is also Namibia's code: "
                "say what it means there."
            ),
            proposed,
        )
    written = [row.fields[country].strip() for row in sample if country < len(row.fields)]
    if quoting.quote and _is_bare(written, quoting.quote.encode()):
        return _question(
            say(
                "“NA” is written without the quotation marks that the countries have, so it seems to mean no "
                "value, not Namibia: say what it means."
            ),
            proposed,
        )
    return question_by_counts(counts)


def _question(message: str, proposed: NotAvailable | None = None) -> NaQuestion:
    return NaQuestion(Doubt(code=DoubtCode.NOT_AVAILABLE, message=message), proposed)


def _not_available(counts: Mapping[str, int]) -> int:
    """In how many rows "NA" would be counted as a country."""
    if not any(map(is_not_available, counts)):
        return 0
    codes = country_codes(counts)
    return sum(count for value, count in counts.items() if is_not_available(value) and value in codes)


def _is_believed(counts: Mapping[str, int], rows: int) -> bool:
    """Whether so many rows may be of Namibia, by those of the countries around it."""
    if _differs_in_case(counts):
        return False
    around = sum(counts[value] for value, code in country_codes(counts).items() if code in _NEIGHBOURS)
    is_home = 2 * (rows + around) >= sum(counts.values()) and around * _NEIGHBOURLY >= rows
    return is_home or rows * _FEWER <= around


def _differs_in_case(counts: Mapping[str, int]) -> bool:
    """Whether it is written in small letters among capitals."""
    others = [value for value in counts if not is_not_available(value)]
    is_small = any(is_not_available(value) and not value.strip().isupper() for value in counts)
    return is_small and 2 * sum(value.isupper() for value in others) > len(others)


def _stands_for_nothing(cells: Sequence[str]) -> bool:
    """Whether a column holds "NA" among values that are no codes themselves: numbers, cities, dates."""
    texts = [text for text in map(str.strip, cells) if text]
    others = [text for text in texts if text != _NAMIBIA]
    is_other = 2 * sum(len(text) > _CODE or not (text.isalpha() and text.isupper()) for text in others) > len(
        others
    )
    return len(others) < len(texts) and is_other


def _is_bare(written: Iterable[bytes], quote: bytes) -> bool:
    """Whether it stands without quotation marks where the other values of its column have them."""
    fields = [field for field in written if field]
    others = [field for field in fields if field.strip(quote).upper() != b"NA"]
    return any(field.upper() == b"NA" for field in fields) and all(
        field.startswith(quote) for field in others
    )
