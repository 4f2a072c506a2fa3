"""The cookies of a login: how browsers keep them, and how Streamlit writes and reads them.

Where the pages' own origin is https, browsers keep them under names that begin with `__Host-`: no other host
and no page without TLS can set such a cookie, and it never travels without. Streamlit knows nothing of that.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from starlette.datastructures import Headers, MutableHeaders

from pages.access.login import public_origin

Cookies = dict[str, str]

LOGIN = "_streamlit_user"
MARK = "audience_login"  # of ours, for the pages to read; what a browser sends under this name is dropped
_GUARDED = "__Host-"
_OF_LOGIN = re.compile(r"_streamlit_user(?:_tokens)?(?:_\d+)?")  # long ones are in several
_WHILE_LOGGING_IN = "_streamlit_session"
_XSRF = "_streamlit_xsrf"  # read by Streamlit's own script, by this name
_CHANGED = {"path", "secure", "domain"}


def of_login(cookies: Mapping[str, str]) -> Cookies:
    """Those that say who is logged in."""
    return {name: value for name, value in cookies.items() if _OF_LOGIN.fullmatch(name)}


def from_browser(headers: Headers) -> Cookies:
    """The cookies of a request, by the names that Streamlit knows them by."""
    cookies: Cookies = {}
    for pair in ";".join(headers.getlist("cookie")).split(";"):
        name, value = (part.strip() for part in pair.partition("=")[::2])
        plain = name.removeprefix(_GUARDED) if _is_guarded() else name
        if name and name != MARK and (not _is_guarded() or name != plain or not _is_ours(plain)):
            cookies[plain] = value
    return cookies


def to_server(headers: MutableHeaders, cookies: Mapping[str, str]) -> None:
    """Put these in place of the cookies of a request."""
    del headers["cookie"]
    if cookies:
        headers["cookie"] = "; ".join(f"{name}={value}" for name, value in cookies.items())


def set_by(headers: Headers) -> Cookies:
    """What an answer of Streamlit's sets; nothing of what it deletes."""
    pairs = (line.partition(";")[0].partition("=") for line in headers.getlist("set-cookie"))
    return {name.strip(): value.strip() for name, _, value in pairs if value.strip(' "')}


def to_browser(line: str) -> str:
    """A `Set-Cookie` of Streamlit's as the browser gets it."""
    if not _is_guarded():
        return line
    pair, *attributes = (part.strip() for part in line.split(";"))
    name = pair.partition("=")[0]
    if name == _XSRF:
        return "; ".join([pair, *(each for each in attributes if each.lower() != "secure"), "Secure"])
    if not _is_ours(name):
        return line
    kept = [each for each in attributes if each.partition("=")[0].lower() not in _CHANGED]
    return "; ".join([f"{_GUARDED}{pair}", *kept, "Path=/", "Secure"])


def _is_ours(name: str) -> bool:
    return name == _WHILE_LOGGING_IN or _OF_LOGIN.fullmatch(name) is not None


def _is_guarded() -> bool:
    return (public_origin() or "").startswith("https://")
