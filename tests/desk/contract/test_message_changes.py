"""What is done to a message at the desk is kept whole and told once, for the double and for the table alike."""

import pytest

from tests.builders import SELBY, a_message, an_own_reply
from tests.desk.contract.deeds import LATER, PC, a_deed, an_end, current, one
from tests.fakes import NOON
from watchdesk.audit.trail import first_break
from watchdesk.core.disposition import DispositionCode
from watchdesk.core.message import MessageState


def test_an_opened_message_is_still_due(desk):
    desk.add([a_message()])
    before = one(desk)
    after = current(before, LATER).opened()
    assert desk.save(before, after, a_deed("read_message"))
    assert one(desk) == after
    assert (after.state, list(desk.due())) == (MessageState.OPENED, [before.key])


def test_a_claim_is_kept_whole_and_looked_at_again_when_it_runs_out(desk):
    desk.add([a_message()])
    before = one(desk)
    after = current(before, LATER).claimed(PC)
    assert desk.save(before, after, a_deed())
    assert one(desk) == after
    assert (after.claimed_by, after.waiting.claimed_at, after.claim_until > LATER) == (PC, LATER, True)
    assert (desk.message(before.key).claimed_by, list(desk.due())) == (PC, [before.key])


def test_a_claim_takes_over_from_an_alert_and_a_release_puts_it_back_on_the_list(desk):
    desk.add([a_message(deadline=LATER)])
    [waiting] = desk.read([a_message().key])
    desk.hand_over(waiting, "alert-1", LATER)
    before = one(desk)
    held = current(before, LATER).claimed(PC)
    assert desk.save(before, held, a_deed())
    free = current(one(desk), LATER).released()
    assert desk.save(held, free, a_deed("release_message"))
    status = one(desk)
    assert status == free
    assert (status.state, status.claimed_by, status.waiting.alert) == (MessageState.OPENED, None, "alert-1")
    assert list(desk.due()) == [before.key]


def test_a_disposition_is_kept_whole_and_the_message_is_due_no_more(desk):
    desk.add([a_message()])
    before = one(desk)
    held = current(before, LATER).claimed(PC)
    desk.save(before, held, a_deed())
    ended = current(held).disposed(an_end(DispositionCode.CRIME_RECORDED, reference="12/345", reason="Theft."))
    assert desk.save(held, ended, a_deed("dispose_message"))
    status = one(desk)
    assert status == ended
    assert (status.claimed_by, list(desk.due())) == (None, [])
    message = desk.message(before.key)
    assert (message.disposition, message.state) == (ended.disposition, MessageState.DISPOSED)
    assert message.body == a_message().body


@pytest.mark.parametrize(
    "meanwhile",
    [
        lambda desk, before: desk.save(before, current(before, NOON).claimed("other"), a_deed(at=NOON)),
        lambda desk, before: desk.save(before, current(before).disposed(an_end(at=NOON)), a_deed(at=NOON)),
        lambda desk, before: desk.hand_over(before.waiting, "alert-1", NOON),
        lambda desk, _: desk.answer(SELBY, an_own_reply(answers="1001"), NOON),
    ],
    ids=["claimed", "disposed", "handed over", "answered"],
)
@pytest.mark.parametrize("deed", ["opened", "claimed", "disposed"])
def test_what_changed_since_it_was_read_is_left_as_it_is_and_nothing_is_told(desk, trail, meanwhile, deed):
    desk.add([a_message()])
    before = one(desk)
    after = {
        "opened": current(before, LATER).opened(),
        "claimed": current(before, LATER).claimed(PC),
        "disposed": current(before).disposed(an_end()),
    }[deed]
    meanwhile(desk, before)
    stands, told = one(desk), list(trail.entries())
    assert not desk.save(before, after, a_deed())
    assert (one(desk), list(trail.entries())) == (stands, told)


def test_every_deed_is_one_entry_of_a_whole_chain(desk, trail):
    desk.add([a_message()])
    before = one(desk)
    read = current(before, LATER).opened()
    desk.save(before, read, a_deed("read_message"))
    desk.save(read, read, a_deed("read_message", at=NOON))
    held = current(read, LATER).claimed(PC)
    desk.save(read, held, a_deed())
    desk.save(held, current(held).disposed(an_end()), a_deed("dispose_message"))
    actions = [entry.deed.action for entry in trail.entries()]
    assert actions == ["read_message", "read_message", "claim_message", "dispose_message"]
    assert first_break(trail.entries()) is None


def test_reading_again_changes_nothing_and_is_told_again(desk, trail):
    desk.add([a_message()])
    read = one(desk)
    assert desk.save(read, read, a_deed("read_message"))
    assert (one(desk), len(list(trail.entries()))) == (read, 1)


def test_a_claim_that_ran_out_is_nobodys_and_says_when_it_did(desk):
    desk.add([a_message()])
    before = one(desk)
    held = current(before, LATER).claimed(PC)
    desk.save(before, held, a_deed())
    [waiting] = desk.read([before.key])
    assert desk.hand_over(waiting, "alert-1", held.claim_until)
    status = one(desk)
    assert (status.state, status.claimed_by) == (MessageState.OPENED, None)
    assert (status.claim_expired_at, status.waiting.alert) == (held.claim_until, "alert-1")
    assert not desk.save(held, current(held, held.claim_until).released(), a_deed("release_message"))
