"""Which encoding a text is in, and the text in UTF-8.

The ways in are `sniffing.sniff_encoding` and `transcoding.transcode`.
"""
