"""The server and the tokens that a conformance suite needs."""

from dataclasses import dataclass, field

from tests.e2e.mastodon_network.watched_account import PATIENCE_SECONDS


@dataclass(frozen=True, slots=True)
class ServerTokens:
    """A server, and the tokens of an official account and of a member of the public on it."""

    server: str
    official: str = field(repr=False)
    public: str = field(repr=False)
    patience: float = PATIENCE_SECONDS
