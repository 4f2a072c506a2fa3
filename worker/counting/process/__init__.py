"""The process that counts one file under limits, and its parent's side of it."""
