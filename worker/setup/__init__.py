"""Setting up an operator's bucket, and finding out whether it is fit for use.

The ways in are `bucket_rules.prepare` and `access_check.access`.
"""
