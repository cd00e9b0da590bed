"""The auditor's rounds: every item is seen, and nothing that changed meanwhile is overwritten."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from tests.builders import SELBY, a_message, an_inbound, an_own_reply
from tests.dynamo_stores import Together, messages_in
from tests.fakes import FakeMessageStore
from tests.fakes.alerts import FakeAlertStore
from tests.fakes.clock import NOON
from tests.fakes.oversight import FakeAlertTableScan, FakeMessageTableScan, FakeScanPositions
from watchdesk.alerting.domain.alert import Alert, AlertId, Code
from watchdesk.alerting.domain.alert_history import EventKind
from watchdesk.alerting.dynamodb.alert_reader import DynamoAlertReader
from watchdesk.alerting.dynamodb.alerts import DynamoAlertQueue, DynamoOpenAlerts
from watchdesk.aws.dynamodb.table import Table
from watchdesk.core.message import MessageKey
from watchdesk.oversight.dynamodb.table_scans import (
    DynamoAlertTableScan,
    DynamoMessageTableScan,
    DynamoScanPositions,
)
from watchdesk.oversight.ports import ScanPosition
from watchdesk.register.domain.alert_group import AlertGroup

LATER = NOON + timedelta(minutes=5)


class Messages:
    """A store, a round through it, and how an entry gets lost."""

    def __init__(self, table: Table | None) -> None:
        self.table = table
        self.store: Any = messages_in(table) if table else FakeMessageStore()
        self.round: Any = DynamoMessageTableScan(table) if table else FakeMessageTableScan(self.store)

    def lose(self, key: MessageKey, *, shard_only: bool = False) -> None:
        if self.table is None:
            if shard_only:
                self.round.off.add(key)
            else:
                self.store.stored[key].attention_at = None
            return
        names = "#attention_shard" if shard_only else "#attention_shard, #attention_at"
        self.table.update({"pk": str(key), "sk": "message"}, f"REMOVE {names}", "attribute_exists(#pk)", {})

    def due(self) -> list[MessageKey]:
        hidden = getattr(self.round, "off", ())
        return [scanned.key for scanned in self.store.due(LATER, 10) if scanned.key not in hidden]


class Alerts:
    def __init__(self, table: Table | None) -> None:
        self.table = table
        parts = (DynamoOpenAlerts, DynamoAlertQueue, DynamoAlertReader)
        self.store: Any = Together(*(part(table) for part in parts)) if table else FakeAlertStore()
        self.round: Any = DynamoAlertTableScan(table) if table else FakeAlertTableScan(self.store)

    def opened(self, number: int = 1) -> Alert:
        alert = Alert(
            id=AlertId(f"A{number:09}"),
            account=SELBY,
            group=list(AlertGroup)[number],
            code=Code("K7MX"),
            opened_at=NOON,
            attention_at=LATER,
        )
        assert self.store.open(alert, [a_message().key])
        return alert

    def lose(self, alert: AlertId, *, shard_only: bool = False) -> None:
        if self.table is None:
            if shard_only:
                self.round.off.add(alert)
            else:
                stored = self.store.stored[alert]
                stored.alert = replace(stored.alert, attention_at=None)
            return
        names = "#attention_shard" if shard_only else "#attention_shard, #attention_at"
        self.table.update({"pk": alert, "sk": "alert"}, f"REMOVE {names}", "attribute_exists(#pk)", {})


@pytest.fixture
def messages(subject, request) -> Messages:
    return Messages(None if subject == "fake" else request.getfixturevalue("table")("MessagesTable"))


@pytest.fixture
def alerts(subject, request) -> Alerts:
    return Alerts(None if subject == "fake" else request.getfixturevalue("table")("AlertsTable"))


@pytest.fixture
def positions(subject, request) -> Any:
    return (
        FakeScanPositions()
        if subject == "fake"
        else DynamoScanPositions(request.getfixturevalue("table")("WatchTable"))
    )


def walked(round_: Any) -> list[Any]:
    page, after = round_.page(None)
    found = list(page)
    while after is not None:
        page, after = round_.page(after)
        found += page
    return found


def test_a_round_shows_every_message_that_is_not_disposed_once_and_without_its_words(messages):
    stored = [a_message(an_inbound(str(number))) for number in range(5)]
    messages.store.add(stored)
    messages.store.answer(SELBY, an_own_reply("0"), NOON)
    found = walked(messages.round)
    assert {scanned.waiting.key for scanned in found} == {message.key for message in stored[1:]}
    assert len(found) == 4
    assert all(scanned.is_on_due_index for scanned in found)
    assert {scanned.waiting.attention_at for scanned in found} == {stored[0].deadline}


@pytest.mark.parametrize("shard_only", [True, False])
def test_a_message_off_the_list_is_shown_so_and_put_back_due_now(messages, shard_only):
    message = a_message()
    messages.store.add([message])
    messages.lose(message.key, shard_only=shard_only)
    (listed,) = messages.round.read([message.key])
    assert not listed.is_on_due_index
    assert messages.due() == []
    assert messages.round.restore(listed.waiting, LATER)
    assert messages.due() == [message.key]
    (listed,) = messages.round.read([message.key])
    assert (listed.is_on_due_index, listed.waiting.attention_at) == (True, LATER)


def test_a_message_is_put_back_once(messages):
    messages.store.add([a_message()])
    messages.lose(a_message().key)
    (listed,) = messages.round.read([a_message().key])
    assert messages.round.restore(listed.waiting, LATER)
    assert not messages.round.restore(listed.waiting, LATER + timedelta(minutes=1))


def test_a_message_that_was_answered_meanwhile_is_not_put_back(messages):
    messages.store.add([a_message()])
    messages.lose(a_message().key)
    (listed,) = messages.round.read([a_message().key])
    messages.store.answer(SELBY, an_own_reply(a_message().key.native_id), NOON)
    assert not messages.round.restore(listed.waiting, LATER)
    assert messages.due() == []


def test_a_message_that_an_alert_took_meanwhile_is_not_put_back(messages):
    messages.store.add([a_message()])
    (listed,) = messages.round.read([a_message().key])
    assert messages.store.hand_over(listed.waiting, "A000000001", NOON)
    assert not messages.round.restore(listed.waiting, LATER)


def test_a_round_shows_every_alert_that_is_not_resolved(alerts):
    opened = [alerts.opened(number) for number in range(4)]
    resolved = alerts.store.lease(opened[0].id, "lease", LATER, LATER + timedelta(minutes=1))
    assert alerts.store.save(resolved, resolved.resolved(LATER))
    found = walked(alerts.round)
    assert sorted(scanned.alert.id for scanned in found) == [alert.id for alert in opened[1:]]
    assert all(scanned.is_on_due_index for scanned in found)


def test_an_alert_without_attention_is_woken_now_and_its_history_says_so(alerts):
    alert = alerts.opened()
    alerts.lose(alert.id)
    (listed,) = walked(alerts.round)
    assert not listed.is_on_due_index
    assert alerts.round.wake(listed.alert, LATER)
    assert alerts.store.alert(alert.id).attention_at == LATER
    assert alerts.store.due(LATER, 10) == [alert.id]
    assert [event.kind for event in alerts.store.history(alert.id)][-1] is EventKind.RESTORED


def test_an_alert_off_its_index_keeps_its_own_time(alerts):
    alert = alerts.opened()
    alerts.lose(alert.id, shard_only=True)
    assert alerts.round.wake(alert, NOON)
    assert alerts.store.alert(alert.id).attention_at == LATER
    assert [scanned.is_on_due_index for scanned in walked(alerts.round)] == [True]


def test_an_alert_that_is_looked_at_anyway_is_left_alone(alerts):
    alert = alerts.opened()
    assert not alerts.round.wake(alert, NOON)
    assert EventKind.RESTORED not in [event.kind for event in alerts.store.history(alert.id)]


def test_a_place_is_found_again(positions):
    position = ScanPosition(began_at=NOON, after='{"pk": "x"}', last_began_at=NOON - timedelta(days=1))
    assert positions.load("messages") is None
    positions.save("messages", position)
    positions.save("alerts", ScanPosition(began_at=LATER))
    assert (positions.load("messages"), positions.load("alerts")) == (position, ScanPosition(began_at=LATER))
