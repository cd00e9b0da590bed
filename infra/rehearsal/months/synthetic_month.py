"""The invented month: a thousand messages a day, fewer by night, and one hour with ten times as many.

The same register and seed always give the same month. The volumes are an assumption about a busy force.
"""

import random
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from zoneinfo import ZoneInfo

from infra.rehearsal.months.month import Arrival, Month, next_poll, poll_of
from infra.rehearsal.months.phrases import PLACES, PRIORITY, ROUTINE, URGENT
from watchdesk.core.account import Account, Surface
from watchdesk.register.domain.force import ZONE

SEED = 20_260_316
START = datetime(2026, 3, 16, tzinfo=ZoneInfo(ZONE))
"""The month begins on a Monday. The clocks change on 29 March, and Good Friday and Easter follow the 18th day."""
A_DAY = 1_000
BURST_DAY, BURST_HOUR, BURST = 10, 18, 10
"""On the tenth day, between six and seven in the evening, ten times as many people write as usual."""
FOLLOW_UPS = 0.12
"""This share of the messages comes from people who wrote before and wait for an answer."""

BY_HOUR = (14, 9, 6, 4, 4, 6, 14, 30, 48, 56, 58, 58, 60, 58, 56, 58, 62, 70, 74, 72, 64, 54, 40, 25)
BY_WEEKDAY = (1.0, 0.96, 0.96, 1.0, 1.14, 1.1, 0.84)
BY_SURFACE = {
    Surface.COMMENT: 34,
    Surface.REPLY: 24,
    Surface.MENTION: 20,
    Surface.DIRECT_MESSAGE: 16,
    Surface.VISITOR_POST: 4,
    Surface.REVIEW: 2,
}
KINDS = ((URGENT, 2), (PRIORITY, 10), (ROUTINE, 88))


def synthetic_month(
    accounts: Sequence[Account], *, days: int = 30, a_day: int = A_DAY, seed: int = SEED, start: datetime = START
) -> Month:
    """Return messages to the watched accounts, on the surfaces that they watch."""
    watched = [account for account in accounts if account.is_watched]
    arrivals = sorted(_Public(watched, seed).write(start, days, a_day), key=poll_of)
    return Month(
        name=f"the synthetic month, {days} days from {start:%-d %B %Y}",
        start=start.astimezone(UTC),
        end=(start + timedelta(days=days)).astimezone(UTC),
        arrivals=tuple(arrivals),
        count=len(arrivals),
    )


class _Public:
    """Everybody who writes to the force."""

    def __init__(self, accounts: Sequence[Account], seed: int) -> None:
        self._random = random.Random(seed)  # noqa: S311  a rehearsal must come out the same twice
        self._accounts = accounts
        # The first declared account gets most messages, the next one fewer, and so on in a long tail.
        self._weights = list(accumulate(1 / (place + 2) for place in range(len(accounts))))
        self._number = 0
        self._waiting: list[Arrival] = []

    def write(self, start: datetime, days: int, a_day: int) -> Iterator[Arrival]:
        for day in range(days if self._accounts else 0):
            for hour, share in enumerate(BY_HOUR):
                usual = a_day * share / sum(BY_HOUR) * BY_WEEKDAY[(start.weekday() + day) % 7]
                is_burst = (day + 1, hour) == (BURST_DAY, BURST_HOUR)
                # The hours are local: people live by the wall clock, also when it changes.
                began = (start + timedelta(days=day, hours=hour)).astimezone(UTC)
                yield from self._hour(start.astimezone(UTC), began, usual * (BURST if is_burst else 1))

    def _hour(self, start: datetime, began: datetime, expected: float) -> Iterator[Arrival]:
        count = int(expected + self._random.random())
        for second in sorted(self._random.uniform(0, 3600) for _ in range(count)):
            yield self._message(start, began + timedelta(seconds=second))

    def _message(self, start: datetime, sent_at: datetime) -> Arrival:
        self._number += 1
        earlier = self._earlier()
        [account] = self._random.choices(self._accounts, cum_weights=self._weights)
        account = next((known for known in self._accounts if earlier and known.id == earlier.account), account)
        surfaces = [surface for surface in BY_SURFACE if surface in account.surfaces] or sorted(account.surfaces)
        [surface] = self._random.choices(surfaces, [BY_SURFACE[candidate] for candidate in surfaces])
        [phrases] = self._random.choices([kind for kind, _ in KINDS], [weight for _, weight in KINDS])
        message = Arrival(
            seen_at=next_poll(sent_at, start, account.poll_every),
            sent_at=sent_at,
            account=account.id,
            surface=earlier.surface if earlier else surface,
            native_id=f"{self._number:07}",
            thread_id=(earlier.thread_id or earlier.native_id) if earlier else "",
            author=earlier.author if earlier else f"member-{self._number}",
            text=self._random.choice(phrases).format(place=self._random.choice(PLACES)),
        )
        self._waiting = [*self._waiting[-19:], message]
        return message

    def _earlier(self) -> Arrival | None:
        """Return the message that this one follows up, if it does."""
        if not self._waiting or self._random.random() >= FOLLOW_UPS:
            return None
        return self._random.choice(self._waiting)
