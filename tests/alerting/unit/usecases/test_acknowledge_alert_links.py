"""A link works for the notification it was signed for, through a night, and no other link does."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.fakes.texts import FakeKeyRing
from tests.worlds.alerting import Desk
from watchdesk.alerting.domain.alert import AlertState
from watchdesk.alerting.domain.signed_link import LINK_LIFE


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
