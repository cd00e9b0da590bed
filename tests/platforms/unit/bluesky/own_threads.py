"""Our own posts and the threads below them, as the AppView shows them."""

from datetime import timedelta
from typing import Any

from tests.fakes.clock import NOON
from tests.fakes.http import Asked, says
from tests.platforms.unit.bluesky.conftest import OUR_DID, Bluesky
from watchdesk.core.http_client import HttpResponse
from watchdesk.platforms.bluesky.timestamps import timestamp_text

FEED, THREAD = "app.bsky.feed.getAuthorFeed", "app.bsky.feed.getPostThread"
PUBLIC = "did:plc:etkls32y3jwuvbisge532avc"


def uri(rkey: str, did: str = OUR_DID) -> str:
    return f"at://{did}/app.bsky.feed.post/{rkey}"


def post(
    rkey: str, did: str = OUR_DID, replies: int = 0, parent: str | None = None, days_old: int = 0
) -> dict[str, Any]:
    at = timestamp_text(NOON - timedelta(days=days_old))
    refs = {"root": {"uri": uri("root")}, "parent": {"uri": parent}} if parent else None
    record = {"text": rkey, "createdAt": at, **({"reply": refs} if refs else {})}
    author = {"did": did, "handle": "someone.test"}
    return {
        "uri": uri(rkey, did),
        "cid": rkey,
        "author": author,
        "record": record,
        "replyCount": replies,
        "indexedAt": at,
    }


def node(view: dict[str, Any], *replies: Any) -> dict[str, Any]:
    return {"$type": "app.bsky.feed.defs#threadViewPost", "post": view, "replies": list(replies)}


class OwnThreads:
    """Our own posts, and the threads below them."""

    def __init__(self, bluesky: Bluesky) -> None:
        self.posts: list[dict[str, Any]] = []
        self.threads: dict[str, Any] = {}
        bluesky.http.on(FEED, lambda _: says({"feed": [{"post": each} for each in self.posts]}))
        bluesky.http.on(THREAD, self._thread)

    def _thread(self, asked: Asked) -> HttpResponse:
        found = self.threads.get(str(asked.query["uri"]))
        return says(
            {"thread": found} if found else {"error": "NotFound", "message": "Post not found: x"},
            200 if found else 400,
        )
