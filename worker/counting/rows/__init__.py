"""How text becomes rows about which every reader agrees.

`blocks.Cutter` cuts the text into blocks; the way into each is `parse.parse_rows`.
"""
