"""Who calls an XRPC method, and with what right."""

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
    """What a method asks of its caller."""

    NOTHING = "nothing"
    MAYBE = "maybe"
    """Anybody may read; a viewer sees with their own eyes."""
    SESSION = "session"
    WRITING = "writing"
    """A session of an account in good standing."""
    CHAT = "chat"
    """A session with the right to direct messages, addressed to the chat service."""


@dataclass(frozen=True, slots=True)
class Caller:
    network: BlueskyNetwork
    call: ApiCall
    actor: Actor | None

    @property
    def me(self) -> Actor:
        """The caller of a method that needs a session."""
        if self.actor is None:
            raise unauthorised("AuthMissing")
        return self.actor


@dataclass(frozen=True, slots=True)
class Method:
    verb: str
    needs: CallerRequirement
    run: Callable[[Caller], ApiResponse]


def admit_caller(network: BlueskyNetwork, method: Method, call: ApiCall) -> Caller:
    """Let the caller in. Raises ErrorResponse."""
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
        raise inactive_account(actor.standing)
    if method.needs is CallerRequirement.CHAT:
        _admit_to_chat(claims["scope"], proxy)
    return Caller(network, call, actor)


def _admit_to_chat(scope: str, proxy: str | None) -> None:
    if scope == APP:
        raise bad_token("Bad token method")
    if proxy != CHAT_SERVICE:
        raise not_implemented()
