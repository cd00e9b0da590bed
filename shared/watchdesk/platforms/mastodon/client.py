"""Calls to one account's server: with its token, within its limits, every error response as an error of ours."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from pydantic import ValidationError

from watchdesk.core.account import Account
from watchdesk.core.clock import Clock
from watchdesk.core.errors import AccountBlocked, Defect, Gone, PermissionLost, Reconnect, Refused, TryLater
from watchdesk.core.http_client import HttpClient, HttpResponse
from watchdesk.platforms.credential import Credentials
from watchdesk.platforms.mastodon.errors import Forbidden, NoSuchPage, refusal, refused_write
from watchdesk.platforms.mastodon.link_header import Query, older_page
from watchdesk.platforms.mastodon.rate_limit import RateLimit
from watchdesk.platforms.mastodon.wire import OwnAccount, id_of

WHO = "/api/v1/accounts/verify_credentials"


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One kind of call: its name for people, its path, and what it always asks for."""

    name: str
    path: str
    query: Mapping[str, str | list[str]] = field(default_factory=dict)
    method: str = "GET"
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes | None = field(default=None, repr=False)
    window: str = ""
    """Which limit of the server the call counts towards, if it is another than that for reading."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListPage:
    """One page of a list, newest first, as the server sent it."""

    rows: list[Any]
    older: Query | None


@dataclass(slots=True, kw_only=True)
class MastodonClient:
    """One account's server.

    It is kept between polls, because it knows the server's limits and the account's own id.
    """

    account: Account
    http: HttpClient = field(repr=False)
    credentials: Credentials = field(repr=False)
    clock: Clock
    allowance: RateLimit = field(default_factory=RateLimit)
    """The limit for reading."""
    _windows: dict[str, RateLimit] = field(default_factory=dict, repr=False)
    _own_id: tuple[str, str] | None = field(default=None, repr=False)
    """The account's id on its server, and the token that told it."""

    def own_id(self) -> str:
        """Return the account's id on its server. It is asked for once per token."""
        token = self._token()
        if self._own_id is None or self._own_id[0] != token:
            self._own_id = (token, self.ourselves().id)
        return self._own_id[1]

    def ourselves(self) -> OwnAccount:
        """Return the account of this token.

        Raises Reconnect if the token belongs to no user, or to another account than the register declares.
        """
        try:
            ourselves = OwnAccount.model_validate(self.get(Call(name="verify_credentials", path=WHO)))
        except Refused as error:
            raise Reconnect(
                "the access token is an application's, not the account's: store the account's"
            ) from error
        except ValidationError as error:
            raise Defect("verify_credentials answered with no account") from error
        declared = self.account.handle.removeprefix("@").partition("@")[0]
        if (ourselves.username or ourselves.acct or "").partition("@")[0].casefold() != declared.casefold():
            raise Reconnect(
                "the access token is another account's than the register declares: store the right one"
            )
        return ourselves

    def rows(self, call: Call, at: Query | None = None, *, last_resort_id: bool = False) -> ListPage:
        """Return one page of a list, the newest or the one at `at`.

        `last_resort_id`: if the server sends no links at all, page by the last row's id. Only for lists whose rows
        carry the ids they are paged by.
        """
        reply = self.ask(call, at)
        body = _json(call, reply)
        if not isinstance(body, list):
            raise Defect(f"{call.name} answered {reply.status} with no list")
        older = older_page(reply.headers)
        if older is None and last_resort_id and "link" not in reply.headers:
            older = _below(body, at)
        elif older is not None and older == at:
            raise Defect(f"{call.name} names the page itself as the next one")
        return ListPage(rows=body, older=older)

    def get(self, call: Call) -> Any:  # noqa: ANN401  the caller's model reads it
        return _json(call, self.ask(call))

    def offered(self, call: Call, at: Query | None = None) -> ListPage | None:
        """Return the same as `rows`, or None if this server does not know the call.

        Forks and older versions leave some out.
        """
        try:
            return self.rows(call, at)
        except (Gone, NoSuchPage):
            return None

    def ask(self, call: Call, at: Query | None = None) -> HttpResponse:
        """Return the answer to one call. For a call that changes something, it raises what refused_write says."""
        try:
            return self._with_fresh_token(call, at)
        except Forbidden as error:
            raise self._judged(call) from error

    def _with_fresh_token(self, call: Call, at: Query | None) -> HttpResponse:
        """Make the call.

        Raises Reconnect only for a token that is refused when freshly read: so a new one works at once.
        """
        token = self._token()
        try:
            return self._send(call, at, token)
        except Reconnect:
            self.credentials.forget(self.account.secret)
            if self._token() == token:
                raise
        return self._send(call, at, self._token())

    def _judged(self, call: Call) -> AccountBlocked | PermissionLost:
        """Return the error for a 403.

        A suspended account may not even ask who it is. An account that may ask lacks only the permission for this
        call.
        """
        if call.path != WHO:
            self.ourselves()
            return PermissionLost(f"{call.name} is not allowed: give the access token the scopes it needs")
        return AccountBlocked(
            "the server lets this account do nothing: it is suspended, not confirmed, or not let in"
        )

    def _send(self, call: Call, at: Query | None, token: str) -> HttpResponse:
        allowance = self._windows.setdefault(call.window, RateLimit()) if call.window else self.allowance
        allowance.check(self.clock.now())
        reply = self.http.send(
            call.method,
            f"{self.account.server}{call.path}",
            query={**(at or {}), **call.query},
            headers={**call.headers, "authorization": f"Bearer {token}", "accept": "application/json"},
            body=call.body,
        )
        now = self.clock.now()
        allowance.note(reply.headers, now)
        if not reply.ok:
            raise (refusal if call.method == "GET" else refused_write)(call.name, reply, now)
        return reply

    def _token(self) -> str:
        token = self.credentials.read(self.account.secret).get("access_token", "")
        if not token.isascii() or not token.isprintable() or not token:
            raise Reconnect("the stored credential holds no access_token: say watchdesk secret put")
        return token


def _json(call: Call, reply: HttpResponse) -> Any:  # noqa: ANN401
    try:
        return reply.json()
    except RecursionError as error:
        raise TryLater(f"{call.name} answered {reply.status} with JSON nested too deep") from error


def _below(rows: list[Any], at: Query | None) -> Query | None:
    last = id_of(rows[-1]) if rows else None
    below = {"max_id": [last]} if last else None
    return None if below == at else below
