"""The facts of the platforms as JSON, from which the table on the screen and docs/platforms.md are made."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from infra.cli.register.model.durations import write_duration
from infra.cli.register.model.platforms import account_options
from watchdesk.core.account import Surface
from watchdesk.core.platform_facts import Capability, PlatformFacts
from watchdesk.platforms.registry import FACTS

Description = Mapping[str, Any]


def described_platforms() -> Mapping[str, Description]:
    """Return every platform by its name, in the order of the registry."""
    return {name.value: _described(facts) for name, facts in FACTS.items()}


def _described(facts: PlatformFacts) -> Description:
    return {
        "title": facts.title,
        "surfaces": [surface.value for surface in Surface if surface in facts.surfaces],
        "can": [capability.value for capability in Capability if capability in facts.can],
        "handle": {"form": facts.handle_pattern, "in_words": facts.handle_in_words},
        "credential": [asdict(part) for part in facts.credential],
        "credential_needs": facts.credential_needs,
        "options": dict(account_options(facts)),
        "text": asdict(facts.text),
        "images": asdict(facts.images) | {"types": list(facts.images.types)},
        "reply_windows": {name.value: write_duration(window) for name, window in facts.reply_windows.items()},
        "reply_names_recipient": facts.reply_names_recipient,
        "usd_per_post": (
            {"plain": str(facts.price.plain), "with_link": str(facts.price.with_link)} if facts.price else None
        ),
    }
