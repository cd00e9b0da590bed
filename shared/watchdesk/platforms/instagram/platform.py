"""Instagram, as contract.py asks for it. So far its texts can be counted; nothing reads it or sends to it."""

from typing import TYPE_CHECKING

from watchdesk.platforms.contract import PlatformAdapter, TextRule
from watchdesk.platforms.instagram.facts import FACTS

if TYPE_CHECKING:
    from watchdesk.core.clock import Clock
    from watchdesk.core.http_client import HttpClient

# ruff: noqa: PLC0415  a function that imports only what it uses starts cold in half the time


class InstagramPlatform(PlatformAdapter):
    facts = FACTS

    def text_rule(self, http: "HttpClient", clock: "Clock") -> TextRule:
        del http, clock
        from watchdesk.platforms.instagram.text_rules import InstagramTextRule

        return InstagramTextRule()
