"""The platforms that a register may declare accounts on, as their facts tell."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final, Literal

from watchdesk.core.account import Platform
from watchdesk.core.platform_facts import Capability, FactsByPlatform, PlatformFacts
from watchdesk.platforms.registry import platforms_that_can
from watchdesk.publishing.usecases.choose_accounts import NEEDS_APPROVAL

DECLARABLE: Final[FactsByPlatform] = {
    name: platform.facts for name, platform in platforms_that_can(Capability.READ).items()
}

if TYPE_CHECKING:
    DeclarablePlatform = Platform
else:
    DeclarablePlatform = Literal[tuple(DECLARABLE)]


def account_options(facts: PlatformFacts) -> Mapping[str, str]:
    """Return what an account's `options` may name, and what each does: those of all platforms and its own."""
    return {NEEDS_APPROVAL: "Somebody other than its author approves every post first."} | dict(facts.options)
