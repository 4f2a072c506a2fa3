"""What the bytes of a customer file mean: packing, encoding, separators, header and columns.

Pure functions of a file's first bytes; they know nothing of S3, jobs or screens. The way in is
`head.read_head`, then `detect.detect`; what they say is written in the words of `model`.
"""
