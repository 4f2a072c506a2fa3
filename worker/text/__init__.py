"""Characters and words of any text: those nobody sees, and those that stand for nothing.

The ways in are `unseen.escaped` and `nothing.means_nothing`.
"""
