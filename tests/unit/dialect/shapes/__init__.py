"""Header lines of real tools' exports, with invented rows, and how each is to be read."""
