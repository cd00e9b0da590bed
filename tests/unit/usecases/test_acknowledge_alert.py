"""Only the person a text was sent to can answer it, once, and looking is not answering."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import an_account
from tests.desk import SERGEANT, Desk
from tests.fakes.texts import FakeKeyRing
from watchdesk.domain.alert import AlertState, EventKind
from watchdesk.domain.link import LINK_LIFE
from watchdesk.domain.message import MessageState, Urgency
from watchdesk.domain.notification import TextState


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
    view = desk.acknowledges(text)
    assert (view.state, view.acknowledged_by) == (AlertState.RESOLVED, None)


def test_the_reader_sees_what_waits_how_long_and_who_was_texted(desk):
    waiting = desk.receives("1")
    desk.receives("2", urgency=Urgency.PRIORITY)
    claimed = desk.receives("3")
    desk.tick(30)
    text = desk.expects_text("sergeant")
    desk.expects_text("sergeant")
    desk.messages.change(claimed, state=MessageState.CLAIMED)
    view = desk.shows(text.token)
    assert (view.account, view.code) == ("Selby Mastodon", "K7MX")
    assert view.situation.counts == {Urgency.URGENT: 1}
    assert view.situation.oldest == desk.messages.message(waiting).since
    assert view.states == {MessageState.UNREAD: 1, MessageState.CLAIMED: 1}
    assert [(line.name, line.state) for line in view.texts] == [("Sgt Hale", TextState.ACCEPTED)]


def test_whoever_and_whatever_has_left_the_register_is_shown_by_its_id(desk, text):
    desk.register.delete(type(SERGEANT), SERGEANT.id)
    desk.register.delete(type(an_account()), an_account().id)
    view = desk.acknowledges(text)
    assert (view.account, view.acknowledged_by) == ("selby-mastodon", "sergeant")


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
