"""How Mastodon counts: graphemes up to the server's limit.

An address counts 23, `@ana@mastodon.example` only `@ana`.

What is shortened is what the server itself makes a link of (mastodon/mastodon, status_length_validator.rb): an
address needs its http or https and a real top-level domain. A content warning counts as it stands.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import regex

from watchdesk.core.account import Account, Surface
from watchdesk.platforms.mastodon.server_rules import ServerRulesCache
from watchdesk.platforms.text.graphemes import graphemes
from watchdesk.platforms.text.web_addresses import address_texts, web_addresses
from watchdesk.publishing.ports.text_rules import Measure

_SCHEME = regex.compile(r"https?://", regex.IGNORECASE)
_REMOTE_NAME = regex.compile(r"(?<![=/\w])(@[a-z0-9_]+(?:[.-]+[a-z0-9_]+)*)@\w+(?:[.-]+\w+)*", regex.IGNORECASE)


@dataclass(frozen=True, slots=True)
class MastodonTextRule:
    rules: ServerRulesCache

    def measure(self, account: Account, text: str, surface: Surface | None = None) -> Measure:  # noqa: ARG002  the same everywhere
        rules = self.rules.of(account.server)
        counted = "".join(_counted(text, "x" * rules.per_address))
        return Measure(length=len(graphemes(counted)), limit=rules.characters, unit="characters")

    def links(self, text: str) -> tuple[str, ...]:
        return tuple(address for address in address_texts(text) if _SCHEME.match(address))


def _counted(text: str, address: str) -> Iterator[str]:
    end = 0
    for place in web_addresses(text):
        if _SCHEME.match(text, place.start):
            yield _REMOTE_NAME.sub(r"\1", text[end : place.start])
            yield address
            end = place.end
    yield _REMOTE_NAME.sub(r"\1", text[end:])
