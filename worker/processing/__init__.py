"""What a worker does with one job: claim it, count its file, publish the report, clean up.

The way in is `claiming.Claims`, then `attempt.Attempts`.
"""
