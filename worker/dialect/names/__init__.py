"""What columns are called, in the languages of analysts' files."""
