"""How rows become keys on disk, and keys become customers by country.

The two ways in are the two phases: `partition.partition` and `count.count_customers`.
"""
