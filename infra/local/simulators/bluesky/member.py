"""A member of the public on the simulated Bluesky."""

from datetime import datetime

from infra.local.simulators.bluesky.model import FOLLOW, LIKE, POST, Actor, Record
from infra.local.simulators.bluesky.repositories import BlueskyRepositories
from infra.local.simulators.bluesky.richtext import facets
from infra.local.simulators.exchange import JsonObject
from infra.local.simulators.network import PublicMember
from infra.local.simulators.timestamps import claimed_time, timestamp_text

When = datetime | str | None


class BlueskyMember(PublicMember):
    """A member whose posts have an at:// URI as their id, and whose direct messages have an id of the chat."""

    def __init__(self, network: BlueskyRepositories, actor: Actor) -> None:
        self._network = network
        self.actor = actor

    def posts(self, text: str, *, created_at: When = None) -> str:
        return self._post(text, created_at)

    def mentions(self, account: str, text: str, *, created_at: When = None) -> str:
        """Mention the account. Its handle is put before a text that does not contain it."""
        handle = self._network.actor(account).handle
        return self._post(text if f"@{handle}" in text else f"@{handle} {text}", created_at)

    def replies(self, to: str, text: str, *, created_at: When = None) -> str:
        parent = self._record(to)
        root = (parent.value.get("reply") or {}).get("root") or parent.ref
        return self._post(text, created_at, reply={"root": root, "parent": parent.ref})

    def quotes(self, post: str, text: str, *, created_at: When = None) -> str:
        embed = {"$type": "app.bsky.embed.record", "record": self._record(post).ref}
        return self._post(text, created_at, embed=embed)

    def messages(self, account: str, text: str) -> str:
        """Send a direct message. The first message to an account is a request."""
        network = self._network
        with network.lock:
            now = network.clock.tick()
            convo = network.chat.convo_between(self.actor.did, network.actor(account).did, now)
            return network.chat.send(convo, self.actor.did, {"text": text}, now, network.visible_at()).id

    def edits(self, post: str, text: str) -> None:
        """Edit a post as putRecord does: the URI and the place stay, the CID changes."""
        network = self._network
        with network.lock:
            old = self._record(post)
            value = {**old.value, "text": text, "facets": facets(text, network.did_of)}
            network.put(old.did, POST, old.rkey, value)

    def deletes(self, post: str) -> None:
        network = self._network
        with network.lock:
            if post.startswith("at://"):
                network.delete(self._record(post).uri)
                return
            for convo in network.chat.of(self.actor.did):
                for message in convo.messages:
                    if message.id == post:
                        network.chat.delete(convo, message, network.clock.tick())
                        return
        raise LookupError(f"message {post}")

    def likes(self, post: str) -> None:
        self._write(LIKE, {"subject": self._record(post).ref})

    def follows(self, account: str) -> None:
        self._write(FOLLOW, {"subject": self._network.actor(account).did})

    def _record(self, uri: str) -> Record:
        if uri not in self._network.records:
            raise LookupError(f"post {uri}")
        return self._network.records[uri]

    def _post(self, text: str, created_at: When, **more: JsonObject) -> str:
        value: JsonObject = {"text": text, "langs": ["en"], **more}
        if found := facets(text, self._network.did_of):
            value["facets"] = found
        return self._write(POST, value, created_at)

    def _write(self, collection: str, value: JsonObject, created_at: When = None) -> str:
        network = self._network
        with network.lock:
            moment = claimed_time(created_at) or network.clock.tick()
            full = {"$type": collection, **value, "createdAt": timestamp_text(moment)}
            return network.put(self.actor.did, collection, None, full).uri
