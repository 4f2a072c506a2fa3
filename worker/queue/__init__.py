"""The queue: its contract with publishers, and the server behind it.

The ways in are `contract.Publisher` and, for a worker, `contract.make_server`.
"""
