"""What a conformance suite needs to be tried on a server."""

from dataclasses import dataclass, field

from tests.e2e.mastodon_network.desk import PATIENCE_SECONDS


@dataclass(frozen=True, slots=True)
class Tokens:
    """A server, and the tokens of an official account and of a member of the public on it."""

    server: str
    official: str = field(repr=False)
    public: str = field(repr=False)
    patience: float = PATIENCE_SECONDS
