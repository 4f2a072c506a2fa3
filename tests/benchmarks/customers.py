"""Write realistic customer CSVs of any size, the same bytes for the same kind and number of rows."""

from __future__ import annotations

import gzip
from enum import StrEnum
from pathlib import Path
from typing import IO, Literal, cast

import numpy as np
import numpy.typing as npt
import polars as pl

_COUNTRIES = np.array(
    "US GB DE FR IN BR CA AU JP MX ES IT NL SE PL TR ZA NG ID VN KE AR CO CL PE EG PK BD PH TH".split()  # noqa: SIM905
)
_FIRST_NAMES = np.array(["olivia", "liam", "emma", "noah", "ava", "james", "sophia", "lucas", "mia", "henry"])
_LAST_NAMES = np.array(
    ["smith", "jones", "garcia", "mueller", "rossi", "tanaka", "silva", "kumar", "nguyen", "okafor"]
)
_DOMAINS = np.array(["gmail.com", "yahoo.com", "outlook.com", "example.org", "company.co"])
_BATCH_ROWS = 500_000
_SPREAD = 2_654_435_761
"""Knuth's multiplier: neighbours get different countries."""

_SEED = 7
_MORE_COLUMNS = 51
_MOST_PEOPLE_A_ROW = 1_000.0
_GZIP_LEVEL = 1

Numbers = npt.NDArray[np.int64]


class Kind(StrEnum):
    """What a file is like. Unless said otherwise 30 % of its rows repeat an earlier email."""

    ORDINARY = "ordinary"
    REPEATED = "repeated"  # 90 % of the rows repeat an earlier email
    DISTINCT = "distinct"  # none does
    HOT = "hot"  # every second row has one and the same email
    QUOTED = "quoted"  # every text is quoted, and one column has commas and quotes within
    WIDE = "wide"  # 60 columns
    GZIP = "gzip"
    WESTERN = "western"  # in Windows-1252, with accents
    ESCAPED = "escaped"  # quoted, with a backslash before quotation marks within
    DAMAGED = "damaged"  # every hundredth row is broken: by a field too many, or a stray quotation mark
    UNTIDY = "untidy"  # blanks and capitals in emails, and later rows of a person in another country

    @property
    def meaning(self) -> str:
        """For headings."""
        return _MEANINGS[self]

    @property
    def suffix(self) -> str:
        """Of the file's name."""
        return ".csv.gz" if self is Kind.GZIP else ".csv"

    @property
    def row_bytes(self) -> int:
        """About as much does a row take on disk, rounded up."""
        return {Kind.WIDE: 400, Kind.QUOTED: 150, Kind.ESCAPED: 150, Kind.WESTERN: 115, Kind.GZIP: 50}.get(
            self, 95
        )


_MEANINGS = {
    Kind.ORDINARY: "30 % of rows repeat an email",
    Kind.REPEATED: "90 % of rows repeat an email",
    Kind.DISTINCT: "every email once",
    Kind.HOT: "one email in every second row",
    Kind.QUOTED: "quoted texts",
    Kind.WIDE: "60 columns",
    Kind.GZIP: "gzip",
    Kind.WESTERN: "Windows-1252",
    Kind.ESCAPED: "backslashes before quotes",
    Kind.DAMAGED: "1 % of rows broken",
    Kind.UNTIDY: "blanks, capitals, people in two countries",
}


def write_customers(path: Path, kind: Kind, rows: int) -> None:
    """Write a CSV of nine columns, about 87 bytes a row unless the kind is another.

    Args:
        path: where to.
        rows: without the header.
    """
    chance = np.random.default_rng(_SEED)
    with path.open("wb") as file:
        if kind is Kind.GZIP:
            with gzip.GzipFile("", "wb", _GZIP_LEVEL, file, mtime=0) as packed:
                _write(cast("IO[bytes]", packed), kind, rows, chance)
        else:
            _write(file, kind, rows, chance)


