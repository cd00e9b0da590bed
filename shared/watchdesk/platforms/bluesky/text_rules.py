"""How Bluesky counts a text: 300 graphemes and 3,000 bytes of UTF-8 (lexicon app.bsky.feed.post).

A direct message may have 1,000 graphemes and 10,000 bytes (lexicon chat.bsky.convo.defs).
"""

from watchdesk.core.account import Account, Surface
from watchdesk.platforms.bluesky.facet_detection import FacetKind, found
from watchdesk.platforms.bluesky.facts import FACTS
from watchdesk.platforms.text.counting import nearest_to_its_limit
from watchdesk.platforms.text.graphemes import graphemes
from watchdesk.publishing.ports.text_rules import Measure

BYTES_PER_GRAPHEME = 10
"""The byte limit is ten times the limit of graphemes, in a post and in a direct message."""


class BlueskyTextRule:
    def measure(self, account: Account, text: str, surface: Surface | None = None) -> Measure:  # noqa: ARG002  the same on every server
        limit = FACTS.text_limit(surface)
        size = len(text.encode(errors="surrogatepass"))
        return nearest_to_its_limit(
            Measure(length=len(graphemes(text)), limit=limit.most, unit=limit.unit),
            Measure(length=size, limit=limit.most * BYTES_PER_GRAPHEME, unit="bytes"),
        )

    def links(self, text: str) -> tuple[str, ...]:
        return tuple(facet.value for facet in found(text) if facet.kind is FacetKind.LINK)
