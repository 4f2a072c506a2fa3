"""Several files as an analyst has them, and what a slow reference counts in them together."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from worker.counting.keys.email_keys import Hashing, hash_email
from worker.counting.pipeline import summarise_files
from worker.counting.process.protocol import CountRequest, CountResult, FileRequest, Tuning
from worker.counting.source.locations import LocalSource

Row = tuple[str, str]
COUNTRIES = {"DE": ("DE", "Germany", "Deutschland"), "FR": ("FR", "France", "Frankreich"), "": ("", "", "")}
"""By the report's code how a file of codes, of English or of German names writes it."""


@dataclass(frozen=True)
class File:
    """A file.

    Attributes:
        rows: of a customer's number, and of a country's code; empty where there is none.
        style: how it writes countries: codes, in English, in German.
        hashed: whether its emails are hashed.
        separator: between its fields.
        encoding: of its text.
        has_header: whether a header names its columns.
        audience: to which it belongs.
    """

    rows: tuple[tuple[int, str], ...]
    style: int = 0
    hashed: bool = False
    separator: str = ","
    encoding: str = "utf-8"
    has_header: bool = True
    audience: int = 0

    def to_bytes(self) -> bytes:
        """As it is uploaded."""
        lines = [self.separator.join(("email", "country"))] if self.has_header else []
        for customer, country in self.rows:
            email = f"customer{customer}@example.com"
            shown = hashlib.sha256(email.encode()).hexdigest() if self.hashed else email
            lines.append(self.separator.join((shown, COUNTRIES[country][self.style])))
        return "".join(f"{line}\n" for line in lines).encode(self.encoding)


@dataclass
class Expected:
    """What is right.

    Attributes:
        countries: customers by country.
        new: by file.
        distinct: by file.
        combinations: customers by audiences and country.
        conflicting: customers whose rows name different countries.
        disagreeing: whose first rows in two audiences do.
    """

    countries: Counter[str]
    new: list[int]
    distinct: list[int]
    combinations: Counter[tuple[tuple[int, ...], str]]
    conflicting: int
    disagreeing: int


def expected_of(files: Sequence[File]) -> Expected:
    """Count the slow and obvious way."""
    first: dict[int, str] = {}
    named: dict[int, set[str]] = defaultdict(set)
    first_in: dict[int, dict[int, str]] = defaultdict(dict)
    new, distinct = [], []
    for file in files:
        known = set(first)
        for customer, country in file.rows:
            first.setdefault(customer, country)
            first_in[customer].setdefault(file.audience, country)
            named[customer] |= {country} - {""}
        new.append(len(set(first) - known))
        distinct.append(len({customer for customer, _ in file.rows}))
    return Expected(
        Counter(first.values()),
        new,
        distinct,
        Counter((tuple(sorted(first_in[customer])), country) for customer, country in first.items()),
        sum(len(countries) > 1 for countries in named.values()),
        sum(len(set(each.values()) - {""}) > 1 for each in first_in.values()),
    )


def count(
    folder: Path, files: Sequence[File], tuning: Tuning | None = None, hashing: Hashing = hash_email
) -> CountResult:
    """Count the files together."""
    asked = []
    for number, file in enumerate(files):
        path = folder / f"{number}.csv"
        path.write_bytes(file.to_bytes())
        asked.append(FileRequest(source=LocalSource(path=path), audience=file.audience))
    request = CountRequest(files=tuple(asked), scratch_dir=folder, tuning=tuning or Tuning())
    return summarise_files(request, hashing=hashing)


def assert_right(result: CountResult, files: Sequence[File]) -> None:
    """All figures are those of the slow reference, and all sums hold."""
    expected = expected_of(files)
    lines = (line.split(",") for line in result.summary_csv.splitlines()[1:])
    assert {country: int(customers) for country, customers in lines} == expected.countries
    assert [file.new_customers for file in result.files] == expected.new
    assert [file.customers for file in result.files] == expected.distinct
    assert [file.rows for file in result.files] == [len(file.rows) for file in files]
    found = {
        (each.audiences, country): customers
        for each in result.combinations
        for country, customers in each.countries
    }
    assert found == expected.combinations
    quality = result.quality
    assert quality.rows == sum(len(file.rows) for file in files)
    assert (quality.conflicting_customers, result.disagreeing_customers) == (
        expected.conflicting,
        expected.disagreeing,
    )
