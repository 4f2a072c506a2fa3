"""What cells hold: emails, hashes, countries, and codes that are none."""
