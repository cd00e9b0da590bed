"""Find the facets that a Bluesky app would send with a text."""

import re
from collections.abc import Callable, Iterator

from infra.local.simulators.exchange import JsonObject

MENTION = re.compile(rb"(?:^|[\s(])@([a-zA-Z0-9.-]+[a-zA-Z0-9])")
LINK = re.compile(rb"https?://[^\s)]+")
TAG = re.compile(rb"(?:^|\s)#([^\s#.,;:!?]+)")
FACET = "app.bsky.richtext.facet"


def facets(text: str, did_of: Callable[[str], str | None]) -> list[JsonObject]:
    """Return the facets for mentions of known handles, links and tags. Offsets count UTF-8 bytes."""
    data = text.encode()
    found = [*_mentions(data, did_of), *_links(data), *_tags(data)]
    return sorted(found, key=lambda facet: int(facet["index"]["byteStart"]))


def _mentions(data: bytes, did_of: Callable[[str], str | None]) -> Iterator[JsonObject]:
    for match in MENTION.finditer(data):
        if did := did_of(match[1].decode()):
            yield _facet(match.start(1) - 1, match.end(1), {"$type": f"{FACET}#mention", "did": did})


def _links(data: bytes) -> Iterator[JsonObject]:
    for match in LINK.finditer(data):
        uri = match[0].rstrip(b".,;:!?")
        yield _facet(match.start(), match.start() + len(uri), {"$type": f"{FACET}#link", "uri": uri.decode()})


def _tags(data: bytes) -> Iterator[JsonObject]:
    for match in TAG.finditer(data):
        yield _facet(match.start(1) - 1, match.end(1), {"$type": f"{FACET}#tag", "tag": match[1].decode()})


def _facet(start: int, end: int, feature: JsonObject) -> JsonObject:
    return {"index": {"byteStart": start, "byteEnd": end}, "features": [feature]}


def mentioned(value: JsonObject) -> list[str]:
    """Return the DIDs that the facets of a record mention. Malformed facets are ignored."""
    features = [
        feature
        for facet in value.get("facets") or []
        if isinstance(facet, dict)
        for feature in facet.get("features") or []
        if isinstance(feature, dict)
    ]
    return [
        feature["did"] for feature in features if feature.get("$type") == f"{FACET}#mention" and "did" in feature
    ]
