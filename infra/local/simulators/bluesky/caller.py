"""The caller of an XRPC method, and what the method requires of the caller."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from infra.local.simulators.bluesky.error_responses import (
    bad_token,
    inactive_account,
    invalid,
    not_implemented,
    unauthorised,
)
from infra.local.simulators.bluesky.model import Actor
from infra.local.simulators.bluesky.network import BlueskyNetwork
from infra.local.simulators.bluesky.sessions import APP
from infra.local.simulators.exchange import ApiCall, ApiResponse

CHAT_SERVICE = "did:web:api.bsky.chat#bsky_chat"


class CallerRequirement(StrEnum):
    """What a method requires of its caller."""

    NOTHING = "nothing"
    MAYBE = "maybe"
    """Everybody may call it. With a session the response is that for the viewer."""
    SESSION = "session"
    WRITING = "writing"
    """A session of an active account is required."""
    CHAT = "chat"
    """A session that may use direct messages is required, and the call must address the chat service."""


@dataclass(frozen=True, slots=True)
class Caller:
    """A call, with the account that makes it."""

    network: BlueskyNetwork
    call: ApiCall
    actor: Actor | None

    @property
    def me(self) -> Actor:
        """The account of a caller whose method requires a session. Raises ErrorResponse."""
        if self.actor is None:
            raise unauthorised("AuthMissing")
        return self.actor


@dataclass(frozen=True, slots=True)
class Method:
    """An XRPC method: its HTTP verb, its requirement, and its function."""

    verb: str
    needs: CallerRequirement
    run: Callable[[Caller], ApiResponse]


def admit_caller(network: BlueskyNetwork, method: Method, call: ApiCall) -> Caller:
    """Return the caller if the method may be called. Raises ErrorResponse."""
    proxy = call.request.headers.get("atproto-proxy")
    if proxy is not None and "#" not in proxy:
        raise invalid("no service id specified in proxy header")
    if method.needs is CallerRequirement.NOTHING or (
        method.needs is CallerRequirement.MAYBE and call.bearer is None
    ):
        return Caller(network, call, None)
    if call.bearer is None:
        raise unauthorised("AuthMissing")
    claims = network.sessions.access_claims(call.bearer, call.now)
    actor = network.actors[claims["sub"]]
    if method.needs is CallerRequirement.WRITING and not actor.active:
        raise inactive_account(actor.account_status)
    if method.needs is CallerRequirement.CHAT:
        _admit_to_chat(claims["scope"], proxy)
    return Caller(network, call, actor)


def _admit_to_chat(scope: str, proxy: str | None) -> None:
    if scope == APP:
        raise bad_token("Bad token method")
    if proxy != CHAT_SERVICE:
        raise not_implemented()
