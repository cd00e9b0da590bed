"""How Instagram counts a caption: 2,200 characters, at most 30 hashtags and 20 names of accounts (Graph API)."""

import regex

from watchdesk.core.account import Account, Surface
from watchdesk.platforms.instagram.facts import FACTS
from watchdesk.platforms.text.counting import nearest_to_its_limit, utf16_units
from watchdesk.publishing.ports.text_rules import Measure

HASHTAGS = 30
NAMES = 20

_HASHTAG = regex.compile(r"(?<!\w)[#＃](?=\w*[^\W\d])\w+")  # noqa: RUF001  the wide sign counts as well
_NAME = regex.compile(r"(?<!\w)@[A-Za-z0-9._]+")


class InstagramTextRule:
    def measure(self, account: Account, text: str, surface: Surface | None = None) -> Measure:  # noqa: ARG002  the same for every account
        return nearest_to_its_limit(
            Measure(length=utf16_units(text), limit=FACTS.text.most, unit=FACTS.text.unit),
            Measure(length=len(_HASHTAG.findall(text)), limit=HASHTAGS, unit="hashtags"),
            Measure(length=len(_NAME.findall(text)), limit=NAMES, unit="names of accounts"),
        )

    def links(self, text: str) -> tuple[str, ...]:  # noqa: ARG002  a caption holds no links
        return ()
