"""Bluesky, as contract.py asks for it."""

from typing import TYPE_CHECKING

from watchdesk.platforms.bluesky.facts import FACTS
from watchdesk.platforms.contract import Connections, PlatformAdapter, PlatformFeeds, Prober, TextRule

if TYPE_CHECKING:
    from watchdesk.core.clock import Clock
    from watchdesk.core.http_client import HttpClient
    from watchdesk.platforms.bluesky.feeds import BlueskyFeeds
    from watchdesk.publishing.ports.composing import PostLinks
    from watchdesk.publishing.ports.posts import MediaStore, Outlets

# ruff: noqa: PLC0415  a function that imports only what it uses starts cold in half the time


class BlueskyPlatform(PlatformAdapter):
    facts = FACTS

    def feeds(self, connections: Connections) -> PlatformFeeds:
        return _feeds(connections)

    def prober(self, connections: Connections) -> Prober:
        return _feeds(connections)

    def outlets(self, connections: Connections, media: "MediaStore") -> "Outlets":
        from watchdesk.platforms.bluesky.outlet import BlueskyOutlets

        return BlueskyOutlets(
            http=connections.http,
            sessions=connections.sessions,
            credentials=connections.credentials,
            clock=connections.clock,
            media=media,
        )

    def post_links(self, http: "HttpClient") -> "PostLinks":
        from watchdesk.platforms.bluesky.post_links import BlueskyPostLinks

        return BlueskyPostLinks(http)

    def text_rule(self, http: "HttpClient", clock: "Clock") -> TextRule:
        del http, clock
        from watchdesk.platforms.bluesky.text_rules import BlueskyTextRule

        return BlueskyTextRule()


def _feeds(connections: Connections) -> "BlueskyFeeds":
    from watchdesk.platforms.bluesky.feeds import BlueskyFeeds

    return BlueskyFeeds(
        http=connections.http,
        sessions=connections.sessions,
        credentials=connections.credentials,
        clock=connections.clock,
    )
