"""Only the person a text was sent to can answer it, once, and looking is not answering."""

from datetime import timedelta

from tests.builders import an_account
from tests.worlds.alerting import SERGEANT
from watchdesk.alerting.domain.alert import AlertState
from watchdesk.alerting.domain.alert_history import EventKind
from watchdesk.alerting.domain.notification import TextState
from watchdesk.core.message import MessageState, Urgency
from watchdesk.register.domain.alert_group import AlertGroup
from watchdesk.register.domain.person import PersonId


def test_looking_changes_nothing(desk, text):
    before = desk.alert
    for _ in range(3):
        assert desk.shows(text.token).state is AlertState.OPEN
    assert desk.alert == before
    desk.tick(15)
    desk.expects_text("inspector")


def test_acknowledging_makes_it_the_readers(desk, text):
    desk.later(minutes=1)
    view = desk.acknowledges(text)
    assert (view.state, view.is_yours, view.acknowledged_by) == (AlertState.ACKNOWLEDGED, True, "Sgt Hale")
    assert view.acknowledged_at == desk.clock.now()
    assert view.held_until == desk.clock.now() + timedelta(minutes=30)


def test_the_first_person_wins_and_the_second_is_told_who_and_when(desk, text):
    desk.tick(15)
    second = desk.expects_text("inspector")
    desk.acknowledges(text)
    at = desk.clock.now()
    desk.later(minutes=1)
    view = desk.acknowledges(second)
    assert (view.is_yours, view.acknowledged_by, view.acknowledged_at) == (False, "Sgt Hale", at)
    assert desk.shows(second.token) == view


def test_the_same_person_may_say_it_again(desk, text):
    first = desk.acknowledges(text)
    desk.later(minutes=1)
    assert desk.acknowledges(text) == first
    kinds = [event.kind for event in desk.alerts.history(desk.alert.id)]
    assert kinds.count(EventKind.ACKNOWLEDGED) == 1


def test_an_alert_that_is_dealt_with_stays_so(desk, text):
    key = desk.messages.messages[0].key
    desk.messages.change(key, state=MessageState.DISPOSED)
    desk.tick(15)
    resolved = desk.alert
    view = desk.acknowledges(text)
    assert (view.state, view.acknowledged_by, view.resolved_at) == (AlertState.RESOLVED, None, desk.clock.now())
    assert desk.alert == resolved


def test_the_reader_sees_what_waits_how_long_and_who_was_texted(desk):
    waiting = desk.receives("1")
    desk.receives("2", urgency=Urgency.PRIORITY)
    claimed = desk.receives("3")
    desk.tick(30)
    text = desk.expects_text("sergeant")
    desk.messages.change(claimed, state=MessageState.CLAIMED)
    view = desk.shows(text.token)
    assert (view.account, view.code) == ("Selby Mastodon", "K7MX")
    assert view.summary.counts == {Urgency.URGENT: 1}
    assert view.summary.oldest == desk.messages.message(waiting).since
    assert view.states == {MessageState.UNREAD: 1, MessageState.CLAIMED: 1}
    assert [(line.name, line.state) for line in view.texts] == [("Sgt Hale", TextState.ACCEPTED)]
    assert [(line.group, line.state) for line in view.also] == [(AlertGroup.PRIORITY, AlertState.OPEN)]


def test_whoever_and_whatever_has_left_the_register_is_shown_by_its_id(desk, text):
    desk.register.delete(type(SERGEANT), SERGEANT.id)
    desk.register.delete(type(an_account()), an_account().id)
    view = desk.shows(text.token)
    assert (view.account, [line.name for line in view.texts]) == ("selby-mastodon", ["sergeant"])


def test_whoever_took_it_at_the_desk_is_not_shown_by_the_subject_of_a_token(desk, text):
    now = desk.clock.now()
    desk.alerts.acknowledge(desk.alert.id, PersonId("9f3c-subject"), now, now + timedelta(hours=1))
    assert desk.shows(text.token).acknowledged_by == "somebody at the desk"


def test_a_late_answer_is_kept_once_and_changes_nothing(desk, text):
    desk.tick(15)
    second = desk.expects_text("inspector")
    desk.acknowledges(text)
    before = desk.alert
    for _ in range(2):
        desk.later(minutes=1)
        desk.acknowledges(second)
    assert desk.alert == before
    late = [event.about for event in desk.alerts.history(before.id) if event.kind is EventKind.ANSWERED_LATE]
    assert late == ["inspector"]
