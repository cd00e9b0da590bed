"""A message ends with a coded outcome and why, once, and stays."""

from datetime import timedelta

import pytest

from tests.builders import SELBY, an_own_reply
from tests.worlds.desk import MALLORY, PC, SERGEANT, WORDS, YORK, pc, sergeant, somebody
from watchdesk.audit.trail import first_break
from watchdesk.core.disposition import Disposition, DispositionCode, DispositionRequest
from watchdesk.core.errors import Conflict, ConflictCode, TryLater, Unacceptable, Unknown
from watchdesk.core.message import MessageState
from watchdesk.core.principal import Action
from watchdesk.core.problems import ProblemCode

SPAM = DispositionRequest(outcome=DispositionCode.SPAM, reason="An advertisement.")


def dispose(room, key, ending=SPAM, who=None, **given):
    return room.use.dispose(key, who or pc(), ending, **given)


@pytest.mark.parametrize("outcome", DispositionCode)
def test_each_outcome_is_kept_with_its_reference_and_reason(room, outcome):
    key = room.receives(text=WORDS)
    dispose(room, key, DispositionRequest(outcome=outcome, reference="NY-12/345", reason="Seen to."))
    kept = room.stored(key)
    assert kept.disposition == Disposition(
        outcome=outcome, by=PC, at=room.clock.now(), reason="Seen to.", reference="NY-12/345"
    )
    assert (kept.state, kept.body.text) == (MessageState.DISPOSED, WORDS)


def test_it_waits_no_more_and_is_nobodys(room):
    key = room.receives(minutes=5)
    room.use.claim(key, pc())
    status = dispose(room, key)
    room.clock.advance(days=30)
    assert (status.claimed_by, room.messages.due(room.clock.now(), 10)) == (None, [])


def test_it_leaves_its_alert_with_nothing_to_look_after(room):
    key = room.receives(minutes=5)
    room.clock.advance(minutes=6)
    alert = room.raises_alert(key)
    dispose(room, key)
    assert not alert.looks_after(room.status(key).waiting, room.clock.now() + timedelta(days=1))


def test_the_trail_holds_the_outcome_and_not_the_reason(room):
    key = room.receives()
    dispose(
        room, key, DispositionRequest(outcome=DispositionCode.INTELLIGENCE, reference="5x5-77", reason="zwyntoll")
    )
    (deed,) = room.trail.deeds
    assert (deed.actor, deed.action, deed.about) == (PC, "dispose_message", str(key))
    assert deed.facts == {"outcome": "intelligence", "reference": "5x5-77"}
    assert first_break(room.trail.entries()) is None


@pytest.mark.parametrize(
    ("ending", "codes"),
    [
        (DispositionRequest(outcome=DispositionCode.CRIME_RECORDED, reason="Theft."), {ProblemCode.REFERENCE}),
        (DispositionRequest(outcome=DispositionCode.SPAM), {ProblemCode.REASON}),
        (DispositionRequest(outcome=DispositionCode.NO_ACTION, reason=" \u200b"), {ProblemCode.REASON}),
        (DispositionRequest(outcome=DispositionCode.SPAM, reason="a\x1b[2J"), {ProblemCode.CONTROL_CHARACTER}),
        (DispositionRequest(outcome=DispositionCode.SPAM, reference="\u202e1"), {ProblemCode.BIDI_CHARACTER}),
    ],
)
def test_what_must_be_said_is_asked_for(room, ending, codes):
    key = room.receives()
    with pytest.raises(Unacceptable) as refused:
        dispose(room, key, ending)
    assert {problem.code for problem in refused.value.problems} == codes
    assert (room.stored(key).state, room.trail.deeds) == (MessageState.UNREAD, [])


def test_a_reference_needs_no_reason(room):
    assert dispose(
        room, room.receives(), DispositionRequest(outcome=DispositionCode.PASSED_TO_101, reference="101-9")
    ).disposition


def test_the_same_said_again_is_done_once(room):
    key = room.receives()
    first = dispose(room, key)
    room.clock.advance(minutes=1)
    assert dispose(room, key) == first
    assert room.deeds == [(PC, "dispose_message")]


@pytest.mark.parametrize(
    ("ending", "who"),
    [(DispositionRequest(outcome=DispositionCode.NO_ACTION, reason="Nothing."), pc()), (SPAM, sergeant())],
    ids=["other words", "another person"],
)
def test_what_is_disposed_of_is_not_disposed_of_otherwise(room, ending, who):
    key = room.receives()
    dispose(room, key)
    with pytest.raises(Conflict) as refused:
        dispose(room, key, ending, who, take_over=True)
    assert refused.value.code is ConflictCode.DISPOSED
    assert room.stored(key).disposition.outcome is DispositionCode.SPAM
    assert room.deeds == [(PC, "dispose_message")]


def test_what_a_platform_showed_as_answered_is_disposed_of(room):
    key = room.receives()
    room.messages.answer(SELBY, an_own_reply(answers="1001"), room.clock.now())
    with pytest.raises(Conflict):
        dispose(room, key)


def test_nobody_ends_what_another_has_in_hand_but_a_supervisor_on_purpose(room):
    key = room.receives()
    room.use.claim(key, pc())
    with pytest.raises(Conflict, match=PC):
        dispose(room, key, who=somebody(SERGEANT, "dispose:*"))
    with pytest.raises(Conflict, match=PC):
        dispose(room, key, who=sergeant())
    dispose(room, key, who=sergeant(), take_over=True)
    assert room.trail.deeds[-1].facts == {"outcome": "spam", "taken_from": PC}


@pytest.mark.parametrize(
    "roles", [f"{action}:*" for action in sorted(set(Action) - {Action.DISPOSE})] + [f"dispose:{YORK}"]
)
def test_without_the_role_on_its_account_there_is_no_such_message(room, roles):
    key = room.receives()
    with pytest.raises(Unknown):
        dispose(room, key, who=somebody(MALLORY, roles))
    assert room.trail.deeds == []


def test_a_disposition_that_cannot_be_told_is_not_made(room):
    key = room.receives()
    room.trail.trouble = TryLater("no")
    with pytest.raises(TryLater):
        dispose(room, key)
    assert room.stored(key).state is MessageState.UNREAD
