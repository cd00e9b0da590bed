"""`make up ONCE=1`: an alert answered by its link, one by text after two steps; then silence. And a post."""

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from random import Random
from typing import TypeVar

from infra.cli.exits import RefusedError
from infra.local.up.local_register import RunTimings
from infra.local.up.progress_log import ProgressLog
from infra.local.up.proof_observations import (
    STEPS_TO_CLIMB,
    LinkAcknowledgement,
    ProofObservations,
    TextAcknowledgement,
)
from infra.local.up.proof_post import ProofPost
from infra.local.up.public_messages import PublicMessage, public_message
from infra.local.up.received_texts import ReceivedText
from infra.local.up.system import RunningSystem
from infra.local.up.system_observer import SystemObserver
from watchdesk.alerting.domain.alert import AlertState
from watchdesk.core.account import Account
from watchdesk.core.message import Urgency

T = TypeVar("T")

TICK = timedelta(minutes=1)
"""The pace of the schedules."""
TIMINGS = RunTimings(
    # Only the urgent one becomes overdue in time, so that every text is about it.
    limits=dict.fromkeys(Urgency, timedelta(hours=1)) | {Urgency.URGENT: timedelta(seconds=15)},
    wait=timedelta(seconds=30),
    poll_every=timedelta(seconds=20),
)
WATCHED_WITHIN = 2 * TICK
STORED_WITHIN = 3 * TICK
TEXTED_WITHIN = 3 * TICK
CLIMBED_WITHIN = (STEPS_TO_CLIMB + 5) * TICK
ANSWERED_WITHIN = TICK
PUBLISHED_WITHIN = 3 * TICK
SETTLE = timedelta(seconds=5)
"""A step may text several people, one after the other."""


def run_proof(system: RunningSystem, steps: ProgressLog) -> ProofObservations:
    """Write, wait for the schedules, answer, wait for silence. What did not happen is missing in the evidence."""
    watch = _Watcher(system, steps)
    if not watch.until("every account is watched", watch.all_watched, WATCHED_WITHIN):
        return watch.evidence()
    watch.write()
    watch.publish()
    watch.until("every message is stored", watch.all_stored, STORED_WITHIN)
    if watch.until(
        f"an alert is left alone and has climbed {STEPS_TO_CLIMB} steps", watch.climbed, CLIMBED_WITHIN
    ):
        watch.answer_by_text()
        watch.until("the reply is answered", watch.told_back, ANSWERED_WITHIN)
    watch.write_again()
    if watch.until("another alert is texted", watch.texted_again, TEXTED_WITHIN):
        watch.answer_by_link()
        watch.pause(system.pace.wait + TICK + SETTLE)
    watch.until("the post is out, its lost answer reconciled", watch.is_out, PUBLISHED_WITHIN)
    return watch.evidence()


class _Watcher:
    def __init__(self, system: RunningSystem, steps: ProgressLog) -> None:
        self._system = system
        self._steps = steps
        self._letters: list[PublicMessage] = []
        self._random = Random("once")  # noqa: S311  repeatable, not secret
        self._publication = ProofPost(system)
        self._onlooker = SystemObserver(system, steps)
        self._by_link: LinkAcknowledgement | None = None
        self._by_text: TextAcknowledgement | None = None
        self._left_alone, self._answered_at_once = system.staff.two_of(system.accounts, STEPS_TO_CLIMB)

    def evidence(self) -> ProofObservations:
        answer = self._by_link or self._by_text
        quiet = datetime.now(UTC) - answer.at if answer else timedelta()
        self._look()
        return ProofObservations(
            written=len(self._letters),
            polled=len(self._system.accounts),
            sight=self._onlooker.sight,
            texts=self._onlooker.about_alerts,
            to_people_on_duty=self._onlooker.to_people_on_duty,
            deadline=min(
                (m.deadline for m in self._onlooker.sight.messages if m.urgency == Urgency.URGENT), default=None
            ),
            by_link=self._by_link,
            by_text=self._by_text,
            told_back=len(self.told_back()),
            quiet_for=quiet,
            handed_in=self._publication.handed_in,
            unconfirmed=frozenset(self._publication.unconfirmed),
            shown_times=self._publication.shown(),
            failures=self._system.troubles.failures,
            seconds_to_up=self._system.seconds_to_up,
            seconds=self._steps.seconds,
        )

    def write(self) -> None:
        """One urgent message, and one that can wait to every account but the one that is written to later."""
        later = (self._left_alone, self._answered_at_once)
        others = [account for account in self._system.accounts if account not in later]
        self._deliver(self._left_alone, Urgency.URGENT)
        for account in others:
            self._deliver(account, Urgency.ROUTINE)
        self._steps.say(
            f"the public wrote {len(self._letters)} messages, an urgent one to {self._left_alone.name}"
        )

    def write_again(self) -> None:
        self._deliver(self._answered_at_once, Urgency.URGENT)
        self._steps.say(f"the public wrote another urgent message, to {self._answered_at_once.name}")

    def _deliver(self, account: Account, urgency: Urgency) -> None:
        self._letters.append(public_message(account, urgency, self._random))
        self._system.deliver(self._letters[-1])

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

    def answer_by_link(self) -> None:
        """Look first, as a phone's preview does, and then press the button."""
        alert, text = self._onlooker.told(self._answered_at_once)
        link, staff = text.link or "", self._system.staff
        shown = staff.look(link)
        self._look()
        is_open = self._onlooker.alert_of(self._answered_at_once).state == AlertState.OPEN
        status = staff.press(link)
        self._by_link = LinkAcknowledgement(
            alert=alert.id, at=datetime.now(UTC), shown=shown, open_after_look=is_open, status=status
        )
        self._steps.say(f"the link was opened ({shown}) and pressed ({status})")

    def answer_by_text(self) -> None:
        alert, text = self._onlooker.told(self._left_alone)
        words = self._system.staff.reply(text, alert.code)
        self._by_text = TextAcknowledgement(
            alert=alert.id, phone=text.phone, at=datetime.now(UTC), step=alert.step
        )
        self._steps.say(f"{self._system.staff.name(text.phone)} texted back: {words}")

    def all_watched(self) -> bool:
        watched = [account for account in self._onlooker.sight.accounts if account.watched_until]
        return len(watched) == len(self._system.accounts)

    def all_stored(self) -> bool:
        return len(self._onlooker.sight.messages) >= len(self._letters)

    def texted_again(self) -> bool:
        return bool(self._onlooker.texts_to(self._answered_at_once))

    def climbed(self) -> bool:
        """It has, and whoever is on duty for that step has the text."""
        texts = self._onlooker.texts_to(self._left_alone)
        if not texts:
            return False
        alert = self._onlooker.alert_of(self._left_alone)
        notify = self._system.staff.ladder(self._left_alone.id)[STEPS_TO_CLIMB].notify
        phones = self._system.staff.on_duty(datetime.now(UTC))[notify]
        return alert.step >= STEPS_TO_CLIMB and any(text.phone in phones for text in texts[-len(phones) :])

    def told_back(self) -> tuple[ReceivedText, ...]:
        """What came after the reply to the phone that sent it, and is about no alert that wants an answer."""
        answer = self._by_text
        return tuple(
            text
            for text in self._onlooker.others
            if answer and text.at >= answer.at and text.phone == answer.phone
        )

    def is_out(self) -> bool:
        return self._publication.is_out(self._onlooker.sight.deliveries)

    def _look(self) -> None:
        self._onlooker.look()
        self._publication.take(self._onlooker.sight.deliveries)
