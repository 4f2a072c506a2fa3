"""Archives and packed files: unpacked piece by piece, however large.

The way in is `unpacking.unpack`.
"""
