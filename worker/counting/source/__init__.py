"""How the bytes of a file come: from disk or from S3, and unchanged to their end.

The way in is `byte_stream.open_stream`.
"""
