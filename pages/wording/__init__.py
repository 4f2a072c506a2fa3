"""How things are said: numbers, times, countries, states, and untrusted text shown as it is."""
