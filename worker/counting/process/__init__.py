"""The process that counts one file under limits, and its parent's side of it.

The way in is `parent.count_file`; the process itself is `worker.counting.__main__`.
"""
