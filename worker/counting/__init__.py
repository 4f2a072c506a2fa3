"""Counting distinct customers by country in one CSV file, whatever its size, in flat memory.

Pure: it knows nothing of job records, queues or screens. The way in is
`worker.counting.process.parent.count_file`; in the process that this starts, `pipeline.summarise_files`.
"""
