"""Which country a value names. Pure: it knows no files of customers, jobs or screens."""

from worker.countries.accented import accented_names
from worker.countries.column import country_codes, is_not_available
from worker.countries.recognition import country_code

__all__ = ["accented_names", "country_code", "country_codes", "is_not_available"]
