"""Which country a value names. Pure: it knows no files of customers, jobs or screens."""

from worker.countries.recognition import country_code, country_codes

__all__ = ["country_code", "country_codes"]
