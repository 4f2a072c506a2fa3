"""The operators' lists: jobs, workers, people and stray files."""
