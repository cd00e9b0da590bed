"""Mastodon, as contract.py asks for it. Its servers state themselves how much they take."""

from typing import TYPE_CHECKING

from watchdesk.platforms.contract import Connections, PlatformAdapter, PlatformFeeds, Prober, TextRule
from watchdesk.platforms.mastodon.facts import FACTS

if TYPE_CHECKING:
    from watchdesk.core.clock import Clock
    from watchdesk.core.http_client import HttpClient
    from watchdesk.platforms.mastodon.feeds import MastodonFeeds
    from watchdesk.publishing.ports.composing import PostLinks
    from watchdesk.publishing.ports.posts import MediaStore, Outlets

# ruff: noqa: PLC0415  a function that imports only what it uses starts cold in half the time


class MastodonPlatform(PlatformAdapter):
    facts = FACTS

    def feeds(self, connections: Connections) -> PlatformFeeds:
        return _feeds(connections)

    def prober(self, connections: Connections) -> Prober:
        return _feeds(connections)

    def outlets(self, connections: Connections, media: "MediaStore") -> "Outlets":
        from watchdesk.platforms.mastodon.outlet import MastodonOutlets
        from watchdesk.platforms.mastodon.server_rules import ServerRulesCache

        return MastodonOutlets(
            http=connections.http,
            credentials=connections.credentials,
            clock=connections.clock,
            media=media,
            rules=ServerRulesCache(http=connections.http, clock=connections.clock),
        )

    def post_links(self, http: "HttpClient") -> "PostLinks":
        from watchdesk.platforms.mastodon.post_links import MastodonPostLinks

        return MastodonPostLinks(http)

    def text_rule(self, http: "HttpClient", clock: "Clock") -> TextRule:
        from watchdesk.platforms.mastodon.server_rules import ServerRulesCache
        from watchdesk.platforms.mastodon.text_rules import MastodonTextRule

        return MastodonTextRule(ServerRulesCache(http=http, clock=clock))


def _feeds(connections: Connections) -> "MastodonFeeds":
    from watchdesk.platforms.mastodon.feeds import MastodonFeeds

    return MastodonFeeds(
        http=connections.http,
        credentials=connections.credentials,
        clock=connections.clock,
    )
