"""A platform in memory: feeds that page like real ones, and that can be told to fail."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from watchdesk.core.account import Account, AccountId, Surface
from watchdesk.core.message import FeedItem
from watchdesk.inbox.domain.feed_state import FeedName, FeedPage, FeedTraits
from watchdesk.inbox.ports.feeds import Feed

Fault = Callable[[], None]


@dataclass(slots=True)
class FakeFeed:
    """An ordered feed: whatever is `shown` stands at its time on the platform's clock, newest first."""

    name: str = "notifications"
    page_size: int = 10
    overlap: timedelta = timedelta(minutes=15)
    surfaces: frozenset[Surface] = frozenset({Surface.MENTION})
    every: timedelta = timedelta(0)
    rows: list[tuple[datetime, int, FeedItem]] = field(default_factory=list)
    faults: dict[int, Fault] = field(default_factory=dict)
    """What happens at the nth page asked for, counted over the feed's life from 1."""
    asked: list[str | None] = field(default_factory=list)

    @property
    def traits(self) -> FeedTraits:
        return FeedTraits(
            name=FeedName(self.name),
            surfaces=self.surfaces,
            overlap=self.overlap,
            deep_overlap=timedelta(hours=48),
            deep_every=timedelta(hours=1),
            every=self.every,
        )

    def shows(self, item: FeedItem, at: datetime) -> None:
        self.rows.append((at, len(self.rows), item))

    def forgets(self, item: FeedItem) -> None:
        self.rows = [row for row in self.rows if row[2] != item]

    def page(self, older: str | None, memo: str) -> FeedPage:  # noqa: ARG002  an ordered feed leaves no memo
        self._ask(older)
        newest_first = sorted(self.rows, reverse=True, key=lambda row: row[:2])
        below = [row for row in newest_first if older is None or f"{row[0].isoformat()}/{row[1]:06}" < older]
        rows = below[: self.page_size]
        more = len(below) > len(rows)
        return FeedPage(
            items=tuple(row[2] for row in rows),
            older=f"{rows[-1][0].isoformat()}/{rows[-1][1]:06}" if more else None,
            reaches_back_to=rows[-1][0] if rows else None,
            newest=rows[0][0] if rows else None,
        )

    def _ask(self, older: str | None) -> None:
        self.asked.append(older)
        fault = self.faults.get(len(self.asked))
        if fault is not None:
            fault()


@dataclass(slots=True)
class FakeThreads:
    """An unordered feed: one page per thread, and a memo of how many replies each had when last walked."""

    threads: list[tuple[str, list[FeedItem]]] = field(default_factory=list)
    faults: dict[int, Fault] = field(default_factory=dict)
    asked: list[tuple[str | None, str]] = field(default_factory=list)

    @property
    def traits(self) -> FeedTraits:
        return FeedTraits(
            name=FeedName("threads"),
            surfaces=frozenset({Surface.REPLY}),
            overlap=timedelta(0),
            deep_overlap=timedelta(0),
            deep_every=timedelta(hours=1),
            is_ordered=False,
        )

    def page(self, older: str | None, memo: str) -> FeedPage:
        self.asked.append((older, memo))
        fault = self.faults.get(len(self.asked))
        if fault is not None:
            fault()
        known = dict(pair.split("=") for pair in memo.split(",") if pair)
        changed = [(name, items) for name, items in self.threads if known.get(name) != str(len(items))]
        rest = [(name, items) for name, items in changed if older is None or name > older]
        more = len(rest) > 1
        return FeedPage(
            items=tuple(rest[0][1]) if rest else (),
            older=rest[0][0] if more else None,
            reaches_back_to=None,
            memo=None if more else ",".join(f"{name}={len(items)}" for name, items in self.threads),
        )


@dataclass(slots=True)
class FakeFeeds:
    by_account: dict[AccountId, Sequence[Feed]] = field(default_factory=dict)

    def of(self, account: Account) -> Sequence[Feed]:
        return self.by_account.get(account.id, ())


@dataclass(slots=True)
class FakeStopwatch:
    """As much time as a test gives it."""

    remaining: timedelta = timedelta(seconds=60)

    def left(self) -> timedelta:
        return self.remaining


def fails(error: BaseException) -> Fault:
    def fault() -> None:
        raise error

    return fault
