"""DuckDB, exactly: the first row's country of each email, or any row's where they are known to agree."""

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


_ANY_QUERY = """
SELECT country, count(*) AS user_count
FROM (
    SELECT any_value(country) AS country
    FROM (
        SELECT lower(trim(email)) AS email, trim(country) AS country
        FROM read_csv(?, header = true, all_varchar = true)
    )
    WHERE email <> ''
    GROUP BY email
)
GROUP BY country
"""


def main(source: str, memory_limit: str = "", row: str = "first") -> None:
    """Print the report of a file.

    Args:
        source: its path.
        memory_limit: such as "600MB"; empty: as much as DuckDB likes.
        row: whose country counts, the "first" or "any", which is right where all of an email agree.
    """
    connection = duckdb.connect(config={"temp_directory": os.environ["AUDIENCE_SCRATCH_DIR"]})
    if memory_limit:
        connection.execute(f"SET memory_limit = '{memory_limit}'")
    rows = connection.execute(_QUERY if row == "first" else _ANY_QUERY, [source]).fetchall()
    sys.stdout.write("country,user_count\n" + "".join(f"{country},{count}\n" for country, count in rows))


if __name__ == "__main__":
    main(*sys.argv[1:])
