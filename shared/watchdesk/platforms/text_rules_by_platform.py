"""The port TextRules over all platforms: each counts in its own way, and splitting is the same for all."""

from collections.abc import Mapping
from dataclasses import dataclass

from watchdesk.core.account import Account, Platform, Surface
from watchdesk.core.clock import Clock
from watchdesk.core.errors import Defect, Refused
from watchdesk.core.http_client import HttpClient, Urllib3Client
from watchdesk.core.platform_facts import Capability, FactsByPlatform
from watchdesk.platforms.contract import TextRule
from watchdesk.platforms.registry import FACTS, PLATFORMS
from watchdesk.platforms.text.splitting import in_parts
from watchdesk.publishing.ports.text_rules import Measure


@dataclass(frozen=True, slots=True)
class TextRulesByPlatform:
    """Passes each text to the rule of the account's platform."""

    by_platform: Mapping[Platform, TextRule]
    facts: FactsByPlatform

    def measure(self, account: Account, text: str, surface: Surface | None = None) -> Measure:
        """Measure the text. Raises Defect for a platform without rules."""
        return self._rule(account).measure(account, text, surface)

    def links(self, account: Account, text: str) -> tuple[str, ...]:
        """Return every address of which the account's platform makes a link."""
        return self._rule(account).links(text)

    def split(self, account: Account, text: str, suffix: str) -> list[str]:
        """Return the text as one part, or as a numbered thread if it is too long for one.

        Raises Refused if the platform shows no threads or no cut makes it fit.
        """
        rule = self._rule(account)
        if rule.measure(account, text + suffix).fits:
            return [text + suffix]
        if Capability.THREAD not in self.facts[account.platform].can:
            raise Refused(f"the text is too long, and {account.platform} shows no threads: make it shorter")
        return in_parts(text, suffix, lambda part: rule.measure(account, part).fits)

    def _rule(self, account: Account) -> TextRule:
        rule = self.by_platform.get(account.platform)
        if rule is None:
            raise Defect(f"no rules count texts for {account.platform}")
        return rule


def text_rules_of_every_platform(*, clock: Clock, http: HttpClient | None = None) -> TextRulesByPlatform:
    """Return the text rules of every platform.

    Some need `http` and `clock`, because their servers state themselves how much they take.
    """
    http = http or Urllib3Client()
    rules = {name: platform.text_rule(http, clock) for name, platform in PLATFORMS.items()}
    return TextRulesByPlatform(rules, FACTS)
