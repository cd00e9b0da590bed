"""One person has a message in hand at a time, is believed for a while, and nobody is told of it in vain."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.builders import SELBY, a_policy, an_own_reply
from tests.worlds.desk import MALLORY, PC, SERGEANT, YORK, pc, sergeant, somebody
from watchdesk.core.errors import Conflict, ConflictCode, LeaseLost, TryLater, Unknown
from watchdesk.core.message import MessageState, Urgency
from watchdesk.core.principal import Action
from watchdesk.desk.usecases.claim_message import CLAIMING
from watchdesk.register.domain.alert_group import ACKNOWLEDGEMENT_PERIODS, AlertGroup
from watchdesk.register.domain.policy import TimeLimit

HOLD = ACKNOWLEDGEMENT_PERIODS[AlertGroup.ROUTINE]


def claim(room, key, who=None, **given):
    return room.use.claim(key, who or pc(), **given)


def release(room, key, who=None, **given):
    return room.use.release(key, who or pc(), **given)


def test_a_claim_stops_the_clock_until_it_runs_out(room):
    key = room.receives(minutes=5)
    status = claim(room, key)
    assert (status.state, status.claimed_by) == (MessageState.CLAIMED, PC)
    assert status.claim_until == room.clock.now() + HOLD
    room.clock.advance(minutes=10)
    assert room.messages.due(room.clock.now(), 10) == []
    assert room.status(key).overdue_since(room.clock.now()) is None
    room.clock.advance(hours=12)
    assert [each.key for each in room.messages.due(room.clock.now(), 10)] == [key]


def test_a_disposition_limit_says_until_when_a_claim_is_believed(room):
    limit = TimeLimit(urgency=Urgency.ROUTINE, first_look=timedelta(hours=8), disposition=timedelta(hours=48))
    room.register.put(a_policy(limits=(limit,)))
    key, began = room.receives(), room.clock.now()
    room.clock.advance(hours=1)
    assert claim(room, key).claim_until == began + timedelta(hours=48)


def test_a_claim_takes_a_message_from_its_alert(room):
    key = room.receives(minutes=5)
    room.clock.advance(minutes=6)
    alert = room.raises_alert(key)
    claim(room, key)
    assert not alert.looks_after(room.status(key).waiting, room.clock.now())


def test_a_claim_repeated_is_the_same_claim_and_is_told_once(room):
    key = room.receives()
    first = claim(room, key)
    room.clock.advance(minutes=10)
    assert claim(room, key) == first
    assert room.deeds == [(PC, "claim_message")]
    assert room.trail.deeds[0].facts == {"until": first.claim_until.isoformat()}


def test_whoever_comes_second_is_told_who_has_it_and_since_when(room):
    key = room.receives()
    claim(room, key)
    room.clock.advance(minutes=10)
    with pytest.raises(Conflict) as refused:
        claim(room, key, somebody(SERGEANT, "claim:*"))
    assert refused.value.code is ConflictCode.CLAIMED
    assert str(refused.value) == f"{PC} claimed it at 2026-03-02 12:00 UTC."
    assert room.deeds == [(PC, "claim_message")]
    assert room.stored(key).claimed_by == PC


@pytest.mark.parametrize(("role", "take_over"), [("claim", True), ("supervise", False)])
def test_only_a_supervisor_takes_over_and_only_on_purpose(room, role, take_over):
    key = room.receives()
    claim(room, key)
    with pytest.raises(Conflict):
        claim(room, key, somebody(SERGEANT, f"{role}:*", "claim:*"), take_over=take_over)


def test_a_supervisor_of_another_account_takes_nothing_over(room):
    key = room.receives()
    claim(room, key)
    with pytest.raises(Conflict):
        claim(room, key, somebody(SERGEANT, "claim:*", f"supervise:{YORK}"), take_over=True)


def test_a_supervisor_takes_over_and_the_trail_says_from_whom(room):
    key = room.receives()
    claim(room, key)
    room.clock.advance(minutes=1)
    status = claim(room, key, sergeant(), take_over=True)
    assert (status.claimed_by, status.waiting.claimed_at) == (SERGEANT, room.clock.now())
    assert room.trail.deeds[-1].facts["taken_from"] == PC


def test_a_released_message_waits_again_by_its_old_deadline(room):
    key = room.receives(minutes=5)
    claim(room, key)
    room.clock.advance(hours=9)
    status = release(room, key)
    assert (status.state, status.claimed_by) == (MessageState.OPENED, None)
    assert [each.key for each in room.messages.due(room.clock.now(), 10)] == [key]
    assert room.deeds == [(PC, "claim_message"), (PC, "release_message")]


def test_releasing_what_nobody_has_is_done_already(room):
    key = room.receives()
    before = room.status(key)
    assert release(room, key) == before
    assert room.trail.deeds == []


def test_nobody_releases_anothers_claim_but_a_supervisor(room):
    key = room.receives()
    claim(room, key)
    with pytest.raises(Conflict):
        release(room, key, somebody(SERGEANT, "claim:*"), take_over=True)
    assert release(room, key, sergeant(), take_over=True).claimed_by is None
    assert room.trail.deeds[-1].facts == {"taken_from": PC}


@pytest.mark.parametrize("deed", [claim, release])
def test_what_is_disposed_of_is_neither_claimed_nor_released(room, deed):
    key = room.receives()
    room.messages.answer(SELBY, an_own_reply(answers="1001"), room.clock.now())
    with pytest.raises(Conflict) as refused:
        deed(room, key)
    assert (refused.value.code, str(refused.value)) == (
        ConflictCode.DISPOSED,
        "platform disposed of it at 2026-03-02 12:00 UTC: answered.",
    )


@pytest.mark.parametrize("deed", [claim, release])
@pytest.mark.parametrize("roles", [f"{action}:*" for action in sorted(set(Action) - CLAIMING)] + [f"claim:{YORK}"])
def test_without_the_role_on_its_account_there_is_no_such_message(room, deed, roles):
    key = room.receives()
    with pytest.raises(Unknown):
        deed(room, key, somebody(MALLORY, roles))
    assert room.trail.deeds == []


def test_a_claim_that_cannot_be_told_is_not_made(room):
    key = room.receives()
    room.trail.trouble = TryLater("no")
    with pytest.raises(TryLater):
        claim(room, key)
    assert room.stored(key).state is MessageState.UNREAD


class Meanwhile:
    """Somebody else does something between a reading and its writing, so many times."""

    def __init__(self, room, does, times=1):
        self.room, self.does, self.left = room, does, times

    def save(self, before, after, deed):
        if self.left:
            self.left -= 1
            self.does()
        return self.room.desk.save(before, after, deed)


def claim_with(room, changes):
    change = room.use.claim.change
    return type(room.use.claim)(change=replace(change, changes=changes))


def test_of_two_who_claim_at_the_same_moment_one_has_it_and_the_other_is_told(room):
    key = room.receives()
    claim_meanwhile = claim_with(room, Meanwhile(room, lambda: claim(room, key, sergeant())))
    with pytest.raises(Conflict, match=SERGEANT):
        claim_meanwhile(key, pc())
    assert room.deeds == [(SERGEANT, "claim_message")]


def test_a_claim_is_made_of_what_was_read_by_another_meanwhile(room):
    key = room.receives()
    claim_meanwhile = claim_with(room, Meanwhile(room, lambda: room.use.open_message(key, sergeant())))
    assert claim_meanwhile(key, pc()).claimed_by == PC
    assert room.deeds == [(SERGEANT, "read_message"), (PC, "claim_message")]


def test_a_message_that_never_stands_still_is_given_up(room):
    key = room.receives()

    def stir():
        room.clock.advance(minutes=1)
        room.messages.change(key, deadline=room.clock.now())

    claim_meanwhile = claim_with(room, Meanwhile(room, stir, times=100))
    with pytest.raises(LeaseLost):
        claim_meanwhile(key, pc())
    assert room.trail.deeds == []
