"""The commands of `python -m worker`: counting one file, looking after jobs, setting up a bucket."""
