"""Which country a value names. Pure: it knows no files of customers, jobs or screens."""

from worker.countries.accented import accented_names
from worker.countries.column import country_codes, is_not_available
from worker.countries.country_groups import Group, group_of
from worker.countries.recognition import country_code, is_alpha2

__all__ = [
    "Group",
    "accented_names",
    "country_code",
    "country_codes",
    "group_of",
    "is_alpha2",
    "is_not_available",
]
