"""Archives and packed files: unpacked piece by piece, however large."""
