"""The commands of `python -m worker`, for one file, the jobs or the bucket.

Each begins in a function of its own: `summarize.summarize`, `operate.operate`, `set_up.set_up`.
"""