def _write(file: IO[bytes], kind: Kind, rows: int, chance: np.random.Generator) -> None:
    repeats = {Kind.REPEATED: 0.9, Kind.DISTINCT: 0.0}.get(kind, 0.3)
    people = _people(rows, repeats)
    is_quoted = kind in {Kind.QUOTED, Kind.ESCAPED}
    quoting: Literal["non_numeric", "necessary"] = "non_numeric" if is_quoted else "necessary"
    for start in range(0, rows, _BATCH_ROWS):
        row = np.arange(start, min(start + _BATCH_ROWS, rows))
        person = chance.integers(0, people, len(row)) if repeats else row
        if kind is Kind.HOT:
            person = np.where(row % 2, person, 0)
        frame = _frame(kind, row, person, chance)
        text = frame.write_csv(include_header=start == 0, quote_style=quoting)
        file.write(_bytes_of(kind, text))


def _bytes_of(kind: Kind, text: str) -> bytes:
    match kind:
        case Kind.WESTERN:
            return text.encode("cp1252")
        case Kind.ESCAPED:
            return text.replace('""', '\\"').encode()
        case Kind.DAMAGED:
            return "\n".join(_damaged(text.split("\n"))).encode()
        case _:
            return text.encode()


def _damaged(lines: list[str]) -> list[str]:
    for place, damage in ((50, '"'), (150, ",one more")):
        lines[place:-1:200] = [f"{line}{damage}" for line in lines[place:-1:200]]
    return lines


def _people(rows: int, repeats: float) -> int:
    """Of how many to draw at random so that this share of the rows repeats an earlier one."""
    least, most = 0.0, _MOST_PEOPLE_A_ROW
    for _ in range(60):
        middle = (least + most) / 2
        is_too_many = middle * -np.expm1(-1 / middle) > 1 - repeats
        least, most = (least, middle) if is_too_many else (middle, most)
    return max(1, int(rows * most))


def _frame(kind: Kind, row: Numbers, person: Numbers, chance: np.random.Generator) -> pl.DataFrame:
    first, last, domain = _FIRST_NAMES[person % 10], _LAST_NAMES[(person // 10) % 10], _DOMAINS[person % 5]
    columns = {
        "customer_id": row,
        "person": person,
        "first_name": first,
        "last_name": last,
        "domain": domain,
        "country": _COUNTRIES[(((person * _SPREAD) >> 8) + _moved(kind, row)) % len(_COUNTRIES)],
        "phone": chance.integers(10**9, 10**10 - 1, len(row)),
        "age": chance.integers(18, 90, len(row)),
        "spend": np.round(chance.random(len(row)) * 1000, 2),
    }
    email = pl.format("{}.{}{}@{}", "first_name", "last_name", "person", "domain")
    if kind is Kind.UNTIDY:
        number = pl.col("customer_id")
        email = pl.when(number % 7 == 0).then(email.str.to_uppercase()).otherwise(email)
        email = pl.when(number % 11 == 0).then(pl.format(" {} ", email)).otherwise(email)
    return pl.DataFrame(columns).select(
        "customer_id",
        email.alias("email"),
        "first_name",
        "last_name",
        "country",
        pl.format("+{}", "phone").alias("phone"),
        "age",
        pl.lit("2024-05-17").alias("signup_date"),
        "spend",
        *_more(kind),
    )


def _moved(kind: Kind, row: Numbers) -> Numbers:
    """How far along the list of countries the person has moved."""
    return (row % 101 == 0).astype(np.int64) if kind is Kind.UNTIDY else np.zeros_like(row)


def _more(kind: Kind) -> list[pl.Expr]:
    if kind is Kind.WESTERN:
        return [pl.format("Köln {} A Coruña", "last_name").alias("city")]
    if kind in {Kind.QUOTED, Kind.ESCAPED}:
        address = pl.format('{} "{}" Street 5, {}', "last_name", "first_name", "country")
        return [address.alias("address")]
    if kind is Kind.WIDE:
        number = pl.col("person")
        return [
            (number * (column + 3) % 9_973).alias(f"attribute_{column}") for column in range(_MORE_COLUMNS)
        ]
    return []
