"""The platforms on which a register may declare accounts, from their facts."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final, Literal

from watchdesk.core.account import Platform, Surface
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
    """Return the options that an account may name and what each does, those of all platforms and its own."""
    return {NEEDS_APPROVAL: "Somebody other than its author approves every post first."} | dict(facts.options)


def schema_of_platforms() -> dict[str, Any]:
    """Return what the JSON schema of an account says for each platform: its handle, surfaces and options."""
    return {"allOf": [_schema_of(facts) for facts in DECLARABLE.values()]}


def _schema_of(facts: PlatformFacts) -> dict[str, Any]:
    return {
        "if": {"properties": {"platform": {"const": facts.platform.value}}},
        "then": {
            "properties": {
                "handle": {"pattern": f"^(?:{facts.handle_pattern})$"},
                "surfaces": {
                    "items": {"enum": [surface.value for surface in Surface if surface in facts.surfaces]}
                },
                "options": {"propertyNames": {"enum": list(account_options(facts))}},
            }
        },
    }
