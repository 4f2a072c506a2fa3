"""From a file that an analyst names to a whole object in the bucket, within what each owner may have.

`opening.Openings` begins an upload or goes on with it, `open_uploads.OpenUploads` does the rest.
"""
