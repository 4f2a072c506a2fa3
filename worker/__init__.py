"""The worker: takes jobs, counts their files from S3 by country, and writes the reports.

README.md beside this file is its map; `python -m worker` begins in `__main__.main`.
"""

__version__ = "0.1.0"
