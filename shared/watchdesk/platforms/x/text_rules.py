"""How X counts a text: 280 by weight (twitter-text 3.1, configuration v3).

Most letters weigh 1, wide ones and every emoji 2, every address 23.
"""

from collections.abc import Iterator

import regex

from watchdesk.core.account import Account, Surface
from watchdesk.core.unicode_text import normalised
from watchdesk.platforms.text.web_addresses import address_texts, web_addresses
from watchdesk.platforms.x.facts import FACTS
from watchdesk.publishing.ports.text_rules import Measure

ADDRESS = 23
WIDE = 2
LIGHT = ((0, 4351), (8192, 8205), (8208, 8223), (8242, 8247))
"""Code points that weigh 1."""

_EMOJI = regex.compile(
    r"[\U0001F1E6-\U0001F1FF]{2}"
    r"|[0-9#*]\uFE0F?\u20E3"
    r"|\U0001F3F4[\U000E0020-\U000E007E]+\U000E007F"
    r"|(?:\p{Emoji_Modifier_Base}\p{Emoji_Modifier}|(?!\w)\p{Emoji}\uFE0F|\p{Emoji_Presentation})"
    r"(?:\u200D(?:(?!\w)\p{Emoji}\uFE0F?\p{Emoji_Modifier}?))*"
)


class XTextRule:
    def measure(self, account: Account, text: str, surface: Surface | None = None) -> Measure:  # noqa: ARG002  the plan of the account is not asked
        return Measure(length=sum(_weights(normalised("NFC", text))), limit=FACTS.text.most, unit=FACTS.text.unit)

    def links(self, text: str) -> tuple[str, ...]:
        return address_texts(text)


def _weights(text: str) -> Iterator[int]:
    end = 0
    for address in web_addresses(text):
        yield from _plain_weights(text[end : address.start])
        yield ADDRESS
        end = address.end
    yield from _plain_weights(text[end:])


def _plain_weights(text: str) -> Iterator[int]:
    end = 0
    for emoji in _EMOJI.finditer(text):
        yield from (_weight(ord(letter)) for letter in text[end : emoji.start()])
        yield WIDE
        end = emoji.end()
    yield from (_weight(ord(letter)) for letter in text[end:])


def _weight(code_point: int) -> int:
    return 1 if any(first <= code_point <= last for first, last in LIGHT) else WIDE
