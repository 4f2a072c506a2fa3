"""Polars' streaming engine, as someone who knows it writes this."""

from __future__ import annotations

import os
import sys

os.environ.setdefault("POLARS_CSV_CHUNK_SIZE", str(4 * 1024 * 1024))  # half the memory; read when imported

import polars as pl


def main(source: str) -> None:
    """Print the report of a file."""
    report = (
        pl.scan_csv(source, infer_schema=False)
        .select(
            email=pl.col("email").str.strip_chars().str.to_lowercase(),
            country=pl.col("country").str.strip_chars(),
        )
        .filter(pl.col("email") != "")
        .unique("email", keep="first")
        .group_by("country")
        .agg(user_count=pl.len())
        .collect(engine="streaming")
    )
    sys.stdout.write(report.write_csv())


if __name__ == "__main__":
    main(*sys.argv[1:])
