"""What each of several files, and each combination of audiences, has of a report."""

from __future__ import annotations

from typing import Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from worker.dialect.model import Reading
from worker.reject import Reject

MOST_AUDIENCES = 5


class _Share(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class FileShare(_Share):
    """What one of several files has of a report. Rows = customers + duplicates + every reject.

    Attributes:
        rows: data rows of the file.
        customers: distinct emails in it.
        new_customers: those of them that are in no file before it.
        duplicates: rows whose email an earlier row of it already had.
        rejected: rows that could not be counted, by reason.
        reject_lines: physical lines of the first such rows, by reason.
        file_bytes: size of the file.
        email_column: the header's own name of the column used, or of all, in order.
        country_column: likewise.
        reading: how it was read; None: it is empty.
    """

    rows: int = Field(ge=0)
    customers: int = Field(ge=0)
    new_customers: int = Field(ge=0)
    duplicates: int = Field(ge=0)
    rejected: dict[Reject, int]
    reject_lines: dict[Reject, list[int]] = {}
    file_bytes: int = Field(ge=0)
    email_column: str
    country_column: str
    reading: Reading | None = None

    @model_validator(mode="after")
    def _every_row_is_accounted_for(self) -> Self:
        if self.rows != self.customers + self.duplicates + sum(self.rejected.values()):
            raise ValueError("rows are not customers + duplicates + rejected rows")
        return self


class Combination(_Share):
    """Customers who are in these audiences and in no other.

    Attributes:
        audiences: their numbers, in order.
        countries: as in a summary, and how many customers each has.
    """

    audiences: tuple[int, ...]
    countries: tuple[tuple[str, int], ...]

    @property
    def customers(self) -> int:
        """All of them."""
        return sum(customers for _, customers in self.countries)
