"""Logins as the storage knows them: who is in since when, and whose are over, whatever a cookie says."""

from worker.logins.login_record import Limits, Login, Verdict
from worker.logins.people import People, Person
from worker.logins.register import Logins
from worker.logins.standing import Standing, limits_of, open_standing

__all__ = [
    "Limits",
    "Login",
    "Logins",
    "People",
    "Person",
    "Standing",
    "Verdict",
    "limits_of",
    "open_standing",
]
