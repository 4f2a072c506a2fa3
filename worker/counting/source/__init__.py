"""How the bytes of a file come: from disk or from S3, and unchanged to their end."""
