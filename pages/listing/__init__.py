"""The list of an analyst's reports, row by row: the way in is `report_row.show_row`."""
