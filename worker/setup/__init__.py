"""Setting up an operator's bucket, and finding out whether it is fit for use."""
