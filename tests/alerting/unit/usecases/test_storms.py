"""However much becomes overdue at once, nobody is stormed, nobody is forgotten, and accounts are told fairly."""

from collections import Counter, defaultdict
from datetime import timedelta

import pytest

from tests.builders import an_account
from tests.fakes import FakeRedatingLog
from tests.worlds.alerting import Desk
from watchdesk.alerting.domain.alert_history import EventKind
from watchdesk.alerting.domain.notification import TextState
from watchdesk.alerting.domain.rate_limits import BUCKETS, LONGEST_SPACING
from watchdesk.core.message import Urgency
from watchdesk.inbox.domain.deadlines import rules_digest
from watchdesk.inbox.domain.redating_progress import RedatingProgress
from watchdesk.inbox.usecases.redate_messages import rules_by_account
from watchdesk.platforms.registry import FACTS

ACCOUNTS = tuple(f"account-{number:03}" for number in range(100))
URGENCIES = (Urgency.URGENT, Urgency.PRIORITY, Urgency.ROUTINE)
LANES = 2


class TimedDesk(Desk):
    """Knows when each text arrived."""

    def __init__(self):
        super().__init__()
        for name in ACCOUNTS:
            self.register.put(an_account(name, name=name.title()))
        digest = rules_digest(rules_by_account(self.register, FACTS))
        self.redating_log = FakeRedatingLog(
            RedatingProgress(digest=digest, seen_at=self.clock.now(), is_done=True)
        )
        self.texts = defaultdict(list)
        self._seen = 0

    def escalate(self):
        attended = super().escalate()
        self.note_arrivals()
        return attended

    def escalate_queued(self):
        attended = super().escalate_queued()
        self.note_arrivals()
        return attended

    def note_arrivals(self):
        for text in self.phones.arrived[self._seen :]:
            self.texts[text.person].append((self.clock.now(), text.words))
        self._seen = len(self.phones.arrived)
        self.phones._unread.clear()

    def told(self, person):
        """When each alert was first told to somebody."""
        first = {}
        for told in reversed(self.pagers.texted_alerts(person, self.clock.now() - timedelta(days=2))):
            first.setdefault(told.alert, told.at)
        return first


@pytest.fixture
def desk():
    return TimedDesk()


def assert_caps_held(desk):
    for texts in desk.texts.values():
        sent = [at for at, _ in texts]
        for bucket in BUCKETS:
            for first, beyond in zip(sent, sent[LANES * bucket.most :], strict=False):
                assert beyond - first >= bucket.within


def test_three_hundred_alerts_at_once_are_one_digest_that_names_each_account_before_any_twice(desk):
    for number, (account, urgency) in enumerate((a, u) for a in ACCOUNTS for u in URGENCIES):
        desk.receives(str(number), account=account, urgency=urgency, limit=timedelta(minutes=30))
    desk.later(minutes=30)
    desk.sweep()
    desk.escalate()
    ((_, words),) = desk.texts["sergeant"]
    assert words.startswith("Ridings K7MX: 1 urgent overdue, Account-000, oldest 30min. +299")
    told = [each.alert for each in desk.pagers.texted_alerts("sergeant", desk.clock.now())]
    accounts = [desk.alerts.alert(alert).account for alert in told]
    assert len(told) == 300
    assert sorted(accounts[:100]) == list(ACCOUNTS)
    assert_caps_held(desk)


def test_three_hundred_alerts_that_come_in_batches_are_all_told_within_the_hold_of_a_cap(desk):
    """As the queue brings them: ten at a time, with a run for each ten."""
    for number, (account, urgency) in enumerate((a, u) for a in ACCOUNTS for u in URGENCIES):
        desk.receives(str(number), account=account, urgency=urgency, limit=timedelta(minutes=30))
    desk.later(minutes=30)
    desk.sweep()
    queued, opened_at = desk.queue.take(), desk.clock.now()
    for start in range(0, len(queued), 10):
        desk.escalate_alerts(desk.stopwatch, queued[start : start + 10])
        desk.note_arrivals()
    desk.tick(14)
    told = desk.told("sergeant")
    assert len(told) == 300
    assert max(told.values()) - opened_at <= LONGEST_SPACING + timedelta(minutes=2)
    assert_caps_held(desk)


def test_after_six_hours_without_a_run_a_thousand_waiting_messages_are_one_digest_per_person(desk):
    for number in range(1000):
        desk.receives(
            str(number), account=ACCOUNTS[number % 12], urgency=URGENCIES[number % 3], limit=timedelta(minutes=30)
        )
        desk.later(seconds=15)
    desk.later(hours=6)
    desk.tick(14)
    assert Counter({who: len(texts) for who, texts in desk.texts.items()}) == {"sergeant": 1}
    assert len(desk.alerts.alerts) == 12
    assert {alert.id for alert in desk.alerts.alerts} == set(desk.told("sergeant"))
    desk.tick(2)
    assert {who: len(texts) for who, texts in desk.texts.items()} == {"sergeant": 1, "inspector": 1}


def test_an_unanswered_storm_of_a_day_holds_every_cap_and_leaves_no_page_untold(desk):
    """New alerts all day long, and nobody answers."""
    for hour in range(12):
        for account in ACCOUNTS[hour * 3 : hour * 3 + 3]:
            for urgency in URGENCIES:
                desk.receives(f"{account}-{urgency}", account=account, urgency=urgency)
        desk.tick(60)
    assert_caps_held(desk)
    for alert in desk.alerts.alerts:
        texts = desk.alerts.notifications(alert.id)
        late = [
            text for text in texts if desk.clock.now() - text.wanted_at > LONGEST_SPACING + timedelta(minutes=3)
        ]
        assert {text.state for text in late} <= {TextState.ACCEPTED}
        kinds = {event.kind for event in desk.alerts.history(alert.id)}
        assert kinds & {EventKind.TEXTED, EventKind.BUNDLED}
