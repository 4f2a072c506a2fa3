"""The worker: reads uploads from S3, counts distinct customers by country, writes the report."""

__version__ = "0.1.0"
