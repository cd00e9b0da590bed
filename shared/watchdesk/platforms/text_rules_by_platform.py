"""The port TextRules: one module per platform says how it counts; splitting is the same for all."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from watchdesk.core.account import Account, Platform
from watchdesk.core.clock import Clock
from watchdesk.core.errors import Defect, Refused
from watchdesk.core.http_client import Http, Urllib3Http
from watchdesk.platforms.bluesky.text_rules import BlueskyText
from watchdesk.platforms.facebook.text_rules import FacebookText
from watchdesk.platforms.instagram.text_rules import InstagramText
from watchdesk.platforms.mastodon.server_rules import RulesOfServers
from watchdesk.platforms.mastodon.text_rules import MastodonText
from watchdesk.platforms.text.splitting import in_parts
from watchdesk.platforms.x.text_rules import XText
from watchdesk.publishing.ports.text_rules import Measure


class TextRule(Protocol):
    """One platform's own way of counting."""

    @property
    def shows_threads(self) -> bool:
        """Whether an account's replies to its own post are shown under it, in order."""
        ...

    def measure(self, account: Account, text: str) -> Measure: ...


@dataclass(frozen=True, slots=True)
class TextRulesByPlatform:
    by_platform: Mapping[Platform, TextRule]

    def measure(self, account: Account, text: str) -> Measure:
        return self._rule(account).measure(account, text)

    def split(self, account: Account, text: str, suffix: str) -> list[str]:
        rule = self._rule(account)
        if rule.measure(account, text + suffix).fits:
            return [text + suffix]
        if not rule.shows_threads:
            raise Refused(f"the text is too long, and {account.platform} shows no threads: make it shorter")
        return in_parts(text, suffix, lambda part: rule.measure(account, part).fits)

    def _rule(self, account: Account) -> TextRule:
        rule = self.by_platform.get(account.platform)
        if rule is None:
            raise Defect(f"no rules count texts for {account.platform}")
        return rule


def text_rules_of_every_platform(*, clock: Clock, http: Http | None = None) -> TextRulesByPlatform:
    """`http` and `clock`: Mastodon's servers say themselves how much they take, and are asked once an hour."""
    servers = RulesOfServers(http=http or Urllib3Http(), clock=clock)
    return TextRulesByPlatform(
        {
            Platform.BLUESKY: BlueskyText(),
            Platform.FACEBOOK: FacebookText(),
            Platform.INSTAGRAM: InstagramText(),
            Platform.MASTODON: MastodonText(servers),
            Platform.X: XText(),
        }
    )
