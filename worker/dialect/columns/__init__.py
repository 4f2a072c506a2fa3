"""Which columns hold the customer's email and country, and what speaks against them.

The way in is `candidates.read_candidates`, then `chosen.choose_columns`.
"""
