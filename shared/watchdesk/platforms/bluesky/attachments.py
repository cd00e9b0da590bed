"""What a post shows beside its text: pictures, films, cards, quoted posts, and links behind other words."""

from collections.abc import Iterator
from itertools import islice
from typing import Any

from watchdesk.core.message import Attachment

MOST = 30
LONGEST = 2_000
"""Characters of one address or alternative text. The lexicons allow 2,000 graphemes of alternative text."""

_CDN = "https://cdn.bsky.app/img/feed_fullsize/plain"
_VIDEO = "https://video.bsky.app/watch"


def attachments(did: str, facets: object, embed: object) -> tuple[Attachment, ...]:
    """Return everything shown beside the text, at most MOST items.

    Never raises, although the author of the post may have written anything into both arguments.
    """
    found = dict.fromkeys((*_embedded(did, embed), *_links(facets)))
    return tuple(islice(found, MOST))


def _links(facets: object) -> Iterator[Attachment]:
    for facet in _list(facets):
        for feature in _list(_dict(facet).get("features")):
            if _kind(feature) == "app.bsky.richtext.facet#link":
                yield _linked("link", _dict(feature).get("uri"), "")


def _embedded(did: str, embed: object) -> Iterator[Attachment]:
    given = _dict(embed)
    match _kind(embed).removesuffix("#view"):
        case "":
            return
        case "app.bsky.embed.images":
            for image in _list(given.get("images")):
                yield _blob("image", f"{_CDN}/{did}/", _dict(image).get("image"), "", _dict(image).get("alt"))
        case "app.bsky.embed.video":
            yield _blob("video", f"{_VIDEO}/{did}/", given.get("video"), "/playlist.m3u8", given.get("alt"))
        case "app.bsky.embed.external":
            card = _dict(given.get("external"))
            yield _linked("link", card.get("uri"), _text(card.get("title")))
        case "app.bsky.embed.record":
            yield Attachment(kind="quote", url=web_address(_quoted(given)))
        case "app.bsky.embed.recordWithMedia":
            yield from _embedded(did, given.get("media"))
            yield from _embedded(did, given.get("record"))
        case other:
            yield Attachment(kind=_text(other), url="")


def _quoted(embed: dict[str, Any]) -> object:
    return _dict(embed.get("record")).get("uri")


def web_address(uri: object) -> str:
    """Return the address at which a browser shows a post, or an empty text if `uri` names no post."""
    match _text(uri).split("/"):
        case ["at:", "", did, "app.bsky.feed.post", rkey]:
            return f"https://bsky.app/profile/{did}/post/{rkey}"
    return ""


def _blob(kind: str, before: str, blob: object, after: str, alt: object) -> Attachment:
    link = _dict(_dict(blob).get("ref")).get("$link")
    is_cid = isinstance(link, str) and link.isascii() and link.isalnum() and len(link) <= LONGEST
    return Attachment(kind=kind, url=f"{before}{link}{after}" if is_cid else "", alt=_text(alt))


def _linked(kind: str, uri: object, alt: str) -> Attachment:
    """Return an attachment. Only an address of the web becomes its link; any other is shown as words."""
    address = _text(uri)
    is_web = address.lower().startswith(("https://", "http://"))
    return Attachment(kind=kind, url=address if is_web else "", alt=alt if is_web else address)


def _kind(value: object) -> str:
    kind = _dict(value).get("$type")
    return kind if isinstance(kind, str) else ("unknown" if value not in (None, {}) else "")


def _dict(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _text(value: object) -> str:
    """Return the text as it can be stored: cut to its limit, and without halves of characters."""
    return value[:LONGEST].encode("utf-8", "replace").decode() if isinstance(value, str) else ""
