"""The operators' lists: jobs, workers, people and stray files.

The ways in are `job_rows.show_failed` and its like, `logged_in.show_people` and `stray_files.show_strays`.
"""
