"""What a deed makes of a message, without any store."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.desk.contract.deeds import LATER, PC, TERMS, an_end
from tests.fakes import NOON
from tests.worlds.desk import DutyRoom
from watchdesk.core.message import MessageState
from watchdesk.desk.domain.current_message import CurrentMessage
from watchdesk.register.domain.alert_group import ACKNOWLEDGEMENT_PERIODS, AlertGroup


@pytest.fixture
def unread():
    room = DutyRoom()
    return CurrentMessage(status=room.status(room.receives(minutes=60)), terms=TERMS, now=LATER)


def then(current, status, **changed):
    return replace(current, status=status, **changed)


def test_opening_changes_the_state_once_and_stops_no_clock(unread):
    opened = unread.opened()
    assert (opened.state, opened.waiting.attention_at is None) == (MessageState.OPENED, False)
    assert then(unread, opened, now=LATER + timedelta(hours=1)).opened() == opened


def test_a_claim_stops_the_clock_until_it_expires(unread):
    claimed = unread.claimed(PC)
    assert (claimed.state, claimed.claimed_by, claimed.waiting.claimed_at) == (MessageState.CLAIMED, PC, LATER)
    assert claimed.claim_until > LATER
    assert claimed.overdue_since(LATER + timedelta(days=2)) is None


def test_a_claim_on_an_account_that_has_left_the_register_holds_as_long_as_an_acknowledgement(unread):
    claimed = replace(unread, terms=None).claimed(PC)
    assert claimed.claim_until == LATER + ACKNOWLEDGEMENT_PERIODS[AlertGroup.ROUTINE]


def test_a_release_makes_it_wait_by_the_same_limits_as_if_it_had_only_been_opened(unread):
    released = then(unread, unread.claimed(PC)).released()
    assert (released.state, released.claimed_by, released.waiting.claimed_at) == (MessageState.OPENED, None, None)
    assert released.waiting.deadline == unread.opened().waiting.deadline


def test_a_release_without_terms_keeps_the_deadline(unread):
    claimed = replace(unread, terms=None).claimed(PC)
    released = then(unread, claimed, terms=None).released()
    assert released.waiting.attention_at == released.waiting.deadline == unread.status.waiting.deadline


def test_a_disposition_ends_the_waiting_and_the_claim(unread):
    disposed = then(unread, unread.claimed(PC)).disposed(an_end(at=LATER))
    assert (disposed.state, disposed.claimed_by, disposed.waiting.attention_at) == (
        MessageState.DISPOSED,
        None,
        None,
    )
    assert disposed.disposition.at == LATER
    assert disposed.overdue_since(NOON + timedelta(days=9)) is None
