"""Which encoding a text is in, and the text in UTF-8."""
