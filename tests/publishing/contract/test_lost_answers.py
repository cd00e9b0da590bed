"""A write for a post went through and its answer was lost: repeated by the SDK or by the next run, it is one."""

from dataclasses import replace
from datetime import timedelta

import pytest
from botocore.exceptions import ReadTimeoutError

from tests.builders import a_force
from tests.fakes import NOON, FakeRegister
from tests.publishing.builders import a_delivery, a_post
from watchdesk.audit.dynamodb import DynamoAuditTrail
from watchdesk.audit.trail import AuditEvent
from watchdesk.aws.dynamodb.table import Table
from watchdesk.core.errors import LeaseLost, TryLater
from watchdesk.publishing.domain.post import DeliveryState
from watchdesk.publishing.dynamodb.deliveries import DynamoDeliveryQueue
from watchdesk.publishing.dynamodb.posts import DynamoPostStore

SOON = NOON + timedelta(seconds=90)
WRITES = ("put_item", "update_item", "transact_write_items")


class Line:
    """A client whose next write goes through while its answer does not; with `again`, the SDK repeats it."""

    def __init__(self, client):
        self._client = client
        self.cut, self.again = False, False
        self.exceptions = client.exceptions

    def __getattr__(self, name):
        call = getattr(self._client, name)
        return (lambda **request: self._write(call, request)) if name in WRITES else call

    def _write(self, call, request):
        is_cut, self.cut = self.cut, False
        answer = call(**request)
        if is_cut and self.again:
            return call(**request)
        if is_cut:
            raise ReadTimeoutError(endpoint_url="https://dynamodb.example")
        return answer


@pytest.fixture
def line(dynamodb):
    return Line(dynamodb)


@pytest.fixture
def posts(line, table):
    return DynamoPostStore(Table(line, table("PostsTable").name))


@pytest.fixture
def queue(posts):
    return DynamoDeliveryQueue(posts.table)


@pytest.fixture
def trail(line, table):
    return DynamoAuditTrail(Table(line, table("AuditTable").name), FakeRegister(a_force()))


def a_deed(about="post-1"):
    return AuditEvent(actor="system", action="deliver_post", about=about, at=NOON)


def test_a_lease_taken_while_its_answer_was_lost_is_ours_when_the_sdk_asks_again(posts, queue, line):
    posts.add(a_post(), [a_delivery()])
    line.cut = line.again = True
    leased = queue.lease(a_delivery(), "mine", NOON, SOON)
    assert leased == a_delivery(lease="mine", lease_until=SOON, attention_at=SOON, revision=1)


def test_a_lease_whose_answer_was_lost_for_good_is_nobody_elses_until_it_is_over(posts, queue, line):
    posts.add(a_post(), [a_delivery()])
    line.cut = True
    with pytest.raises(TryLater):
        queue.lease(a_delivery(), "mine", NOON, SOON)
    [standing] = posts.deliveries("post-1")
    assert queue.lease(standing, "theirs", NOON, SOON) is None
    assert queue.lease(standing, "theirs", SOON, SOON + timedelta(minutes=1)).lease == "theirs"


def test_a_mark_whose_answer_was_lost_is_marked_when_the_sdk_asks_again(posts, line):
    posts.add(a_post(), [a_delivery()])
    line.cut = line.again = True
    sending = posts.save_delivery(replace(a_delivery(), state=DeliveryState.SENDING))
    assert posts.deliveries("post-1") == [sending]


def test_a_mark_is_not_taken_for_ours_when_somebody_else_wrote(posts):
    posts.add(a_post(), [a_delivery()])
    posts.save_delivery(replace(a_delivery(), state=DeliveryState.SENDING, lease="theirs"))
    with pytest.raises(LeaseLost):
        posts.save_delivery(replace(a_delivery(), state=DeliveryState.SENDING, lease="mine"))


@pytest.mark.parametrize("again", [True, False])
def test_a_deed_whose_answer_was_lost_is_told_once(trail, line, again):
    trail.add(a_deed("post-0"))
    line.cut, line.again = True, again
    if not again:
        with pytest.raises(TryLater):
            trail.add(a_deed())
    assert trail.add(a_deed()).number == 1
    assert [entry.deed.about for entry in trail.entries()] == ["post-0", "post-1"]
