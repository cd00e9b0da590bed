"""A message's way over the desk, from its arrival to its end."""

from tests.builders import SELBY
from tests.worlds.desk import PC, SERGEANT, DutyRoom, pc, sergeant
from watchdesk.audit.trail import first_break
from watchdesk.core.disposition import DispositionCode, DispositionRequest
from watchdesk.core.message import MessageState
from watchdesk.desk.domain.queries import MessageQuery


def test_a_message_is_read_taken_in_hand_taken_over_and_ended_and_each_is_told_once():
    room = DutyRoom()
    key = room.receives(minutes=5)
    room.clock.advance(minutes=6)
    alert = room.raises_alert(key)
    room.use.acknowledge(alert.id, pc())
    room.use.open_message(key, pc())
    room.use.claim(key, pc())
    room.clock.advance(minutes=20)
    room.use.claim(key, sergeant(), take_over=True)
    room.use.dispose(key, sergeant(), DispositionRequest(outcome=DispositionCode.CRIME_RECORDED, reference="NY-1"))
    assert room.deeds == [
        (PC, "acknowledge_alert"),
        (PC, "read_message"),
        (PC, "claim_message"),
        (SERGEANT, "claim_message"),
        (SERGEANT, "dispose_message"),
    ]
    assert first_break(room.trail.entries()) is None
    assert room.use.list_messages(MessageQuery(accounts=frozenset({SELBY})), pc()).messages == ()
    (past,) = room.use.list_messages(MessageQuery(state=MessageState.DISPOSED), pc()).messages
    assert past.status.disposition.reference == "NY-1"
