"""`make up ONCE=1`: one message, one text, one answer, then silence; and one post, out once. Seen from outside."""

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from random import Random
from typing import TypeVar

import urllib3

from infra.deskctl.exits import RefusedError
from infra.local.up.public import Letter, letter
from infra.local.up.publication import Publication
from infra.local.up.register import Pace
from infra.local.up.steps import Steps
from infra.local.up.system import System
from infra.local.up.texts import Text
from infra.local.up.verdict import Evidence
from watchdesk.domain.alert import AlertState
from watchdesk.domain.message import Urgency

T = TypeVar("T")

TICK = timedelta(minutes=1)
"""The pace of the schedules."""
PACE = Pace(
    # Only the urgent one becomes overdue in time, so that every text is about it.
    limits=dict.fromkeys(Urgency, timedelta(hours=1)) | {Urgency.URGENT: timedelta(seconds=15)},
    wait=timedelta(seconds=30),
    poll_every=timedelta(seconds=20),
)
WATCHED_WITHIN = 2 * TICK
STORED_WITHIN = 3 * TICK
TEXTED_WITHIN = 3 * TICK
PUBLISHED_WITHIN = 3 * TICK
SETTLE = timedelta(seconds=5)
"""A step may text several people, one after the other."""


def prove(system: System, steps: Steps) -> Evidence:
    """Write, wait for the schedules, answer, wait for silence. What did not happen is missing in the evidence."""
    watch = _Watcher(system, steps)
    if not watch.until("every account is watched", watch.all_watched, WATCHED_WITHIN):
        return watch.evidence()
    watch.write()
    watch.publish()
    watch.until("every message is stored", watch.all_stored, STORED_WITHIN)
    text = watch.until("a text arrives", watch.first_text, TEXTED_WITHIN)
    if text and text.link:
        watch.pause(SETTLE)
        watch.answer(text.link)
        watch.pause(system.pace.wait + TICK + SETTLE)
    watch.until("the post is out, its lost answer reconciled", watch.is_out, PUBLISHED_WITHIN)
    return watch.evidence()


class _Watcher:
    def __init__(self, system: System, steps: Steps) -> None:
        self._system = system
        self._steps = steps
        self._letters: list[Letter] = []
        self._publication = Publication(system)
        self._texts: tuple[Text, ...] = ()
        self._sight = system.lookout.look()
        self._shown: int | None = None
        self._open_after_look: bool | None = None
        self._acknowledged_at: datetime | None = None
        self._status: int | None = None

    def evidence(self) -> Evidence:
        quiet = datetime.now(UTC) - self._acknowledged_at if self._acknowledged_at else timedelta()
        self._look()
        return Evidence(
            written=len(self._letters),
            polled=len(self._system.accounts),
            sight=self._sight,
            texts=self._texts,
            deadline=min((m.deadline for m in self._sight.messages if m.urgency == Urgency.URGENT), default=None),
            shown=self._shown,
            open_after_look=self._open_after_look,
            acknowledged_at=self._acknowledged_at,
            status=self._status,
            quiet_for=quiet,
            handed_in=self._publication.handed_in,
            unconfirmed=frozenset(self._publication.unconfirmed),
            shown_times=self._publication.shown(),
            failures=self._system.troubles.failures,
            seconds_to_up=self._system.seconds_to_up,
            seconds=self._steps.seconds,
        )

    def write(self) -> None:
        """One urgent message, and one that can wait to every other account."""
        random = Random("once")  # noqa: S311  repeatable, not secret
        first, *others = self._system.accounts
        self._letters = [letter(first, Urgency.URGENT, random)]
        self._letters += [letter(account, Urgency.ROUTINE, random) for account in others]
        for one in self._letters:
            self._system.deliver(one)
        self._steps.say(f"the public wrote {len(self._letters)} messages, one of them urgent, to {first.name}")

    def publish(self) -> None:
        """One post for two accounts; the answer of one platform gets lost."""
        try:
            self._publication.hand_in()
        except RefusedError as error:
            self._steps.say(f"NOT handed in: {error}")
        else:
            self._steps.say(f"a post was handed in for {self._publication.handed_in} accounts, under a name")

    def until(self, name: str, look: Callable[[], T], within: timedelta) -> T | None:
        """What `look` shows once it shows anything, or nothing if that takes too long."""
        end = time.monotonic() + within.total_seconds()
        while time.monotonic() < end:
            self._look()
            if seen := look():
                self._steps.say(name)
                return seen
            time.sleep(1)
        self._steps.say(f"NOT within {within.total_seconds():.0f} s: {name}")
        return None

    def pause(self, pause: timedelta) -> None:
        self._steps.say(f"waiting {pause.total_seconds():.0f} s")
        end = time.monotonic() + pause.total_seconds()
        while time.monotonic() < end:
            self._look()
            time.sleep(1)

    def answer(self, link: str) -> None:
        """Look first, as a phone's preview does, and then press the button."""
        self._shown = urllib3.request("GET", link, retries=False, timeout=15).status
        self._look()
        self._open_after_look = all(alert.state == AlertState.OPEN for alert in self._sight.alerts)
        self._status = urllib3.request("POST", link, retries=False, timeout=15).status
        self._acknowledged_at = datetime.now(UTC)
        self._steps.say(f"the link was opened ({self._shown}) and acknowledged ({self._status})")

    def all_watched(self) -> bool:
        watched = [account for account in self._sight.accounts if account.watched_until]
        return len(watched) == len(self._system.accounts)

    def all_stored(self) -> bool:
        return len(self._sight.messages) >= len(self._letters)

    def is_out(self) -> bool:
        return self._publication.is_out(self._sight.deliveries)

    def first_text(self) -> Text | None:
        return next(iter(self._texts), None)

    def _look(self) -> None:
        self._system.check()
        known = len(self._texts)
        self._texts = self._system.phones.look()
        self._sight = self._system.lookout.look()
        self._publication.take(self._sight.deliveries)
        for text in self._texts[known:]:
            self._steps.say(f"text to {text.phone}: {text.words}")
        for failure in self._system.troubles.look():
            self._steps.say(f"{failure.function} logged: {failure.what}")
