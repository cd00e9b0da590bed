"""Many people write to one police account at once, with posts of every kind."""

import random
import threading
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from tests.e2e.bluesky_network.member import NetworkMember, SentPost, mention

WRITERS = 4
TEXTS = (
    "Is the front desk in Selby open on Sunday?",
    "My neighbour's shed was broken into last night, who do I tell?",
    "Merci beaucoup, très utile 🙏",
    "هل يمكنني التحدث إلى شخص ما؟",
    "someone is trying car doors on Mill Lane RIGHT NOW",
    "See https://example.com/help?x=1&y=2 #lost",
    "👩‍👩‍👧‍👦 we found a lost child's coat",
    "\u202eright-to-left override text",
    "日本語で通報できますか",
    "thank you!!!",
)
KINDS: Mapping[str, int] = {
    "mention": 45,
    "reply": 25,
    "reply_in_thread": 15,
    "quote": 8,
    "mention_dated_hours_ago": 4,
    "mention_dated_years_ago": 1,
    "mention_from_the_future": 1,
    "small_talk": 1,
}
"""The number of posts of each kind in a hundred posts."""
NOT_OURS = "small_talk"
DEEPEST = 9
"""Threads get this deep. The AppView notifies only the five authors above a reply."""


@dataclass(slots=True, kw_only=True)
class Crowd:
    """The members of the public, and everything that they wrote."""

    official: NetworkMember
    handle: str
    members: Sequence[NetworkMember]
    roots: Sequence[SentPost]
    """The official account's own posts, which get replies."""
    on_post: Callable[[int], None] = lambda _count: None
    """It is called after each post with the number of posts so far."""
    sent: dict[str, list[SentPost]] = field(default_factory=dict)
    """The posts by kind."""
    _threads: list[SentPost] = field(default_factory=list)
    _count: int = 0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def write(self, size: int, seed: int) -> None:
        """Write `size` posts in several threads at once. The same seed gives the same kinds of posts."""
        kinds = random.Random(seed).choices(list(KINDS), list(KINDS.values()), k=size)  # noqa: S311  no secret
        with ThreadPoolExecutor(max_workers=WRITERS) as pool:
            list(pool.map(self._write_one, range(size), kinds))

    def write_history(self, size: int) -> None:
        """Write mentions that are evenly dated from three to twenty-three days ago."""
        with ThreadPoolExecutor(max_workers=WRITERS) as pool:
            list(pool.map(self._write_history_post, range(size)))

    def _write_history_post(self, number: int) -> None:
        said_at = datetime.now(UTC) - timedelta(days=3, hours=number % 480)
        written = self._mention(
            self.members[number % len(self.members)], f"From before ({number})", number, said_at
        )
        with self._lock:
            self.sent.setdefault("history", []).append(written)

    @property
    def addresses(self) -> set[str]:
        """The URIs of all posts to the official account."""
        return {post.uri for kind, posts in self.sent.items() if kind != NOT_OURS for post in posts}

    def _write_one(self, number: int, kind: str) -> None:
        member, text = self.members[number % len(self.members)], f"{TEXTS[number % len(TEXTS)]} ({number})"
        written = getattr(self, f"_{kind}")(member, text, number)
        with self._lock:
            self.sent.setdefault(kind, []).append(written)
            if written.root is not None and written.depth < DEEPEST:
                self._threads.append(written)
            self._count += 1
            count = self._count
        self.on_post(count)

    def _mention(
        self, member: NetworkMember, text: str, _number: int, said_at: datetime | None = None
    ) -> SentPost:
        text = f"@{self.handle} {text}"
        return member.write(text, said_at=said_at, **mention(self.official.did, text))

    def _mention_dated_hours_ago(self, member: NetworkMember, text: str, number: int) -> SentPost:
        return self._mention(member, text, number, datetime.now(UTC) - timedelta(hours=1 + number % 40))

    def _mention_dated_years_ago(self, member: NetworkMember, text: str, number: int) -> SentPost:
        return self._mention(member, text, number, datetime.now(UTC) - timedelta(days=365 * (1 + number % 6)))

    def _mention_from_the_future(self, member: NetworkMember, text: str, number: int) -> SentPost:
        return self._mention(member, text, number, datetime.now(UTC) + timedelta(days=2))

    def _reply(self, member: NetworkMember, text: str, number: int) -> SentPost:
        return member.reply(self.roots[number % len(self.roots)], text)

    def _reply_in_thread(self, member: NetworkMember, text: str, number: int) -> SentPost:
        """Reply to a reply, so that threads grow deeper than notifications reach."""
        with self._lock:
            above = self._threads[-1 - number % min(5, len(self._threads))] if self._threads else self.roots[0]
        return member.reply(above, text)

    def _quote(self, member: NetworkMember, text: str, number: int) -> SentPost:
        return member.quote(self.roots[number % len(self.roots)], text)

    def _small_talk(self, member: NetworkMember, text: str, _number: int) -> SentPost:
        return member.write(text)
