"""The one door that login cookies pass: whatever is behind it sees a login only while it is good.

The register of logins is in S3, so that a login which was ended is over for every dashboard, also for the
connections of pages that are open.
"""

from __future__ import annotations

import structlog
from anyio import to_thread
from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import RedirectResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from pages.access.cookies import MARK, from_browser, of_login, set_by, to_browser, to_server
from pages.access.login import login_configured
from pages.access.proofs import LoginProof, proof_of
from pages.access.request_path import home, place_of
from pages.access.watch import LoginWatch
from pages.backend import backend
from worker.audit import Act, Actor, Entry, audited, record
from worker.errors import AudienceError
from worker.logins import Login, LoginVerdict

_log = structlog.get_logger()

_OPENED_BY_COOKIE = ("media/", "_stcore/metrics")
_CALLBACK = "oauth2callback"
_LOGOUT = "auth/logout"
_THIS_MACHINE = {"127.0.0.1", "::1"}
_MOST_NOTED = 10_000


class LoginDoor:
    """ASGI middleware that lets good logins pass, and has the browser keep their cookies well."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._noted: dict[str, None] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer as ASGI asks."""
        if scope["type"] not in {"http", "websocket"} or not login_configured():
            await self._app(scope, receive, send)
            return
        cookies = from_browser(Headers(scope=scope))
        proof = proof_of(cookies)
        scope = {**scope, "headers": list(scope["headers"])}
        others = {name: value for name, value in cookies.items() if not of_login({name: value})}
        if scope["type"] == "websocket":
            await self._connect(scope, receive, send, others, proof)
        else:
            await self._answer(scope, receive, _rewriting(scope, send), others, proof)

    async def _answer(
        self, scope: Scope, receive: Receive, send: Send, others: dict[str, str], proof: LoginProof | None
    ) -> None:
        """Only what needs a login is shown one."""
        place, shown = place_of(scope), others
        if proof is not None and place == _LOGOUT:
            if scope["method"] == "POST":  # which pages of other origins cannot, see `OwnOrigins`
                scope["method"] = "GET"
                await _end(scope, proof.login)
            # Any page can send a browser here: only what has been ended before is cleared away.
            if not (await _verdict(proof.login)).is_over:
                await RedirectResponse(home(), 303)(scope, receive, send)
                return
            shown = others | proof.cookies
        elif (
            proof is not None
            and place.startswith(_OPENED_BY_COOKIE)
            and await self._asked(scope, proof.login) is LoginVerdict.GOOD
        ):
            shown = others | proof.cookies
        to_server(MutableHeaders(scope=scope), shown)
        await self._app(scope, receive, send)

    async def _connect(
        self, scope: Scope, receive: Receive, send: Send, others: dict[str, str], proof: LoginProof | None
    ) -> None:
        if proof is None:
            to_server(MutableHeaders(scope=scope), others)
            await self._app(scope, receive, send)
            return
        verdict = await self._asked(scope, proof.login)
        shown = others | {MARK: verdict.value}
        if verdict is LoginVerdict.GOOD:
            shown = others | proof.cookies | {MARK: proof.login.id}
        to_server(MutableHeaders(scope=scope), shown)
        if verdict.is_over:
            await self._app(scope, receive, send)
        else:
            await LoginWatch(self._app, proof.login, verdict).connect(scope, receive, send)

    async def _asked(self, scope: Scope, login: Login) -> LoginVerdict:
        """How a login stands; the audit is told once of each that is used though it is over."""
        verdict = await _verdict(login)
        if verdict.is_over and login.id not in self._noted:
            self._noted[login.id] = None
            if len(self._noted) > _MOST_NOTED:
                del self._noted[next(iter(self._noted))]
            record(_actor(scope, login), Entry(Act.LOGIN), outcome="refused", code=f"session_{verdict}")
        return verdict


async def _verdict(login: Login) -> LoginVerdict:
    try:
        behind = await to_thread.run_sync(backend)  # made by whoever needs it first
        return await behind.ask(behind.standing.verdict, login)
    except AudienceError as error:
        _log.warning("login.not_checked", code=error.code)
        return LoginVerdict.UNKNOWN


def _rewriting(scope: Scope, send: Send) -> Send:
    """Notes a login that begins, and has the browser keep cookies as it should."""

    async def send_rewritten(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            if place_of(scope) == _CALLBACK and (proof := proof_of(set_by(headers))):
                await _begin(proof.login)
            lines = headers.getlist("set-cookie")
            del headers["set-cookie"]
            for line in lines:
                headers.append("set-cookie", to_browser(line))
        await send(message)

    return send_rewritten


def _actor(scope: Scope, login: Login) -> Actor:
    address = (scope.get("client") or ("",))[0]
    return Actor(login.owner, None if address in _THIS_MACHINE else address)


async def _end(scope: Scope, login: Login) -> None:
    """With S3 away it goes on, and so does its cookie."""
    try:
        with audited(_actor(scope, login), Entry(Act.LOGOUT)):
            behind = await to_thread.run_sync(backend)
            await behind.ask(behind.standing.end, login)
    except AudienceError as error:
        _log.warning("login.not_ended", code=error.code)


async def _begin(login: Login) -> None:
    """With S3 away it is noted when it is used for the first time; nobody enters before that."""
    try:
        behind = await to_thread.run_sync(backend)
        await behind.ask(behind.standing.begin, login)
    except AudienceError as error:
        _log.warning("login.not_noted", code=error.code)
