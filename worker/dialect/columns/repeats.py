"""Whether the same few addresses stand in so many rows that they are hardly the customers'."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from worker.countries import country_codes
from worker.dialect.columns.choice import Choice
from worker.dialect.columns.filling import Cells
from worker.dialect.model import Doubt, DoubtCode
from worker.dialect.names.meaning import EMAIL
from worker.dialect.phrases import place
from worker.dialect.values.email_cells import is_email
from worker.text.sentences import say, say_counted

_FEWEST_ROWS = 30
_REPEATED = 10
"""So many rows an address has, on average."""
_MOSTLY_ONE_COUNTRY = 0.9


def with_repeats(email: Choice, country: Choice, columns: Sequence[str], cells: Cells) -> Choice:
    """The email column, asked about and not proposed where its addresses are hardly the customers'.

    Customers come again and again in a list of orders, but nearly always from one country each. The few
    addresses of those who wrote to the customers, or served them, stand beside any country.

    Args:
        email: the column that was found.
        country: likewise.
        columns: the header's names.
        cells: of the first rows.
    """
    if email.index is None or email.others:
        return email
    rows = [
        (cell.strip().lower(), number) for number, cell in enumerate(cells[email.index]) if is_email(cell)
    ]
    addresses = len({address for address, _ in rows})
    if len(rows) < _FEWEST_ROWS or len(rows) < _REPEATED * addresses:
        return email
    is_plain = not EMAIL.is_distant(columns[email.index])
    if is_plain and (country.index is None or not _are_mixed(rows, cells[country.index])):
        return email
    many = say_counted("one address", "the same {count:,} addresses", addresses)
    values = {"column": place(columns, email.index), "addresses": many, "rows": len(rows)}
    if is_plain:
        message = say(
            "{column} holds {addresses} in {rows:,} rows, with customers of different countries: they may "
            "be of those who wrote to the customers. Choose the column of the customers' emails.",
            **values,
        )
    else:
        message = say(
            "{column} holds {addresses} in {rows:,} rows: they may be of those who wrote to the customers. "
            "Choose the column of the customers' emails.",
            **values,
        )
    return replace(email, index=None, doubt=Doubt(code=DoubtCode.EMAIL_COLUMN, message=message))


def _are_mixed(rows: Sequence[tuple[str, int]], countries: Sequence[str]) -> bool:
    """Whether rows of one address differ in their countries, nearly as any rows do."""
    codes = country_codes(set(countries))
    named = [(address, codes[countries[row]]) for address, row in rows if countries[row] in codes]
    of_address = Counter(address for address, _ in named)
    overall = _agreeing([len(named)], Counter(code for _, code in named).values())
    within = _agreeing(of_address.values(), Counter(named).values())
    return overall < _MOSTLY_ONE_COUNTRY and within < (1 + overall) / 2


def _agreeing(groups: Iterable[int], parts: Iterable[int]) -> float:
    """What share of the pairs of rows within groups are of one part, too."""
    pairs = sum(size * (size - 1) for size in groups)
    return sum(size * (size - 1) for size in parts) / pairs if pairs else 1.0
