"""What the report page shows: chart, table, downloads, how it was counted.

The way in is `ready.show_report`, before there is a report `waiting.show_waiting`.
"""
