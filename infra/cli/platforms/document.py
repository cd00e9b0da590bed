"""docs/platforms.md, made from the facts of the platforms."""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from infra.cli.platforms.description import Description, described_platforms
from infra.cli.platforms.words import CAPABILITIES, image_limits, price, reply_windows, text_limit

PLATFORMS_PAGE = Path("docs/platforms.md")

_HEAD = """# Platforms

<!-- Made from shared/watchdesk/platforms/*/facts.py by `make docs`. Do not edit. -->

What each platform shows, takes and allows. `watchdesk platforms` prints the same, and with `--json` all of it.
[Adding a platform](adding-a-platform.md) says how another is added.
"""

_FIGURES: Mapping[str, Callable[[Description], str]] = {
    "Surfaces": lambda platform: ", ".join(f"`{surface}`" for surface in platform["surfaces"]),
    "Longest post": text_limit,
    "Images of a post": image_limits,
    "Answers are taken for": reply_windows,
    "A reply must name whom it answers": lambda platform: "yes" if platform["reply_names_recipient"] else "no",
    "Price of a post": price,
    "Handle": lambda platform: platform["handle"]["in_words"],
    "Options in the register": lambda platform: ", ".join(f"`{option}`" for option in platform["options"]),
}


def platforms_page() -> str:
    """Return the whole page."""
    platforms = described_platforms()
    return "\n".join([_HEAD, *_capabilities(platforms), "", *_details(platforms)])


def _capabilities(platforms: Mapping[str, Description]) -> Iterator[str]:
    titles = " | ".join(platform["title"] for platform in platforms.values())
    yield f"| | {titles} |"
    yield "|---|" + "---|" * len(platforms)
    for capability, words in CAPABILITIES.items():
        marks = " | ".join("yes" if capability in platform["can"] else "" for platform in platforms.values())
        yield f"| {words} | {marks} |"


def _details(platforms: Mapping[str, Description]) -> Iterator[str]:
    for name, platform in platforms.items():
        yield from (
            f"## {platform['title']}",
            "",
            f"In the register: `platform: {name}`.",
            "",
            "| | |",
            "|---|---|",
        )
        for words, figure in _FIGURES.items():
            yield f"| {words} | {figure(platform)} |"
        yield f"| Credential | {_credential(platform)} |"
        yield f"| It needs | {platform['credential_needs']} |"
        yield ""


def _credential(platform: Description) -> str:
    parts = [
        f"`{part['name']}`{'' if part['is_required'] else ' (may be left out)'}: {part['form_in_words']}"
        for part in platform["credential"]
    ]
    return "; ".join(parts) or "none yet: Watchdesk does not speak to it"
