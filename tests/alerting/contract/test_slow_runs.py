"""A run takes a pager whose holder is only slow: whatever the two write in turn, the pager can be read after."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.alerting.contract.alert_builders import FIRST, LATER, SECOND, SERGEANT, SOON
from tests.alerting.contract.pager_builders import a_text, ended, kinds, wanted
from tests.fakes import NOON
from watchdesk.alerting.domain.alert_history import AlertEvent, EventKind
from watchdesk.alerting.domain.notification import TextState
from watchdesk.register.domain.alert_group import AlertGroup

AT_LAST = LATER + timedelta(hours=1)


@pytest.fixture
def slow(alerts, pagers):
    """It has begun a text, and is still at work when its lease is over."""
    wanted(alerts, pagers)
    pager = pagers.lease(SERGEANT, "slow", NOON, SOON)
    assert pagers.begin(pager, a_text(pager))
    return pager


def left_behind(pager):
    """The text in hand, as the run after it sees it."""
    return replace(pager.in_hand, state=TextState.UNKNOWN, ended_at=SOON)


def test_what_the_sender_knows_stands_though_another_run_gave_its_text_up(alerts, pagers, slow):
    hasty = pagers.lease(SERGEANT, "hasty", SOON, LATER)
    pagers.settle(slow, ended(a_text(slow)))
    pagers.settle(hasty, left_behind(hasty))
    pagers.rest(hasty, SOON, SOON)
    assert pagers.lease(SERGEANT, "third", LATER, AT_LAST).wanted == ()
    assert alerts.notifications(FIRST)[0].state is TextState.ACCEPTED
    assert EventKind.UNCONFIRMED not in kinds(alerts)


def test_a_text_given_up_too_early_is_wanted_no_more_once_its_sender_says_that_it_left(alerts, pagers, slow):
    hasty = pagers.lease(SERGEANT, "hasty", SOON, LATER)
    pagers.settle(hasty, left_behind(hasty))
    pagers.settle(slow, ended(a_text(slow)))
    pagers.rest(hasty, SOON, SOON)
    assert pagers.lease(SERGEANT, "third", LATER, AT_LAST).wanted == ()
    assert alerts.notifications(FIRST)[0].state is TextState.ACCEPTED


def test_what_was_told_meanwhile_is_not_brought_back_by_halves(alerts, pagers, slow):
    text = a_text(slow)
    hasty = pagers.lease(SERGEANT, "hasty", SOON, LATER)
    pagers.settle(hasty, left_behind(hasty))
    wanted(alerts, pagers, SECOND, AlertGroup.PRIORITY, "R4TW")
    more = replace(hasty, wanted=pagers.lease(SERGEANT, "hasty", LATER, AT_LAST).wanted)
    again = a_text(more, at=SOON)
    assert pagers.begin(more, again)
    pagers.settle(slow, ended(text))
    pagers.settle(more, ended(again, TextState.PENDING))
    pagers.rest(more, LATER, LATER)
    (still,) = pagers.lease(SERGEANT, "third", AT_LAST, AT_LAST).wanted
    assert (still.alert, still.tries) == (SECOND, 1)


def test_a_page_that_is_wanted_no_more_is_not_held_back(alerts, pagers, slow):
    hasty = pagers.lease(SERGEANT, "hasty", SOON, LATER)
    pagers.settle(slow, ended(a_text(slow)))
    pagers.hold(hasty, hasty.wanted, AlertEvent(at=SOON, kind=EventKind.CAPPED, about=SERGEANT))
    pagers.rest(hasty, SOON, SOON)
    assert pagers.lease(SERGEANT, "third", LATER, AT_LAST).wanted == ()
    assert EventKind.CAPPED not in kinds(alerts)
