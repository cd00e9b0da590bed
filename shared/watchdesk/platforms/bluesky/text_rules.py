"""How Bluesky counts a text: 300 graphemes and 3,000 bytes of UTF-8 (lexicon app.bsky.feed.post)."""

from watchdesk.core.account import Account
from watchdesk.platforms.bluesky.facts import FACTS
from watchdesk.platforms.text.counting import nearest_to_its_limit
from watchdesk.platforms.text.graphemes import graphemes
from watchdesk.publishing.ports.text_rules import Measure

BYTES = 3_000


class BlueskyTextRule:
    def measure(self, account: Account, text: str) -> Measure:  # noqa: ARG002  the same on every server
        return nearest_to_its_limit(
            Measure(length=len(graphemes(text)), limit=FACTS.text.most, unit=FACTS.text.unit),
            Measure(length=len(text.encode(errors="surrogatepass")), limit=BYTES, unit="bytes"),
        )
