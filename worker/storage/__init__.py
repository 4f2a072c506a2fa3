"""S3 as the product uses it: objects, uploads in parts, its clock, and what its refusals mean.

The way in is `client.open_storage`.
"""
