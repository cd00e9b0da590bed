"""What another version of a message makes of the stored one."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.builders import a_message, an_unreadable, edited
from tests.fakes import NOON
from watchdesk.core.disposition import PLATFORM, DispositionCode
from watchdesk.core.message import MessageState, Urgency
from watchdesk.inbox.domain.revision import RevisableMessage, answered, first_version, is_new_to, revised

SOON, LATER, LAST = (NOON + timedelta(hours=hours) for hours in (1, 2, 8))
MESSAGE = a_message()
UNREAD = RevisableMessage(
    state=MessageState.UNREAD, version="1", urgency=Urgency.ROUTINE, deadline=LATER, attention_at=LATER
)


def an_edit(version="2", **fields):
    return edited(MESSAGE, version, **({"urgency": Urgency.ROUTINE, "deadline": LAST} | fields))


def an_urgent_edit(**fields):
    return an_edit(**({"urgency": Urgency.URGENT, "reason": "weapon", "deadline": SOON} | fields))


def in_state(state, **fields):
    return replace(UNREAD, state=state, **fields)


def test_the_newest_version_changes_nothing():
    assert revised(UNREAD, an_urgent_edit(version="1")) is UNREAD


def test_a_version_is_recorded_with_the_time_at_which_it_was_seen():
    edit = an_edit(first_seen_at=SOON)
    assert revised(UNREAD, edit) == replace(UNREAD, version="2", first_version="1", edited_at=SOON)


def test_the_first_version_stays_the_first():
    twice = revised(revised(UNREAD, an_edit("2")), an_edit("3"))
    assert (twice.version, first_version(twice)) == ("3", "1")


def test_an_urgency_rises_with_its_reason_and_never_falls():
    worse = revised(UNREAD, an_urgent_edit())
    assert (worse.urgency, worse.reason) == (Urgency.URGENT, "weapon")
    calmer = revised(worse, an_edit("3", reason="calm"))
    assert (calmer.urgency, calmer.reason) == (Urgency.URGENT, "weapon")


@pytest.mark.parametrize(("deadline", "expected"), [(SOON, SOON), (LATER, LATER), (LAST, LATER)])
def test_a_deadline_only_comes_forward(deadline, expected):
    after = revised(UNREAD, an_edit(deadline=deadline))
    assert (after.deadline, after.attention_at) == (expected, expected)


def test_an_earlier_deadline_is_warned_of_in_its_own_time():
    assert revised(UNREAD, an_edit(deadline=SOON, warn_at=NOON)).attention_at == NOON


@pytest.mark.parametrize("state", [MessageState.OPENED, MessageState.CLAIMED, MessageState.DISPOSED])
def test_an_edit_that_is_no_worse_leaves_the_dates_of_whoever_has_seen_the_message(state):
    after = revised(in_state(state), an_edit(deadline=SOON))
    assert (after.deadline, after.attention_at) == (LATER, LATER)


@pytest.mark.parametrize(("expires", "expected"), [(LAST, SOON), (NOON, NOON)])
def test_an_edit_that_is_worse_ends_a_claim_at_the_new_deadline_at_the_latest(expires, expected):
    claimed = in_state(MessageState.CLAIMED, attention_at=expires)
    after = revised(claimed, an_urgent_edit(warn_at=NOON))
    assert (after.deadline, after.attention_at) == (SOON, expected)


@pytest.mark.parametrize("state", [MessageState.UNREAD, MessageState.OPENED])
@pytest.mark.parametrize(("deadline", "expected"), [(SOON, SOON), (LAST, LATER)])
def test_an_edit_that_is_worse_lists_what_an_alert_looks_after(state, deadline, expected):
    after = revised(in_state(state, attention_at=None), an_urgent_edit(deadline=deadline))
    assert (after.deadline, after.attention_at) == (expected, expected)


def test_an_edit_that_is_no_worse_does_not_list_what_an_alert_looks_after():
    after = revised(in_state(MessageState.UNREAD, attention_at=None), an_edit(deadline=SOON))
    assert (after.deadline, after.attention_at) == (SOON, None)


@pytest.mark.parametrize("edit", [an_edit(deadline=SOON), an_urgent_edit()])
def test_no_edit_lists_what_is_disposed_of(edit):
    assert revised(in_state(MessageState.DISPOSED, attention_at=None), edit).attention_at is None


def test_the_first_readable_version_gives_the_message_its_thread():
    unreadable = replace(UNREAD, has_thread=False)
    assert revised(unreadable, an_edit()).has_thread
    assert not revised(unreadable, an_edit(body=an_unreadable())).has_thread


@pytest.mark.parametrize(("edited_at", "is_new"), [(None, True), (NOON, True), (SOON, False), (LATER, False)])
def test_a_stored_version_is_new_until_the_message_was_updated_after_it(edited_at, is_new):
    assert is_new_to(replace(UNREAD, edited_at=edited_at), SOON) is is_new


def test_a_reply_on_the_platform_answers():
    disposition = answered(NOON)
    assert (disposition.outcome, disposition.by, disposition.at) == (DispositionCode.ANSWERED, PLATFORM, NOON)
