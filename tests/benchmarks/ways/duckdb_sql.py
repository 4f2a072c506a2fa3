"""DuckDB, exactly: the first row's country of each email."""

from __future__ import annotations

import os
import sys

import duckdb

_QUERY = """
SELECT country, count(*) AS user_count
FROM (
    SELECT arg_min(country, number) AS country
    FROM (
        SELECT lower(trim(email)) AS email, trim(country) AS country, row_number() OVER () AS number
        FROM read_csv(?, header = true, all_varchar = true)
    )
    WHERE email <> ''
    GROUP BY email
)
GROUP BY country
"""


def main(source: str, memory_limit: str = "") -> None:
    """Print the report of a file, with as much memory as DuckDB likes or within a limit such as "600MB"."""
    connection = duckdb.connect(config={"temp_directory": os.environ["AUDIENCE_SCRATCH_DIR"]})
    if memory_limit:
        connection.execute(f"SET memory_limit = '{memory_limit}'")
    rows = connection.execute(_QUERY, [source]).fetchall()
    sys.stdout.write("country,user_count\n" + "".join(f"{country},{count}\n" for country, count in rows))


if __name__ == "__main__":
    main(*sys.argv[1:])
