"""What every platform's folder offers: its facts, and adapters that are imported only when they are used.

A poller must not load what publishes, and the command line must read the facts without an HTTP client. So this
module imports types only for the type checker, and each `platform.py` imports its adapters inside its methods.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from watchdesk.core.errors import Defect
from watchdesk.inbox.ports.feeds import Feeds

if TYPE_CHECKING:
    from datetime import datetime

    from watchdesk.core.account import Account, Surface
    from watchdesk.core.clock import Clock
    from watchdesk.core.http_client import HttpClient
    from watchdesk.core.platform_facts import PlatformFacts
    from watchdesk.platforms.credential import Credentials, ProbeResult
    from watchdesk.platforms.session_store import SessionStore
    from watchdesk.publishing.ports.composing import PostLinks
    from watchdesk.publishing.ports.posts import MediaStore, Outlets
    from watchdesk.publishing.ports.text_rules import Measure


@dataclass(frozen=True, slots=True, kw_only=True)
class Connections:
    """What an adapter needs in order to speak to its platform."""

    http: "HttpClient"
    sessions: "SessionStore"
    credentials: "Credentials"
    clock: "Clock"


class PlatformFeeds(Feeds, Protocol):
    """The feeds of all accounts of one platform."""

    def ends_at(self, account: "Account") -> "datetime | None":
        """Return when the account's credential stops working, or None if only the platform could tell."""
        ...


class Prober(Protocol):
    """Tries the credentials of one platform's accounts."""

    def probe(self, account: "Account") -> "ProbeResult":
        """Try the stored credential. Raises a WatchdeskError if it is refused or the platform is not reachable."""
        ...


class TextRule(Protocol):
    """One platform's own way to count a text."""

    def measure(self, account: "Account", text: str, surface: "Surface | None" = None) -> "Measure":
        """Measure the text as it would go out on this account, as an answer on the surface or as a post."""
        ...

    def links(self, text: str) -> tuple[str, ...]:
        """Return every address of which the platform makes a link, in the order of the text."""
        ...


class PlatformAdapter:
    """One platform. What it does not override raises Defect, and its facts must not claim it."""

    facts: "PlatformFacts"

    def feeds(self, connections: Connections) -> PlatformFeeds:
        """Return the feeds. Overridden by every platform that claims READ."""
        del connections
        raise Defect(f"no adapter reads {self.facts.platform}")

    def prober(self, connections: Connections) -> Prober:
        """Return what tries credentials. Overridden by every platform that claims READ or PUBLISH."""
        del connections
        raise Defect(f"no adapter tries credentials of {self.facts.platform}")

    def outlets(self, connections: Connections, media: "MediaStore") -> "Outlets":
        """Return where posts go out. Overridden by every platform that claims PUBLISH."""
        del connections, media
        raise Defect(f"no adapter publishes on {self.facts.platform}")

    def post_links(self, http: "HttpClient") -> "PostLinks":
        """Return what finds the post a link leads to. Overridden by every platform that claims PUBLISH."""
        del http
        raise Defect(f"no adapter finds posts of {self.facts.platform}")

    def text_rule(self, http: "HttpClient", clock: "Clock") -> TextRule:
        """Return how texts are counted. Every platform overrides it."""
        del http, clock
        raise Defect(f"no rules count texts for {self.facts.platform}")
