"""What a report says beside its figures of rows and customers."""

from __future__ import annotations

from typing import Any

from pydantic import (
    BaseModel,
    ConfigDict,
    SerializerFunctionWrapHandler,
    ValidationError,
    ValidationInfo,
    ValidatorFunctionWrapHandler,
    field_validator,
    model_serializer,
)

from worker.counting.quality import CountryValue
from worker.dialect.model import Dialect
from worker.dialect.values.hashes import EmailHash


class Details(BaseModel):
    """What the counting process tells about a file, as `worker.counting.quality.Quality` describes it.

    Older records tell less, newer ones more; what cannot be read is as if it were not told. None stands where
    that differs from no rows.

    Attributes:
        usable_at_least: whether rows without a country we know may be fewer than it says, after corrections.
        conflicting_at_most: likewise customers whose rows name different countries.
    """

    model_config = ConfigDict(frozen=True, extra="allow")

    reject_lines: dict[str, list[int]] = {}
    customers_without_country: int = 0
    customers_not_available: int = 0
    placeholders: list[CountryValue] = []
    customers_not_recognised: int | None = None
    unrecognised_countries: int = 0
    unrecognised: list[CountryValue] = []
    unrecognised_rows: list[int] = []
    rows_without_country: int | None = None
    rows_not_recognised: int | None = None
    usable_at_least: bool = False
    conflicting_customers: int = 0
    conflicting_at_most: bool = False
    rows_with_several_addresses: int = 0
    rows_by_further_columns: int = 0
    hashed_rows: int = 0
    hashed_with: EmailHash | None = None
    carefully_read_rows: int = 0
    utf8_lines: int = 0
    hidden_rows: int = 0
    dialect: Dialect | None = None
    email_column: str | None = None
    country_column: str | None = None
    fold_gmail: bool = False
    file_bytes: int = 0
    unpacked_bytes: int = 0
    reading_seconds: float | None = None
    counting_seconds: float | None = None

    @field_validator("*", mode="wrap")
    @classmethod
    def _or_not_told(cls, value: Any, check: ValidatorFunctionWrapHandler, info: ValidationInfo) -> Any:
        try:
            return check(value)
        except ValidationError:
            return cls.model_fields[info.field_name or ""].get_default(call_default_factory=True)

    @model_serializer(mode="wrap")
    def _what_is_told(self, dump: SerializerFunctionWrapHandler) -> dict[str, Any]:
        """Only that, with what is told to be none."""
        told, names = dump(self), (*type(self).model_fields, *(self.model_extra or {}))
        return {name: told.get(name) for name in names if name in self.model_fields_set}
