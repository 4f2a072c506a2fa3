"""Other ways to the same report, each a program of its own: `python -m tests.benchmarks.ways.NAME FILE`.

Each prints `country,user_count`, in any order.
"""
