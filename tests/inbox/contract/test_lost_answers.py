"""DynamoDB did as told and the answer was lost, or the run died between two writes: the repeat makes it whole."""

from dataclasses import replace
from datetime import timedelta
from itertools import count

import pytest
from botocore.exceptions import ReadTimeoutError

from tests.builders import SELBY, a_feed_state, a_message, an_inbound, an_unreadable, edited
from tests.dynamo_stores import messages_in, pagers_in, watch_in
from tests.fakes import NOON
from watchdesk.alerting.domain.alert import Alert, AlertId, AlertState, Code
from watchdesk.aws.dynamodb.table import Table
from watchdesk.core.errors import TryLater
from watchdesk.core.message import Urgency
from watchdesk.platforms.dynamodb.sessions import DynamoSessionStore
from watchdesk.register.domain.alert_group import AlertGroup
from watchdesk.register.domain.person import PersonId

LATER = NOON + timedelta(hours=1)
UNTIL = NOON + timedelta(minutes=5)
NEVER = NOON + timedelta(days=9999)
HUGE = "".join(chr(0x4E00 + n * 7919 % 20000) for n in range(200_000))


class Line:
    """A client one of whose writes goes through while its answer does not; with `again`, the SDK repeats it."""

    def __init__(self, client):
        self._client = client
        self.cut(0)

    def cut(self, at, *, again=False):
        self._at, self._again, self._writes = at, again, count(1)

    def __getattr__(self, name):
        call = getattr(self._client, name)
        return self._writing(call) if name in ("put_item", "update_item") else call

    def _writing(self, call):
        def write(**request):
            is_cut = next(self._writes) == self._at
            answer = call(**request)
            if not is_cut:
                return answer
            if self._again:
                return call(**request)
            raise ReadTimeoutError(endpoint_url="https://dynamodb.example")

        return write


@pytest.fixture
def line(dynamodb):
    return Line(dynamodb)


@pytest.fixture
def broken(line, table):
    """A table whose line can be cut."""
    return lambda logical_id: Table(line, table(logical_id).name)


@pytest.fixture
def messages(broken):
    return messages_in(broken("MessagesTable"))


@pytest.fixture
def watch(broken):
    watch = watch_in(broken("WatchTable"))
    watch.enrol(SELBY, NOON)
    return watch


def test_a_message_whose_answer_was_lost_is_stored_and_holds_up_no_other(messages, line):
    page = [a_message(an_inbound(str(number))) for number in range(5)]
    line.cut(2)
    with pytest.raises(TryLater):
        messages.add(page)
    assert len(messages.versions([each.key for each in page])) == 5
    assert messages.add(page) == 0


@pytest.mark.parametrize("dies_after", [1, 2])
@pytest.mark.parametrize("first", [an_inbound(), an_unreadable()])
def test_a_revision_that_was_cut_short_is_finished_by_the_next_poll(messages, line, dies_after, first):
    message = a_message(first)
    messages.add([message])
    edit = edited(message, "2", urgency=Urgency.URGENT, deadline=LATER, first_seen_at=LATER)
    line.cut(dies_after)
    with pytest.raises(TryLater):
        messages.revise(edit)
    is_left_undone = dies_after == 1
    assert messages.revise(replace(edit, first_seen_at=NEVER)) is is_left_undone
    assert not messages.revise(replace(edit, first_seen_at=NEVER))
    assert messages.versions([message.key]) == {message.key: "2"}
    assert messages.message(message.key).deadline == LATER
    assert [each.key for each in messages.due(LATER, 1)] == [message.key]
    assert messages.later_versions(message.key) == [edit.body]


@pytest.mark.parametrize("at", [1, 2])
def test_a_revision_counts_though_an_answer_was_lost_and_the_write_repeated(messages, line, at):
    message = a_message()
    messages.add([message])
    line.cut(at, again=True)
    assert messages.revise(edited(message, "2"))


@pytest.mark.parametrize("dies_after", [1, 2, 3])
def test_a_huge_text_is_whole_or_not_there(messages, line, dies_after):
    message = a_message(an_inbound(text=HUGE))
    line.cut(dies_after)
    with pytest.raises(TryLater):
        messages.add([message])
    assert messages.message(message.key) in (None, message)
    messages.add([message])
    assert messages.message(message.key) == message


def test_an_alert_that_has_a_message_is_told_so_though_the_answer_was_lost(messages, line):
    messages.add([a_message()])
    [waiting] = messages.due(NEVER, 1)
    line.cut(1, again=True)
    assert messages.hand_over(waiting, "alert-1", LATER)


def test_a_poll_goes_on_though_answers_are_lost(watch, line):
    line.cut(1, again=True)
    poll, _ = watch.begin(SELBY, "one", NOON, UNTIL)
    line.cut(1, again=True)
    first = watch.save(a_feed_state())
    line.cut(1, again=True)
    assert watch.save(replace(first, head="x")).revision == 2
    line.cut(1, again=True)
    watch.finish(replace(poll, next_poll_at=UNTIL), "one")
    assert [each.account for each in watch.due(UNTIL)] == [SELBY]


def test_a_pager_is_ours_though_the_answer_was_lost_and_the_lease_repeated(broken, line):
    table = broken("AlertsTable")
    pagers = pagers_in(table)
    alert = Alert(
        id=AlertId("A000000001"),
        account=SELBY,
        group=AlertGroup.URGENT,
        code=Code("K7MX"),
        opened_at=NOON,
        state=AlertState.ACKNOWLEDGED,
    )
    pagers.follow_up(PersonId("sergeant"), alert, NOON)
    line.cut(1, again=True)
    pager = pagers.lease(PersonId("sergeant"), "ours", NOON, UNTIL)
    assert [page.alert for page in pager.wanted] == [alert.id]
    line.cut(1, again=True)
    pagers.rest(pager, LATER, NOON)
    assert pagers.due(UNTIL, 10) == []
    assert pagers.due(LATER, 10) == [PersonId("sergeant")]


def test_a_refreshed_session_is_ours_though_the_answer_was_lost(broken, line):
    sessions = DynamoSessionStore(broken("SessionsTable"))
    line.cut(1, again=True)
    assert sessions.write(SELBY, {"refresh": "r1"}, 0) == 1
    line.cut(1, again=True)
    assert sessions.write(SELBY, {"refresh": "r2"}, 1) == 2
