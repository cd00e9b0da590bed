"""Only the person a text was sent to can answer it, once, and looking is not answering."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import DUTY, a_rota, an_account
from tests.desk import SERGEANT, Desk
from tests.fakes.texts import FakeKeyRing
from watchdesk.domain.alert import AlertState, EventKind, Group
from watchdesk.domain.link import LINK_LIFE, parse
from watchdesk.domain.message import MessageState, Urgency
from watchdesk.domain.notification import TextState
from watchdesk.domain.person import PersonId


@pytest.fixture
def text(desk):
    """The sergeant has just been texted about one urgent message."""
    desk.receives()
    desk.tick(30)
    return desk.expects_text("sergeant")


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
    assert view.situation.counts == {Urgency.URGENT: 1}
    assert view.situation.oldest == desk.messages.message(waiting).since
    assert view.states == {MessageState.UNREAD: 1, MessageState.CLAIMED: 1}
    assert [(line.name, line.state) for line in view.texts] == [("Sgt Hale", TextState.ACCEPTED)]
    assert [(line.group, line.state) for line in view.also] == [(Group.PRIORITY, AlertState.OPEN)]


def test_whoever_and_whatever_has_left_the_register_is_shown_by_its_id(desk, text):
    desk.register.delete(type(SERGEANT), SERGEANT.id)
    desk.register.delete(type(an_account()), an_account().id)
    view = desk.shows(text.token)
    assert (view.account, [line.name for line in view.texts]) == ("selby-mastodon", ["sergeant"])


def test_whoever_took_it_at_the_desk_is_not_shown_by_the_subject_of_a_token(desk, text):
    now = desk.clock.now()
    desk.alerts.acknowledge(desk.alert.id, PersonId("9f3c-subject"), now, now + timedelta(hours=1))
    assert desk.shows(text.token).acknowledged_by == "somebody at the desk"


def test_a_link_lives_through_a_night_and_no_longer(desk, text):
    desk.later(seconds=LINK_LIFE.total_seconds() - 1)
    assert desk.shows(text.token) is not None
    desk.later(seconds=1)
    assert desk.shows(text.token) is None
    assert desk.acknowledges(text) is None
    assert desk.alert.state is AlertState.OPEN


def test_a_link_signed_with_the_key_before_still_works(desk, text):
    desk.keys = FakeKeyRing("b", "a")
    assert desk.acknowledges(text).is_yours


def test_a_link_signed_with_a_key_that_is_gone_works_no_more(desk, text):
    desk.keys = FakeKeyRing("b")
    assert desk.shows(text.token) is None


def test_a_link_leads_to_no_other_notification_of_the_same_alert(desk, text):
    desk.tick(15)
    other = desk.expects_text("inspector")
    head, mac = text.token.split(".")
    other_head, _ = other.token.split(".")
    assert head != other_head
    assert desk.shows(f"{other_head}.{mac}") is None


def test_a_link_leads_to_no_other_alert(desk, text):
    desk.receives("9", account="malton-mastodon", limit=timedelta(minutes=1))
    desk.tick(1)
    other = desk.expects_text("control-room")
    other_head, _ = other.token.split(".")
    assert desk.shows(f"{other_head}.{text.token.split('.')[1]}") is None


@pytest.fixture
def bundle(desk):
    """One text told the sergeant of an alert on each of two accounts."""
    desk.register.put(an_account("malton-mastodon", name="Malton Mastodon"))
    desk.receives("1")
    desk.receives("9", account="malton-mastodon")
    desk.tick(30)
    return desk.expects_text("sergeant")


def lead_and_other(desk, token):
    """The alert whose link it is, and the other one."""
    lead = desk.alerts.alert(parse(token).alert)
    (other,) = (alert for alert in desk.alerts.alerts if alert.id != lead.id)
    return lead, other


def test_the_link_of_a_text_shows_and_takes_all_that_it_told_of(desk, bundle):
    shown = desk.shows(bundle.token)
    assert (shown.is_waiting, [line.state for line in shown.also]) == (True, [AlertState.OPEN])
    taken = desk.acknowledges(bundle)
    assert (taken.is_waiting, taken.is_yours, [line.is_yours for line in taken.also]) == (False, True, [True])
    assert {alert.acknowledged_by for alert in desk.alerts.alerts} == {"sergeant"}


def test_what_another_has_taken_stays_theirs_and_the_rest_is_taken(desk, bundle):
    _, other = lead_and_other(desk, bundle.token)
    desk.alerts.acknowledge(other.id, PersonId("control-room"), desk.clock.now(), desk.clock.now())
    view = desk.acknowledges(bundle)
    assert view.is_yours
    assert [(line.is_yours, line.acknowledged_by) for line in view.also] == [(False, "Control room")]
    assert desk.alerts.history(other.id)[-1].kind is EventKind.ANSWERED_LATE


def test_one_alert_that_cannot_be_taken_keeps_no_other_from_it(desk, bundle):
    lead, other = lead_and_other(desk, bundle.token)
    desk.alerts.filed[lead.id].alert = replace(lead, group=None)
    with pytest.raises(ExceptionGroup):
        desk.acknowledges(bundle)
    assert desk.alerts.alert(other.id).acknowledged_by == "sergeant"


def test_where_everyone_must_answer_the_link_says_who_has_and_asks_the_others(desk):
    desk.register.put(a_rota(DUTY, "sergeant", "inspector"))
    policy = desk.register.policy(an_account().policy)
    desk.register.put(replace(policy, steps=(replace(policy.steps[0], everyone=True),)))
    desk.receives()
    desk.tick(30)
    first, second = desk.expects_text("sergeant"), desk.expects_text("inspector")
    for _ in range(2):
        view = desk.acknowledges(first)
        assert (view.state, view.is_yours, view.is_waiting) == (AlertState.OPEN, True, False)
    assert desk.shows(second.token).is_waiting
    assert desk.acknowledges(second).state is AlertState.ACKNOWLEDGED
    assert EventKind.ANSWERED_LATE not in [event.kind for event in desk.alerts.history(desk.alert.id)]


def test_two_who_answer_at_once_where_everyone_must_leave_nothing_open(desk):
    desk.register.put(a_rota(DUTY, "sergeant", "inspector"))
    policy = desk.register.policy(an_account().policy)
    desk.register.put(replace(policy, steps=(replace(policy.steps[0], everyone=True),)))
    desk.receives()
    desk.tick(30)
    first, second = desk.expects_text("sergeant"), desk.expects_text("inspector")
    seen_by_both = desk.alert
    desk.acknowledges(first)
    taken = desk.take_alert(seen_by_both, PersonId("inspector"))
    assert (taken.state, taken.acknowledged_by) == (AlertState.ACKNOWLEDGED, "inspector")
    assert desk.shows(second.token).is_yours


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


@pytest.fixture(scope="module")
def answered():
    """A desk with one text out, for links that must not work on it."""
    desk = Desk()
    desk.receives()
    desk.tick(30)
    return desk, desk.expects_text("sergeant").token


def test_no_link_with_one_character_changed_works(answered):
    """Every place, every character a link can hold, and a few it cannot."""
    desk, token = answered
    alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_. %/"
    altered = {
        token[:place] + character + token[place + 1 :] for place in range(len(token)) for character in alphabet
    }
    altered.discard(token)
    assert len(altered) == len(token) * (len(alphabet) - 1)
    assert [each for each in altered if desk.shows(each) is not None] == []


def test_no_part_of_a_link_works(answered):
    desk, token = answered
    parts = {token[:end] for end in range(len(token))} | {token[start:] for start in range(1, len(token))}
    longer = {f"{token}=", f"{token}A", f" {token}", f"{token}\n", token.replace(".", "0.")}
    assert [each for each in parts | longer if desk.shows(each) is not None] == []


@given(token=st.text(max_size=60))
def test_no_made_up_link_works(answered, token):
    desk, genuine = answered
    assert token == genuine or desk.shows(token) is None
