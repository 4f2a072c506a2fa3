"""How things are said: numbers, times, countries, states, and untrusted text shown as it is.

A file for each kind of thing; what a job's state is called is in `states.look`.
"""
