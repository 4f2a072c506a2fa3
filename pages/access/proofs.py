"""What the cookies of a login prove, and the same proof for Streamlit's own eyes.

Streamlit judges a cookie's age by this machine's clock and refuses one that another dashboard, whose clock
is ahead, has just signed. How old a login may be is the register's to say: Streamlit gets it signed anew.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from itsdangerous import BadData, URLSafeTimedSerializer
from streamlit.auth_util import get_cookie_with_chunks
from streamlit.web.server.server_util import get_cookie_secret
from streamlit.web.server.starlette.starlette_app_utils import create_signed_value

from pages.access.claims import Claims, owner_of
from pages.access.cookies import LOGIN, Cookies, of_login
from pages.access.login import public_origin
from worker.logins import Login

_ID_CHARACTERS = 32


@dataclass(frozen=True, slots=True)
class LoginProof:
    """A login that cookies prove.

    Attributes:
        claims: what the provider said.
        cookies: the same cookies, signed just now.
    """

    login: Login
    claims: Claims
    cookies: Cookies


def proof_of(cookies: Mapping[str, str]) -> LoginProof | None:
    """The login that these prove; None when they prove none of these pages.

    What tells one login from another is the first piece of its cookie, together with when it was signed: the
    provider's answer in it repeats a number that was made for this login only. Pieces of several logins, put
    together, are the one that the first piece is of.
    """
    opened = {
        name: found
        for name, value in of_login(cookies).items()
        if (found := _opened(name, value)) is not None
    }
    content = get_cookie_with_chunks(lambda name: opened[name][0] if name in opened else None, LOGIN)
    if content is None:
        return None
    try:
        claims = json.loads(content)
    except ValueError:
        return None
    owner = owner_of(claims) if isinstance(claims, dict) and claims.get("origin") == public_origin() else None
    if owner is None:
        return None
    first = LOGIN if opened[LOGIN][0] == content else f"{LOGIN}_1"
    signed = cookies[first].strip('"').rpartition(".")[0]
    login_id = hashlib.sha256(signed.encode()).hexdigest()[:_ID_CHARACTERS]
    login = Login(owner, login_id, opened[first][1], str(claims.get("email") or ""))
    return LoginProof(login, claims, {name: _signed(name, body) for name, (body, _) in opened.items()})


def _opened(name: str, value: str) -> tuple[bytes, datetime] | None:
    """What a cookie says and when it was signed; None unless it was signed here."""
    serializer = URLSafeTimedSerializer(get_cookie_secret(), salt=name)
    try:
        body, signed_at = serializer.loads(value.strip('"'), return_timestamp=True)
    except BadData:
        return None
    return str(body).encode(), signed_at


def _signed(name: str, body: bytes) -> str:
    return create_signed_value(get_cookie_secret(), name, body).decode()
