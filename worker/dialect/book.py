"""Files of tables that are no text: workbooks and Parquet files, and which of their tables is read."""

from __future__ import annotations

from enum import StrEnum

from pydantic import BaseModel, ConfigDict, Field


class BookKind(StrEnum):
    """What kind of file holds the table, known by its bytes."""

    XLSX = "xlsx"
    XLSB = "xlsb"
    XLS = "xls"
    ODS = "ods"
    PARQUET = "parquet"


class Book(BaseModel):
    """Which table of such a file is read.

    Attributes:
        kind: of the file.
        sheet: index of the sheet, from 0; 0 where the file has no sheets.
        sheets: the names of all of them, in order; none in a Parquet file.
    """

    model_config = ConfigDict(frozen=True, extra="ignore")

    kind: BookKind
    sheet: int = Field(default=0, ge=0)
    sheets: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """The sheet's name; empty in a Parquet file."""
        return self.sheets[self.sheet] if self.sheet < len(self.sheets) else ""
