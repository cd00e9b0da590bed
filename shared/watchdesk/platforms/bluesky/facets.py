"""Marks the links, mentions and hashtags of a text in bytes of UTF-8, because Bluesky links nothing by itself."""

from collections.abc import Callable, Sequence
from itertools import accumulate
from typing import Any

from watchdesk.platforms.bluesky.facet_detection import FacetKind, FoundFacet, found

FACET = "app.bsky.richtext.facet"
FEATURES = {FacetKind.MENTION: "did", FacetKind.LINK: "uri", FacetKind.TAG: "tag"}


def facets(text: str, did_of: Callable[[str], str | None]) -> list[dict[str, Any]]:
    """Return the facets in the order of the text. A mention of an unknown handle stays plain text."""
    byte_offsets = [0, *accumulate(len(character.encode()) for character in text)]
    marked = [_facet(facet, byte_offsets, did_of) for facet in found(text)]
    return [facet for facet in marked if facet is not None]


def _facet(
    facet: FoundFacet, byte_offsets: Sequence[int], did_of: Callable[[str], str | None]
) -> dict[str, Any] | None:
    value = did_of(facet.value.lower()) if facet.kind is FacetKind.MENTION else facet.value
    if value is None:
        return None
    return {
        "index": {"byteStart": byte_offsets[facet.start], "byteEnd": byte_offsets[facet.end]},
        "features": [{"$type": f"{FACET}#{facet.kind}", FEATURES[facet.kind]: value}],
    }
