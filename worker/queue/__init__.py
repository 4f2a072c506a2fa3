"""The queue: its contract with publishers, and the server behind it."""
