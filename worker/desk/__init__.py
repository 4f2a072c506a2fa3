"""What one analyst can see of the jobs, and do about them: the way in is `desks.open_desks`.

`retention.retained` removes reports that are too old, whoever owns them.
"""
