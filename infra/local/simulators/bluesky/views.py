"""The views of actors, posts and threads that the AppView returns to a viewer."""

from datetime import datetime

from infra.local.simulators.bluesky.model import POST, Actor, Record
from infra.local.simulators.bluesky.state import BlueskyState
from infra.local.simulators.exchange import JsonObject
from infra.local.simulators.timestamps import timestamp_text

DEFS = "app.bsky.feed.defs"
COUNTS = ("bookmarkCount", "replyCount", "repostCount", "likeCount", "quoteCount")


class AppViews:
    """The network as one viewer sees it, or as the public sees it if there is no viewer."""

    def __init__(self, network: BlueskyState, viewer: Actor | None) -> None:
        self._network = network
        self._viewer = viewer

    def actor(self, actor: Actor) -> JsonObject:
        """Return the basic view of an actor, which every post contains."""
        view: JsonObject = {
            "did": actor.did,
            "handle": actor.handle,
            "displayName": actor.display_name,
            "associated": {"activitySubscription": {"allowSubscriptions": "followers"}},
            "labels": [],
            "createdAt": timestamp_text(actor.joined_at),
        }
        return view | ({"viewer": self._relation(actor)} if self._viewer else {})

    def profile(self, actor: Actor) -> JsonObject:
        tally = self._network.tallies[actor.did]
        counts = {name: tally[name] for name in ("followersCount", "followsCount", "postsCount")}
        view = self.actor(actor)
        view["associated"] |= {"lists": 0, "feedgens": 0, "starterPacks": 0, "labeler": False}
        return view | {"description": "", "indexedAt": timestamp_text(actor.joined_at)} | counts

    def _relation(self, actor: Actor) -> JsonObject:
        me = self._viewer
        if me is None:
            return {}
        relation: JsonObject = {
            "muted": actor.did in me.mutes,
            "mutedOnlyReposts": False,
            "mutedOnlyQuoteposts": False,
            "blockedBy": me.did in actor.blocks,
        }
        uris = {
            "blocking": me.blocks.get(actor.did),
            "following": me.follows.get(actor.did),
            "followedBy": actor.follows.get(me.did),
        }
        return relation | {name: uri for name, uri in uris.items() if uri}

    def hidden(self, did: str) -> bool:
        """Return whether an author is hidden: unknown, not active, or blocked on either side."""
        author = self._network.actors.get(did)
        if author is None or not author.active:
            return True
        return self._blocked(author)

    def _blocked(self, author: Actor) -> bool:
        me = self._viewer
        return me is not None and (author.did in me.blocks or me.did in author.blocks)

    def post(self, record: Record) -> JsonObject:
        tally = self._network.tallies[record.uri]
        view: JsonObject = {
            "uri": record.uri,
            "cid": record.cid,
            "author": self.actor(self._network.actors[record.did]),
            "record": record.value,
            **{name: tally[name] for name in COUNTS},
            "indexedAt": timestamp_text(record.sort_at),
            "labels": [],
        }
        if embed := self._embed(record):
            view["embed"] = embed
        if self._viewer:
            view["viewer"] = {"bookmarked": False, "threadMuted": False, "embeddingDisabled": False}
        return view

    def _embed(self, record: Record) -> JsonObject | None:
        embed = record.value.get("embed") or {}
        if "images" in embed:
            images = [self._image(record.did, image) for image in embed["images"]]
            return {"$type": "app.bsky.embed.images#view", "images": images}
        quoted = self._network.records.get(record.quoted or "")
        if quoted is None:
            return None
        view = {"$type": "app.bsky.embed.record#viewRecord", **quoted.ref, "value": quoted.value}
        author = self.actor(self._network.actors[quoted.did])
        shown = view | {"author": author, "labels": [], "indexedAt": timestamp_text(quoted.sort_at), "embeds": []}
        return {"$type": "app.bsky.embed.record#view", "record": shown}

    def _image(self, did: str, image: JsonObject) -> JsonObject:
        end = f"plain/{did}/{image['image']['ref']['$link']}"
        base = f"{self._network.url}/img"
        links = {"thumb": f"{base}/feed_thumbnail/{end}", "fullsize": f"{base}/feed_fullsize/{end}"}
        return links | {"alt": image["alt"], "aspectRatio": image.get("aspectRatio", {"width": 1, "height": 1})}

    def thread(self, uri: str, *, depth: int, height: int) -> JsonObject:
        """Return a post with its parents and replies, or the view of a missing or blocked post."""
        record = self._network.records.get(uri)
        if record is None or record.collection != POST or not self._network.actors[record.did].active:
            return {"$type": f"{DEFS}#notFoundPost", "uri": uri, "notFound": True}
        author = self._network.actors[record.did]
        if self._blocked(author):
            shown = {"did": author.did, "viewer": self._relation(author)}
            return {"$type": f"{DEFS}#blockedPost", "uri": uri, "blocked": True, "author": shown}
        node: JsonObject = {"$type": f"{DEFS}#threadViewPost", "post": self.post(record), "threadContext": {}}
        if record.parent and height > 0:
            node["parent"] = self.thread(record.parent, depth=0, height=height - 1)
        children = self._network.children[uri] if depth > 0 else []
        return node | {"replies": [self.thread(child, depth=depth - 1, height=0) for child in children]}


def epoch_milliseconds(moment: datetime) -> int:
    return int(moment.timestamp() * 1000)
