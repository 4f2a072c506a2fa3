"""How every row of a file was accounted for."""

from __future__ import annotations

from typing import Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from worker.dialect.model import Dialect
from worker.dialect.values.hashes import EmailHash
from worker.reject import Reject


class CountryValue(BaseModel):
    """A value of the country column that names no country we know, kept as it is in the report."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    value: str
    customers: int


class Quality(BaseModel):
    """The figures beside a report. Rows = customers + duplicates + every reject, or it cannot be built.

    Attributes:
        rows: data rows of the file, the header not counted.
        customers: distinct emails, the sum of the report.
        duplicates: rows whose email an earlier row already had.
        rejected: rows that could not be counted, by reason.
        reject_lines: physical lines, from 1, of the first such rows, by reason.
        countries: countries in the report: ISO 3166-1 codes.
        top: those with most customers and how many, at most five.
        customers_without_country: customers whose country is empty, or a word that stands for none.
        customers_not_available: those of them whose country is "NA", which is no country where the others are
            written as names.
        placeholders: the words that stand for no country with most customers, at most 100.
        customers_not_recognised: customers whose country is a value that is no country we know.
        unrecognised_countries: how many such values there are.
        unrecognised: the largest of them, at most 100.
        unrecognised_rows: rows of each of those, duplicates included.
        rows_without_country: rows of customers, duplicates included, without a country.
        rows_not_recognised: likewise, with a country that was not recognised.
        conflicting_customers: customers whose rows name different countries; the first row decided.
        rows_with_several_addresses: counted rows with several addresses where one was to be; the first usable
            one decided.
        rows_by_further_columns: counted rows whose email is from another column than the first.
        hashed_rows: counted rows whose email came hashed.
        hashed_with: how they were.
        carefully_read_rows: rows read one by one because their block could be read in more than one way.
        utf8_lines: lines of the file that are in UTF-8, and read so, though its encoding is another.
        hidden_rows: rows that the spreadsheet does not show, but that are counted like the others.
        dialect: how the file is written.
        email_column: the header's own name of the column used, or of all, in order.
        country_column: likewise.
        fold_gmail: whether dots and +tags in Gmail addresses were ignored.
        file_bytes: size of the file.
        unpacked_bytes: size of its text, unpacked; 0 in reports of before this was told.
        reading_seconds: time to read, parse and partition.
        counting_seconds: time to count the partitions.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    rows: int = Field(ge=0)
    customers: int = Field(ge=0)
    duplicates: int = Field(ge=0)
    rejected: dict[Reject, int]
    reject_lines: dict[Reject, list[int]] = {}
    countries: int = Field(ge=0)
    top: list[tuple[str, int]] = []
    customers_without_country: int = Field(ge=0)
    customers_not_available: int = Field(default=0, ge=0)
    placeholders: list[CountryValue] = []
    customers_not_recognised: int = Field(default=0, ge=0)
    unrecognised_countries: int = Field(ge=0)
    unrecognised: list[CountryValue]
    unrecognised_rows: list[int] = []
    rows_without_country: int = Field(default=0, ge=0)
    rows_not_recognised: int = Field(default=0, ge=0)
    conflicting_customers: int = Field(default=0, ge=0)
    rows_with_several_addresses: int = Field(default=0, ge=0)
    rows_by_further_columns: int = Field(default=0, ge=0)
    hashed_rows: int = Field(default=0, ge=0)
    hashed_with: EmailHash | None = None
    carefully_read_rows: int = Field(default=0, ge=0)
    utf8_lines: int = Field(default=0, ge=0)
    hidden_rows: int = Field(default=0, ge=0)
    dialect: Dialect = Dialect()
    email_column: str
    country_column: str
    fold_gmail: bool = False
    file_bytes: int = Field(ge=0)
    unpacked_bytes: int = Field(default=0, ge=0)
    reading_seconds: float = Field(ge=0)
    counting_seconds: float = Field(ge=0)

    @property
    def rejected_rows(self) -> int:
        """All rows that could not be counted."""
        return sum(self.rejected.values())

    @property
    def customer_rows(self) -> int:
        """All rows that name a customer."""
        return self.customers + self.duplicates

    @property
    def usable_rows(self) -> int:
        """Those of them that name a country, too."""
        return self.customer_rows - self.rows_without_country - self.rows_not_recognised

    @property
    def usable_share(self) -> float:
        """What share of all rows is usable, 0 to 1; 0 for a file without rows."""
        return self.usable_rows / self.rows if self.rows else 0.0

    @model_validator(mode="after")
    def _every_row_is_accounted_for(self) -> Self:
        if self.rows != self.customers + self.duplicates + self.rejected_rows:
            raise ValueError("rows are not customers + duplicates + rejected rows")
        if any(count < 0 for count in self.rejected.values()):
            raise ValueError("there cannot be fewer than no rejected rows")
        if not self.reject_lines.keys() <= self.rejected.keys():
            raise ValueError("lines are named of rows that were not rejected")
        if self.conflicting_customers > min(self.customers, self.duplicates):
            raise ValueError("more customers contradict themselves than there are customers with two rows")
        if self.customers_not_available > self.customers_without_country:
            raise ValueError("there are more customers with “NA” for no country than without one")
        if self.customers_without_country + self.customers_not_recognised > self.customers:
            raise ValueError("there are more customers without a country we know than there are customers")
        if self.usable_rows < 0 or sum(self.unrecognised_rows) > self.rows_not_recognised:
            raise ValueError(
                "there are more rows without a country we know than rows of customers, or of some"
            )
        some = {
            "hashed rows": self.hashed_rows,
            "rows with several addresses": self.rows_with_several_addresses,
            "rows whose email is from a further column": self.rows_by_further_columns,
        }
        for what, rows in some.items():
            if rows > self.customer_rows:
                raise ValueError(f"there are more {what} than rows of customers")
        return self
