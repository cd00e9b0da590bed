"""Many people who write to one police account at once, in all the ways people do."""

import random
import threading
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from tests.e2e.bluesky_network.member import Member, Written, mention

WRITERS = 4
WORDS = (
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
"""Of a hundred posts, how many are of each kind."""
NOT_OURS = "small_talk"
DEEPEST = 9
"""Replies this far down a thread; the AppView tells only the five authors above a reply about it."""


@dataclass(slots=True, kw_only=True)
class Crowd:
    official: Member
    handle: str
    members: Sequence[Member]
    roots: Sequence[Written]
    """The official account's own posts, under which threads grow."""
    on_post: Callable[[int], None] = lambda _count: None
    """Told after each post how many there are."""
    sent: dict[str, list[Written]] = field(default_factory=dict)
    """What was written, by kind."""
    _threads: list[Written] = field(default_factory=list)
    _count: int = 0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def write(self, size: int, seed: int) -> None:
        """Write `size` posts from several threads: the same kinds in the same shares for the same seed."""
        kinds = random.Random(seed).choices(list(KINDS), list(KINDS.values()), k=size)  # noqa: S311  no secret
        with ThreadPoolExecutor(max_workers=WRITERS) as pool:
            list(pool.map(self._write_one, range(size), kinds))

    def wrote_before(self, size: int) -> None:
        """History: mentions evenly dated from three to twenty-three days ago."""
        with ThreadPoolExecutor(max_workers=WRITERS) as pool:
            list(pool.map(self._remember, range(size)))

    def _remember(self, number: int) -> None:
        said_at = datetime.now(UTC) - timedelta(days=3, hours=number % 480)
        written = self._mention(
            self.members[number % len(self.members)], f"From before ({number})", number, said_at
        )
        with self._lock:
            self.sent.setdefault("history", []).append(written)

    @property
    def addresses(self) -> set[str]:
        """Everything that was said to the official account."""
        return {post.uri for kind, posts in self.sent.items() if kind != NOT_OURS for post in posts}

    def _write_one(self, number: int, kind: str) -> None:
        member, text = self.members[number % len(self.members)], f"{WORDS[number % len(WORDS)]} ({number})"
        written = getattr(self, f"_{kind}")(member, text, number)
        with self._lock:
            self.sent.setdefault(kind, []).append(written)
            if written.root is not None and written.depth < DEEPEST:
                self._threads.append(written)
            self._count += 1
            count = self._count
        self.on_post(count)

    def _mention(self, member: Member, text: str, _number: int, said_at: datetime | None = None) -> Written:
        text = f"@{self.handle} {text}"
        return member.write(text, said_at=said_at, **mention(self.official.did, text))

    def _mention_dated_hours_ago(self, member: Member, text: str, number: int) -> Written:
        return self._mention(member, text, number, datetime.now(UTC) - timedelta(hours=1 + number % 40))

    def _mention_dated_years_ago(self, member: Member, text: str, number: int) -> Written:
        return self._mention(member, text, number, datetime.now(UTC) - timedelta(days=365 * (1 + number % 6)))

    def _mention_from_the_future(self, member: Member, text: str, number: int) -> Written:
        return self._mention(member, text, number, datetime.now(UTC) + timedelta(days=2))

    def _reply(self, member: Member, text: str, number: int) -> Written:
        return member.reply(self.roots[number % len(self.roots)], text)

    def _reply_in_thread(self, member: Member, text: str, number: int) -> Written:
        """Answer somebody else's reply, so that threads grow deeper than notifications reach."""
        with self._lock:
            above = self._threads[-1 - number % min(5, len(self._threads))] if self._threads else self.roots[0]
        return member.reply(above, text)

    def _quote(self, member: Member, text: str, number: int) -> Written:
        return member.quote(self.roots[number % len(self.roots)], text)

    def _small_talk(self, member: Member, text: str, _number: int) -> Written:
        return member.write(text)
