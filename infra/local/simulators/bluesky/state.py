"""The state of a simulated Bluesky: its actors, their repositories, and the index of the AppView."""

from bisect import insort
from collections import Counter, defaultdict
from datetime import timedelta

from infra.local.simulators.bluesky import identifiers
from infra.local.simulators.bluesky.chat import Chat
from infra.local.simulators.bluesky.model import Actor, Notice, Record
from infra.local.simulators.bluesky.sessions import Sessions
from infra.local.simulators.exchange import JsonObject
from infra.local.simulators.network import SimulatedNetwork
from infra.local.simulators.rate_limits import RateLimit, RateLimits
from infra.local.simulators.timestamps import Clock, system_clock

INDIVIDUAL_JOINED = timedelta(days=600)


class BlueskyState(SimulatedNetwork):
    platform = "bluesky"
    colour = "#0a7aff"

    def __init__(self, *, seed: str = "watchdesk", clock: Clock = system_clock) -> None:
        super().__init__(seed=seed, clock=clock)
        self.limits = RateLimits(
            RateLimit("requests", 3_000, timedelta(minutes=5)),
            RateLimit("logins", 30, timedelta(minutes=5)),
            RateLimit("logins_daily", 300, timedelta(days=1)),
            RateLimit("uploads", 1_000, timedelta(days=1)),
            RateLimit("writes", 5_000, timedelta(hours=1)),
            RateLimit("writes_daily", 35_000, timedelta(days=1)),
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
        """Return the actor with this handle or DID. Raises LookupError."""
        did = name if name.startswith("did:") else self._dids.get(name.lower(), "")
        if did not in self.actors:
            raise LookupError(f"actor {name}")
        return self.actors[did]

    def did_of(self, handle: str) -> str | None:
        return self._dids.get(handle.lower())

    def join(self, handle: str, display_name: str, *, official: bool) -> Actor:
        """Return the actor with this handle, who is created if there is none."""
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

    def notify(self, did: str, notice: Notice) -> None:
        insort(self.notices[did], notice, key=lambda row: row.sort_at)

    def commit(self) -> JsonObject:
        """Return the commit that the response to a write contains."""
        rev = self.tids.next(self.clock.tick())
        return {"cid": identifiers.cid(rev), "rev": rev}
