"""Jobs: their records, where all of a job lies, and who may move it from which state to which.

The way in is `store.JobStore`; all that may happen to a job is in `transitions`, and `dispatch.JobQueue` puts
it in the queue.
"""
