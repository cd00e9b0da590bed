"""Finds the links, mentions and hashtags in a text, because Bluesky links nothing by itself.

They are found by the rules of the official apps (@atproto/api, rich-text/detection) and marked in bytes of UTF-8.
Two differences make more links work: a bare domain may hold a hyphen, as several forces' domains do, and all the
punctuation behind an address is left out, not only one character of it.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import regex

from watchdesk.platforms.text.graphemes import graphemes
from watchdesk.platforms.text.top_level_domains import top_level_domains

LONGEST_TAG = 64
"""Graphemes of the longest hashtag."""
FACET = "app.bsky.richtext.facet"

_SPACE = r"\t-\r \u00A0\u1680\u2000-\u200A\u2028\u2029\u202F\u205F\u3000\uFEFF"
_IN_TAG = rf"[^{_SPACE}\u00AD\u2060\u200B-\u200D\u20E2]"
_OPENED = rf"(?:^|(?<=[{_SPACE}(]))"
_MENTION = regex.compile(rf"{_OPENED}@([a-zA-Z0-9.-]*[a-zA-Z0-9])")
_LINK = regex.compile(
    rf"{_OPENED}(?:(https?://(?=\w)[^{_SPACE}]+)"
    rf"|((?P<domain>[a-z](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9]+(?:-+[a-z0-9]+)*)+)[^{_SPACE}]*))",
    regex.IGNORECASE,
)
_TAG = regex.compile(rf"(?:^|(?<=[{_SPACE}]))[#\uFF03](?!\uFE0F)({_IN_TAG}+)")
_SAYS_SOMETHING = regex.compile(r"[^0-9\p{P}]")
_PUNCTUATION_BEHIND = regex.compile(r"\p{P}+$")
_BEHIND_ADDRESS = ".,;:!?…\"'”’"  # noqa: RUF001  as people type them


class FacetKind(StrEnum):
    MENTION = "mention"
    LINK = "link"
    TAG = "tag"


@dataclass(frozen=True, slots=True)
class FoundFacet:
    """`start` and `end` count characters. `value` is the handle, the address or the tag."""

    kind: FacetKind
    start: int
    end: int
    value: str


def facets(text: str, did_of: Callable[[str], str | None]) -> list[dict[str, Any]]:
    """Return the facets in the order of the text. A mention of an unknown handle stays plain text."""
    marked = [_facet(text, each, did_of) for each in sorted(found(text), key=lambda each: each.start)]
    return [facet for facet in marked if facet is not None]


def found(text: str) -> Iterator[FoundFacet]:
    for match in _MENTION.finditer(text):
        if _is_domain(match[1]) or match[1].endswith(".test"):
            yield FoundFacet(FacetKind.MENTION, match.start(), match.end(), match[1])
    for match in _LINK.finditer(text):
        if match[1] or _is_domain(match["domain"]):
            address = _without_trailing_punctuation(match[0])
            uri = address if match[1] else f"https://{address}"
            yield FoundFacet(FacetKind.LINK, match.start(), match.start() + len(address), uri)
    for match in _TAG.finditer(text):
        tag = _PUNCTUATION_BEHIND.sub("", match[1])
        if _SAYS_SOMETHING.search(tag) and len(graphemes(tag)) <= LONGEST_TAG:
            yield FoundFacet(FacetKind.TAG, match.start(), match.start() + 1 + len(tag), tag)


def _is_domain(name: str) -> bool:
    """Say whether the text is a host.

    Case counts, so that a sentence begun without a space ("it.In") is no address.
    """
    before, _, last = name.rpartition(".")
    return bool(before) and last in top_level_domains()


def _without_trailing_punctuation(address: str) -> str:
    """Leave out punctuation behind the address, and a closing bracket that was opened before it."""
    bare = address.rstrip(_BEHIND_ADDRESS)
    if bare.endswith(")") and "(" not in bare:
        return _without_trailing_punctuation(bare[:-1])
    return bare


def _facet(text: str, each: FoundFacet, did_of: Callable[[str], str | None]) -> dict[str, Any] | None:
    value: str | None = each.value
    name = {FacetKind.MENTION: "did", FacetKind.LINK: "uri", FacetKind.TAG: "tag"}[each.kind]
    if each.kind is FacetKind.MENTION:
        value = did_of(each.value.lower())
    if value is None:
        return None
    start = len(text[: each.start].encode())
    return {
        "index": {"byteStart": start, "byteEnd": start + len(text[each.start : each.end].encode())},
        "features": [{"$type": f"{FACET}#{each.kind}", name: value}],
    }
