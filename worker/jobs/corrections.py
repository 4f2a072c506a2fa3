"""What an analyst has said about values of the country column that were not recognised."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field

VALUE_CHARACTERS = 100
MOST_CORRECTIONS = 100


class Correction(BaseModel):
    """What one value means.

    Attributes:
        value: as the report has it.
        country: ISO 3166-1 alpha-2, or empty: none.
        customers: those whose first row has the value.
        rows: rows of customers with the value, duplicates included; None where the report does not tell.
        is_remembered: whether it was said of an earlier file, and done by itself here.
    """

    model_config = ConfigDict(frozen=True, extra="allow")

    value: str
    country: str
    customers: int = Field(ge=0)
    rows: int | None = None
    is_remembered: bool = False


class Corrections(BaseModel):
    """All that was said of one report, beside what was counted, which stays as it is.

    Attributes:
        made: those that hold, in the order in which they were said.
        counted: customers, as they were counted, of each value and country that any correction ever touched,
            also one that was taken back. Put into the report they give what was counted, whichever of the
            corrections the report has in it.
        countries, top, customers_without_country, customers_not_recognised, unrecognised_countries: figures
            of the report as corrected; see `worker.counting.quality.Quality`.
    """

    model_config = ConfigDict(frozen=True, extra="allow")

    made: tuple[Correction, ...] = ()
    counted: dict[str, int] = {}
    countries: int = 0
    top: list[tuple[str, int]] = []
    customers_without_country: int = 0
    customers_not_recognised: int = 0
    unrecognised_countries: int = 0
