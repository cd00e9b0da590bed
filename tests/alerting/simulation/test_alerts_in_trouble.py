"""Nights in which everything goes wrong, by seed: messages, carriers, crashes, receipts and people.

In memory, in simulated time. While it goes on: a text leaves only about what is open and still waits, each class
of texts to a phone holds every bucket, and nothing is told twice but for a crash or a lost answer. When the faults
stop, every message still waiting has an alert, somebody hears of every open one, and no entry is forgotten.
"""

import random
from collections import Counter
from datetime import timedelta

import pytest

from tests.fakes import NOON
from tests.fakes.texts import LINK_BASE, Phones
from tests.worlds.alerting import PEOPLE, SERGEANT, Desk
from tests.worlds.crash_points import Killed
from watchdesk.alerting.domain.alert import AlertId, AlertState
from watchdesk.alerting.domain.bundling import BUNDLE_WINDOW
from watchdesk.alerting.domain.pager_entry import RateLimitClass
from watchdesk.alerting.domain.rate_limits import BUCKETS, LONGEST_SPACING
from watchdesk.alerting.domain.receipt import ReceiptStatus
from watchdesk.alerting.domain.signed_link import parse_token
from watchdesk.core.errors import Refused, TryLater, Unconfirmed
from watchdesk.core.message import MessageState, Urgency

SEEDS = range(20)
HOURS = 5
QUIET = 45
"""Minutes without faults, deeds or new messages at the end: longer than a step and the longest hold."""

MOST_HELD = LONGEST_SPACING + BUNDLE_WINDOW + timedelta(minutes=1)


class Carrier(Phones):
    """Fails as the seed says, and looks over the shoulder of whoever sends."""

    def __init__(self, chance):
        super().__init__(PEOPLE)
        self.chance = chance
        self.desk = None
        self.faulty = True
        self.excused = 0
        """Texts that may be told again: their run died, or their answer was lost."""

    def send(self, message):
        claim = parse_token(message.body.split(f"{LINK_BASE}/a/")[1])
        assert self.desk.alerts.alert(claim.alert).state is AlertState.OPEN
        assert self.desk.escalate_alerts.escalate.summarise(self.desk.alerts.alert(claim.alert)) is not None
        trouble = self._trouble() if self.faulty else None
        arrives = trouble is None or (not isinstance(trouble, TryLater | Refused) and self.chance.random() < 0.5)
        self.excused += isinstance(trouble, Killed | Unconfirmed)
        self._troubles.append((trouble, arrives))
        self._unread.clear()
        return super().send(message)

    def _trouble(self):
        kinds = [TryLater("busy"), Refused("opted out"), Unconfirmed("lost"), Killed("publish")]
        return self.chance.choices([None, *kinds], [12, 3, 1, 2, 2])[0]


class Night:
    def __init__(self, seed):
        self.chance = random.Random(seed)  # noqa: S311  nothing here is secret
        self.carrier = Carrier(self.chance)
        self.desk = self.carrier.desk = Desk(phones=self.carrier)
        self.keys = []

    def passes(self):
        while self.desk.clock.now() < NOON + timedelta(hours=HOURS):
            self.desk.later(seconds=self.chance.randint(20, 70))
            self._something_happens()
            self._runs()
        self.carrier.faulty = False
        self.desk.tick(QUIET)

    def _runs(self):
        self.desk.sweep()
        try:
            if self.chance.random() < 0.5:
                self.desk.escalate_queued()
            self.desk.escalate()
        except Killed:
            return

    def _something_happens(self):
        happenings = (self._message, self._message, self._deed, self._answer, self._receipt)
        if self.chance.random() < 0.4:
            self.chance.choice(happenings)()

    def _message(self):
        urgency = self.chance.choice(list(Urgency))
        account = self.chance.choice(["selby-mastodon", "malton-mastodon"])
        limit = timedelta(minutes=self.chance.randint(0, 40))
        self.keys.append(self.desk.receives(f"{len(self.keys)}", urgency=urgency, account=account, limit=limit))

    def _deed(self):
        waiting = [each.key for each in self.desk.messages.read(self.keys) if each.state.is_waiting]
        if waiting:
            state = self.chance.choice([MessageState.DISPOSED, MessageState.OPENED])
            self.desk.messages.change(self.chance.choice(sorted(waiting)), state=state)

    def _answer(self):
        if self.carrier.arrived and self.chance.random() < 0.3:
            self.desk.acknowledges(self.chance.choice(self.carrier.arrived))

    def _receipt(self):
        number = self.chance.randint(1, max(1, self.carrier.attempts))
        receipt = self.chance.choice(list(ReceiptStatus))
        self.desk.pagers.note_receipt(f"sms-{number}", receipt, self.desk.clock.now())
        self.carrier.excused += receipt is ReceiptStatus.FAILED_FOR_NOW

    def pager(self, person):
        """What lies in somebody's pager now."""
        return self.desk.pagers._people.get(person.id)


def assert_caps_held(night):
    for person in PEOPLE:
        kept = night.pager(person)
        texts = [text for _, text in sorted(kept.texts.items())] if kept else []
        for limit_class in RateLimitClass:
            left = [text.at for text in texts if text.limit_class is limit_class and text.may_have_left]
            for bucket in BUCKETS:
                for first, beyond in zip(left, left[bucket.most :], strict=False):
                    assert beyond - first >= bucket.within


def assert_nothing_was_told_twice_without_a_reason(night):
    told = Counter(
        (each.alert, each.n, person.id)
        for person in PEOPLE
        for each in night.desk.pagers.texted_alerts(person.id, NOON - timedelta(days=1))
    )
    too_many = sum(1 for times in told.values() if times > 1)
    assert not too_many or night.carrier.excused


def assert_nobody_is_forgotten(night):
    desk, now = night.desk, night.desk.clock.now()
    for waiting in desk.messages.read(night.keys):
        if waiting.state.is_waiting and waiting.deadline <= now:
            assert waiting.key in desk.alerts.members(AlertId(waiting.alert))
            assert desk.alerts.alert(AlertId(waiting.alert)).state is not AlertState.RESOLVED
    for alert in desk.alerts.alerts:
        texts = desk.alerts.notifications(alert.id)
        if alert.state is AlertState.OPEN and now - alert.opened_at > timedelta(minutes=QUIET):
            heard = [text for text in texts if text.has_arrived and text.sent_at > now - timedelta(minutes=QUIET)]
            # One whose acknowledgement ran out a moment ago may still be held back.
            to_be_told = [text for text in texts if now - text.wanted_at <= MOST_HELD]
            assert heard or to_be_told, f"nobody heard of {alert.id}"
    for person in PEOPLE:
        kept = night.pager(person)
        for entry in kept.wanted.values() if kept else ():
            assert now - entry.wanted_at <= MOST_HELD


@pytest.mark.parametrize("seed", SEEDS)
def test_a_night_in_which_everything_goes_wrong_loses_nothing_and_storms_nobody(seed):
    night = Night(seed)
    night.passes()
    assert night.carrier.attempts
    assert SERGEANT.id in {text.person for text in night.carrier.arrived}
    assert_caps_held(night)
    assert_nothing_was_told_twice_without_a_reason(night)
    assert_nobody_is_forgotten(night)
