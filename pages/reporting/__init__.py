"""What the report page shows: chart, table, downloads, how it was counted."""
