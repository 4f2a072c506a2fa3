"""Characters and words of any text: those nobody sees, and those that stand for nothing."""
