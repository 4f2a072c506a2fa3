"""What the bytes of a customer file mean: packing, encoding, separators, header and columns.

Pure functions of a file's first bytes; they know nothing of S3, jobs or screens.
"""
