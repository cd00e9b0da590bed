"""Alerts are seen without words by whoever watches the account, and acknowledged by whoever may."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.builders import SELBY
from tests.fakes import NOON
from tests.worlds.desk import MALLORY, PC, SERGEANT, WORDS, YORK, pc, sergeant, somebody
from watchdesk.alerting.domain.alert import AlertId, AlertState
from watchdesk.alerting.domain.alert_history import EventKind
from watchdesk.alerting.domain.notification import Notification, TextState
from watchdesk.alerting.domain.pager_entry import PagerEntryKind
from watchdesk.core.errors import TryLater, Unknown
from watchdesk.core.principal import MAY_SEE_ALERTS, Action
from watchdesk.desk.domain.queries import AlertQuery
from watchdesk.register.domain.alert_group import ACKNOWLEDGEMENT_PERIODS, AlertGroup
from watchdesk.register.domain.person import PersonId

EVERY = AlertQuery()
OVER = AlertQuery(state=AlertState.RESOLVED)


@pytest.fixture
def alert(room):
    key = room.receives(text=WORDS, minutes=5)
    room.clock.advance(minutes=6)
    return room.raises_alert(key)


def shown(room, query=EVERY, who=None):
    return [each.id for each in room.use.list_alerts(query, who or pc())]


def resolve(room, alert):
    now = room.clock.now()
    leased = room.alerts.lease(alert.id, "mine", now, now)
    assert room.alerts.save(leased, leased.resolved(now))


def test_those_that_are_open_or_acknowledged_are_shown(room, alert):
    other = room.raises_alert(room.receives("2", account=YORK), number=2, account=YORK)
    room.use.acknowledge(alert.id, pc())
    assert shown(room) == [alert.id, other.id]
    assert shown(room, AlertQuery(state=AlertState.OPEN)) == [other.id]
    assert shown(room, AlertQuery(state=AlertState.ACKNOWLEDGED)) == [alert.id]
    assert shown(room, AlertQuery(accounts=frozenset({YORK}))) == [other.id]
    assert shown(room, AlertQuery(since=room.clock.now())) == [alert.id, other.id]
    assert shown(room, AlertQuery(since=room.clock.now() + timedelta(seconds=1))) == []


def test_those_that_are_over_are_shown_when_asked_for_as_far_back_as_asked(room, alert):
    resolve(room, alert)
    assert (shown(room), shown(room, OVER)) == ([], [alert.id])
    assert shown(room, AlertQuery(state=AlertState.RESOLVED, accounts=frozenset({YORK}))) == []
    room.clock.advance(days=8)
    assert shown(room, OVER) == []
    assert shown(room, AlertQuery(state=AlertState.RESOLVED, since=NOON)) == [alert.id]


def test_one_is_shown_with_its_messages_its_texts_and_its_history_but_no_words(room, alert):
    text = Notification(n=0, step=0, person=PersonId("sergeant"), expires_at=NOON, wanted_at=NOON)
    gone = Notification(n=1, step=0, person=PersonId("gone"), expires_at=NOON, wanted_at=NOON)
    room.alerts.stored[alert.id].notifications = [text, gone]
    details = room.use.read_alert(alert.id, pc())
    assert [each.status.key.native_id for each in details.members] == ["1001"]
    assert [each.alert_code for each in details.members] == [alert.code]
    assert [each.name for each in details.texts] == ["Sgt Hale", "gone"]
    assert [event.kind for event in details.history] == [EventKind.OPENED]
    assert "zwyntoll" not in repr(details)
    assert room.trail.deeds == []


@pytest.mark.parametrize("action", Action)
def test_only_who_watches_the_account_sees_its_alerts(room, alert, action):
    here, elsewhere = somebody(MALLORY, f"{action}:{SELBY}"), somebody(MALLORY, f"{action}:{YORK}")
    expected = [alert.id] if action in MAY_SEE_ALERTS else []
    assert (shown(room, EVERY, here), shown(room, EVERY, elsewhere)) == (expected, [])
    with pytest.raises(Unknown) as hidden:
        room.use.read_alert(alert.id, elsewhere)
    with pytest.raises(Unknown) as missing:
        room.use.read_alert(AlertId("A000000009"), pc())
    assert str(hidden.value) == str(missing.value)
    resolve(room, alert)
    assert (shown(room, OVER, here), shown(room, OVER, elsewhere)) == (expected, [])


def test_an_acknowledgement_is_told_and_holds_for_its_group(room, alert):
    answered = room.use.acknowledge(alert.id, pc())
    assert (answered.state, answered.acknowledged_by) == (AlertState.ACKNOWLEDGED, PC)
    assert answered.attention_at == room.clock.now() + ACKNOWLEDGEMENT_PERIODS[AlertGroup.ROUTINE]
    (deed,) = room.trail.deeds
    assert (deed.actor, deed.action, deed.about) == (PC, "acknowledge_alert", alert.id)


def test_the_first_person_has_it_and_a_later_answer_changes_and_tells_nothing(room, alert):
    room.use.acknowledge(alert.id, pc())
    later = room.use.acknowledge(alert.id, sergeant())
    assert later.acknowledged_by == PC
    assert room.deeds == [(PC, "acknowledge_alert")]


def test_what_is_over_is_not_acknowledged(room, alert):
    resolve(room, alert)
    assert room.use.acknowledge(alert.id, pc()).state is AlertState.RESOLVED
    assert room.trail.deeds == []


@pytest.mark.parametrize(
    "roles", [f"{each}:*" for each in sorted(set(Action) - {Action.ACKNOWLEDGE})] + [f"acknowledge:{YORK}"]
)
def test_without_the_role_there_is_nothing_to_acknowledge(room, alert, roles):
    with pytest.raises(Unknown):
        room.use.acknowledge(alert.id, somebody(SERGEANT, roles))
    assert (room.alerts.stored[alert.id].alert.state, room.trail.deeds) == (AlertState.OPEN, [])


def test_an_answer_that_cannot_be_told_is_not_given(room, alert):
    room.trail.trouble = TryLater("no")
    with pytest.raises(TryLater):
        room.use.acknowledge(alert.id, pc())
    assert room.alerts.stored[alert.id].alert.state is AlertState.OPEN


@pytest.mark.parametrize("made_up", ["", "x" * 2000, "a\x00b"])
def test_what_could_be_no_alert_is_none(room, made_up):
    with pytest.raises(Unknown):
        room.use.read_alert(AlertId(made_up), pc())


def test_who_was_texted_and_wants_to_hear_hears_that_somebody_at_the_desk_has_it(room, alert):
    room.register.put(replace(room.register.person(PersonId("sergeant")), wants_follow_ups=True))
    now = room.clock.now()
    leased = room.alerts.lease(alert.id, "mine", now, now + timedelta(minutes=1))
    text = Notification(n=0, step=0, person=PersonId("sergeant"), expires_at=now, wanted_at=now)
    assert room.pagers.want(leased, replace(text, state=TextState.ACCEPTED), now)
    room.use.acknowledge(alert.id, pc())
    pager = room.pagers.lease(PersonId("sergeant"), "theirs", now, now + timedelta(minutes=1))
    assert (pager.wanted[-1].kind, pager.wanted[-1].alert) == (PagerEntryKind.FOLLOW_UP, alert.id)
