"""What no exact way can beat: read the two columns, trim, lower and hash the email, and count nothing."""

from __future__ import annotations

import os
import sys

os.environ.setdefault("POLARS_CSV_CHUNK_SIZE", str(4 * 1024 * 1024))  # half the memory; read when imported

import polars as pl


def main(source: str) -> None:
    """Read the file; print how many rows it has."""
    keys = pl.scan_csv(source, infer_schema=False).select(
        pl.col("email").str.strip_chars().str.to_lowercase().hash(), "country"
    )
    rows = sum(batch.height for batch in keys.collect_batches(maintain_order=False))
    sys.stdout.write(f"{rows}\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
