"""A simulated Bluesky: actors, their repositories, and what the AppView makes of them."""

from bisect import insort
from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import timedelta

from infra.local.simulators.bluesky import identifiers, indexing
from infra.local.simulators.bluesky.chat import Chat
from infra.local.simulators.bluesky.member import BlueskyMember
from infra.local.simulators.bluesky.model import POST, Actor, AppPassword, Notice, Record
from infra.local.simulators.bluesky.sessions import Sessions
from infra.local.simulators.exchange import JsonObject
from infra.local.simulators.limits import Limit, Limits
from infra.local.simulators.network import Network, Shown, Standing, TokenDeath
from infra.local.simulators.timestamps import Clock, system_clock

INDIVIDUAL_JOINED = timedelta(days=600)


class BlueskyNetwork(Network):
    platform = "bluesky"

    def __init__(self, *, seed: str = "watchdesk", clock: Clock = system_clock) -> None:
        super().__init__(seed=seed, clock=clock)
        self.limits = Limits(
            Limit("requests", 3_000, timedelta(minutes=5)),
            Limit("logins", 30, timedelta(minutes=5)),
            Limit("logins_daily", 300, timedelta(days=1)),
            Limit("uploads", 1_000, timedelta(days=1)),
            Limit("writes", 5_000, timedelta(hours=1)),
            Limit("writes_daily", 35_000, timedelta(days=1)),
        )
        self.tids = identifiers.Tids(seed)
        self.sessions = Sessions(seed)
        self.chat = Chat(self.tids)
        self.actors: dict[str, Actor] = {}
        self.records: dict[str, Record] = {}
        self.repos: defaultdict[tuple[str, str], dict[str, Record]] = defaultdict(dict)
        self.children: defaultdict[str, list[str]] = defaultdict(list)
        self.tallies: defaultdict[str, Counter[str]] = defaultdict(Counter)
        self.notices: defaultdict[str, list[Notice]] = defaultdict(list)
        self.blobs: dict[str, int] = {}
        self._dids: dict[str, str] = {}

    def actor(self, name: str) -> Actor:
        """By handle or DID. Raises LookupError."""
        did = name if name.startswith("did:") else self._dids.get(name.lower(), "")
        if did not in self.actors:
            raise LookupError(f"actor {name}")
        return self.actors[did]

    def did_of(self, handle: str) -> str | None:
        return self._dids.get(handle.lower())

    def join(self, handle: str, display_name: str, *, official: bool) -> Actor:
        """The actor of that handle, made if need be."""
        if known := self.did_of(handle):
            return self.actors[known]
        did = identifiers.did(self.seed, handle)
        actor = Actor(
            did=did,
            handle=handle,
            display_name=display_name,
            password=identifiers.app_password(self.seed, handle, "main"),
            joined_at=self.clock.now() - INDIVIDUAL_JOINED,
            official=official,
        )
        self.actors[did], self._dids[handle.lower()] = actor, did
        return actor

    def rename(self, handle: str, new: str) -> None:
        actor = self.actor(handle)
        self._dids[new.lower()] = self._dids.pop(actor.handle.lower())
        actor.handle = new

    def add_account(self, handle: str, display_name: str = "") -> JsonObject:
        with self.lock:
            actor = self.join(handle, display_name or handle, official=True)
            actor.official = True
            for name, privileged in (("watchdesk", True), ("no-messages", False)):
                password = identifiers.app_password(self.seed, handle, name)
                actor.app_passwords[name] = AppPassword(name=name, password=password, privileged=privileged)
            return self._credentials(actor)

    def accounts(self) -> list[JsonObject]:
        return [self._credentials(actor) for actor in self.actors.values() if actor.official]

    def _credentials(self, actor: Actor) -> JsonObject:
        return {
            "handle": actor.handle,
            "did": actor.did,
            "standing": actor.standing,
            "password": actor.password,
            "app_password": actor.app_passwords["watchdesk"].password,
            "app_password_without_messages": actor.app_passwords["no-messages"].password,
        }

    def public(self, name: str) -> BlueskyMember:
        handle = name if "." in name else f"{name.lower().replace(' ', '-')}.test"
        with self.lock:
            actor = self.join(handle, name.split(".", maxsplit=1)[0].capitalize(), official=False)
        return BlueskyMember(self, actor)

    def shown(self, account: str | None = None, *, limit: int = 50) -> Sequence[Shown]:
        wanted = self.actor(account).did if account else None
        posts = [r for r in self.records.values() if r.collection == POST and wanted in {None, r.did}]
        newest = sorted(posts, key=lambda record: record.indexed_at, reverse=True)[:limit]
        return [self._shown(record) for record in newest]

    def _shown(self, record: Record) -> Shown:
        author = self.actors[record.did]
        return Shown(
            id=record.uri,
            author=author.handle,
            name=author.display_name,
            text=str(record.value.get("text", "")),
            at=record.sort_at,
            official=author.official,
            public=author.active,
            reply_to=record.parent,
        )

    def set_standing(self, handle: str, standing: Standing) -> None:
        self.actor(handle).standing = standing

    def kill_tokens(self, handle: str, death: TokenDeath) -> None:
        self.sessions.kill(self.actor(handle).did, death)

    def put(self, did: str, collection: str, rkey: str | None, value: JsonObject) -> Record:
        """Keep a record and let the AppView index it; one under the same key is edited and keeps its place."""
        now = self.clock.tick()
        key = rkey or self.tids.next(now)
        uri = f"at://{did}/{collection}/{key}"
        known = self.records.get(uri)
        record = Record(
            uri=uri,
            cid=identifiers.cid(value),
            did=did,
            collection=collection,
            rkey=key,
            value=value,
            indexed_at=known.indexed_at if known else now,
        )
        self.records[uri] = self.repos[did, collection][key] = record
        if known is None:
            indexing.added(self, record)
        return record

    def delete(self, uri: str) -> Record | None:
        record = self.records.pop(uri, None)
        if record is not None:
            del self.repos[record.did, record.collection][record.rkey]
            indexing.removed(self, record)
        return record

    def notify(self, did: str, notice: Notice) -> None:
        insort(self.notices[did], notice, key=lambda each: each.sort_at)

    def commit(self) -> JsonObject:
        """What a write to a repository answers about the repository."""
        rev = self.tids.next(self.clock.tick())
        return {"cid": identifiers.cid(rev), "rev": rev}
