"""Logins as the storage knows them: who is in since when, and whose are over, whatever a cookie says."""

from worker.logins.login_record import Login, LoginVerdict, SessionLimits
from worker.logins.people import People, Person
from worker.logins.register import Logins
from worker.logins.standing import LoginStanding, limits_of, open_standing

__all__ = [
    "Login",
    "LoginStanding",
    "LoginVerdict",
    "Logins",
    "People",
    "Person",
    "SessionLimits",
    "limits_of",
    "open_standing",
]
