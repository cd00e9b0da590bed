"""Who holds a pager, and what a text makes of the notifications it tells, without a store."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.alerting.contract.alert_builders import LATER, SERGEANT, SOON
from tests.alerting.contract.pager_builders import a_notification
from tests.alerting.unit.domain.pager_entries import a_text, an_entry
from tests.fakes import NOON
from watchdesk.alerting.domain.alert_history import EventKind
from watchdesk.alerting.domain.notification import MAX_TRIES, TextState
from watchdesk.alerting.domain.notification_changes import DROPPED, begun, received, settled
from watchdesk.alerting.domain.pager import Pager
from watchdesk.alerting.domain.pager_changes import (
    PagerState,
    change_by_begin,
    change_by_release,
    change_by_rest,
)
from watchdesk.alerting.domain.receipt import ReceiptStatus, effect_of

DUE = PagerState().requested(NOON)
HELD = DUE.leased("mine", NOON, SOON)
OURS = Pager(person=SERGEANT, lease="mine", wants=1)


def test_a_pager_is_due_as_soon_as_an_entry_comes_in():
    assert PagerState(attention_at=NOON, wants=1) == DUE


def test_one_run_holds_a_pager_until_its_lease_is_over_whatever_comes_in():
    assert replace(DUE, lease="mine", lease_until=SOON, attention_at=SOON) == HELD
    more = HELD.requested(NOON)
    assert more.leased("theirs", NOON, LATER) == more
    assert more.leased("theirs", SOON, LATER).lease == "theirs"


def test_a_pager_that_is_not_due_is_not_leased():
    assert DUE.leased("mine", NOON - timedelta(seconds=1), SOON).lease is None
    assert PagerState().leased("mine", NOON, SOON) == PagerState()


@pytest.mark.parametrize("look", [None, LATER])
def test_a_pager_rests_when_its_holder_has_seen_every_entry(look):
    begun_text = change_by_begin(OURS, "a text").applied_to(HELD)
    change = change_by_rest(OURS, look)
    assert change.fits(begun_text)
    assert change.applied_to(begun_text) == PagerState(attention_at=look, wants=1)
    assert not change.fits(HELD.requested(NOON))
    assert not change.fits(replace(HELD, lease="theirs"))


def test_a_pager_with_entries_that_its_holder_has_not_seen_is_released_at_once():
    more = HELD.requested(NOON)
    change = change_by_release(OURS, SOON)
    assert change.fits(more)
    assert change.applied_to(more) == PagerState(attention_at=SOON, wants=2)
    assert not change.fits(replace(more, lease="theirs"))


def test_no_text_begins_without_the_lease():
    assert not change_by_begin(OURS, "a text").fits(replace(HELD, lease="theirs"))


def test_the_leading_notification_names_the_other_alerts_of_its_text():
    text = a_text(an_entry("A"), an_entry("B"), an_entry("C"), an_entry("B"))
    after = begun(text).applied_to(a_notification())
    assert (after.state, after.also) == (TextState.LEASED, ("B", "C"))


@pytest.mark.parametrize("state", [TextState.ACCEPTED, TextState.UNKNOWN, TextState.FAILED, TextState.PENDING])
def test_a_notification_says_when_it_was_sent_only_if_it_was(state):
    entry = an_entry("A", tries=2)
    text = replace(a_text(entry, state=state), ended_at=SOON, provider_id="sms-1")
    after = settled(text, entry).applied_to(a_notification())
    assert (after.state, after.tries, after.provider_id) == (state, 2, "sms-1")
    assert after.sent_at == (SOON if state is TextState.ACCEPTED else None)


def test_what_was_dropped_says_so_and_no_more():
    assert DROPPED.applied_to(a_notification()) == a_notification(state=TextState.DROPPED)


def test_a_text_whose_run_died_before_its_outcome_may_have_been_sent():
    text = a_text(an_entry("A"), state=TextState.LEASED)
    assert text.abandoned(SOON) == replace(text, state=TextState.UNKNOWN, ended_at=SOON)
    known = replace(text, state=TextState.ACCEPTED, ended_at=NOON)
    assert known.abandoned(SOON) == known


@pytest.mark.parametrize(
    ("stored", "fits"),
    [
        (TextState.LEASED, True),
        (TextState.UNKNOWN, True),
        (TextState.ACCEPTED, False),
        (TextState.FAILED, False),
        (TextState.PENDING, False),
    ],
)
def test_a_guess_never_replaces_what_the_sender_knew(stored, fits):
    assert a_text(an_entry("A"), state=TextState.UNKNOWN).may_replace(stored) is fits
    assert a_text(an_entry("A"), state=TextState.ACCEPTED).may_replace(stored)


@pytest.mark.parametrize(
    ("status", "tries", "state", "is_sent_again", "makes_alert_due"),
    [
        (ReceiptStatus.DELIVERED, 1, TextState.DELIVERED, False, False),
        (ReceiptStatus.FAILED_FOR_NOW, MAX_TRIES - 1, TextState.PENDING, True, False),
        (ReceiptStatus.FAILED_FOR_NOW, MAX_TRIES, TextState.FAILED, False, True),
        (ReceiptStatus.FAILED, 1, TextState.FAILED, False, True),
    ],
)
def test_a_text_that_failed_is_sent_again_while_it_has_tries_left(
    status, tries, state, is_sent_again, makes_alert_due
):
    effect = effect_of(status, tries)
    assert (effect.state, effect.is_sent_again, effect.makes_alert_due) == (state, is_sent_again, makes_alert_due)
    is_delivered = status is ReceiptStatus.DELIVERED
    assert effect.event is (EventKind.DELIVERED if is_delivered else EventKind.NOT_DELIVERED)


@pytest.mark.parametrize(
    ("stored", "provider_id", "fits"),
    [
        (TextState.ACCEPTED, "sms-1", True),
        (TextState.ACCEPTED, "sms-2", False),
        (TextState.DELIVERED, "sms-1", False),
        (TextState.PENDING, "sms-1", False),
    ],
)
def test_a_receipt_changes_only_the_very_text_it_is_about(stored, provider_id, fits):
    notification = a_notification(state=stored, provider_id=provider_id)
    assert received("sms-1", TextState.DELIVERED).fits(notification) is fits
