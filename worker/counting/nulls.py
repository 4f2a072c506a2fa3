"""What databases write into a CSV where there is no value."""

from __future__ import annotations

NULL_MARKERS = (r"\n", "null", "(null)", "[null]", "<null>")
"""Lower-case. Words of people ("none", "unknown", "n/a") are values: whoever wrote them meant something."""
