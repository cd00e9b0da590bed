"""The audit trail's promises, for the double and for the table alike."""

from dataclasses import replace
from datetime import timedelta, timezone

import pytest

from tests.builders import a_force
from tests.fakes import NOON, FakeRegister
from tests.fakes.audit import FakeAuditTrail
from watchdesk.audit.dynamodb import DynamoAuditTrail
from watchdesk.audit.trail import AuditEvent, first_break
from watchdesk.aws.dynamodb.table import Table
from watchdesk.aws.dynamodb.transaction import OtherTableWrite, Put
from watchdesk.core.errors import TryLater


def a_deed(about="post-1", **fields):
    return AuditEvent(actor="officer-7", action="approve_post", about=about, at=NOON, **fields)


@pytest.fixture
def audit_table(request):
    return request.getfixturevalue("table")("AuditTable")


def trail_in(table, force="ridings"):
    return DynamoAuditTrail(table, FakeRegister(a_force(id=force)))


@pytest.fixture
def trail(subject, request):
    if subject == "fake":
        return FakeAuditTrail()
    return trail_in(request.getfixturevalue("audit_table"))


def test_an_empty_trail_is_whole(trail):
    assert list(trail.entries()) == []
    assert first_break(trail.entries()) is None


def test_deeds_are_chained_in_the_order_in_which_they_were_told(trail):
    deeds = [a_deed(f"post-{number}", facts={"hash": f"{number:064}"}) for number in range(12)]
    assert [trail.add(deed).number for deed in deeds] == list(range(12))
    assert [each.deed for each in trail.entries()] == deeds
    assert first_break(trail.entries()) is None


def test_a_deed_told_again_is_one_entry(trail):
    first = trail.add(a_deed())
    trail.add(a_deed("post-2"))
    assert trail.add(a_deed()) == first
    assert len(list(trail.entries())) == 2


@pytest.mark.parametrize(
    "other",
    [
        {"actor": "officer-8"},
        {"action": "reject_post"},
        {"at": NOON + timedelta(microseconds=1)},
        {"facts": {"hash": "1"}},
    ],
)
def test_a_deed_that_differs_in_anything_is_another(trail, other):
    trail.add(a_deed())
    trail.add(replace(a_deed(), **other))
    assert [each.number for each in trail.entries()] == [0, 1]


def test_the_same_instant_in_another_zone_is_the_same_deed(trail):
    first = trail.add(a_deed())
    assert trail.add(replace(a_deed(), at=NOON.astimezone(timezone(timedelta(hours=1))))) == first
    assert first_break(trail.entries()) is None


def test_an_altered_entry_is_found(trail):
    for number in range(4):
        trail.add(a_deed(f"post-{number}"))
    told = list(trail.entries())
    told[2] = replace(told[2], deed=replace(told[2].deed, actor="nobody"))
    assert first_break(told) == 2
    assert first_break([*trail.entries()][1:]) == 0


def test_forces_have_chains_of_their_own(audit_table):
    ours, theirs = trail_in(audit_table), trail_in(audit_table, "dales")
    ours.add(a_deed())
    assert theirs.add(a_deed()).number == 0
    assert [len(list(each.entries())) for each in (ours, theirs)] == [1, 1]


class Crowded:
    """A client before whose first writes somebody else extends the chain."""

    def __init__(self, client, rival, times):
        self._client, self._rival, self._left = client, rival, times
        self.exceptions = client.exceptions

    def __getattr__(self, name):
        return getattr(self._client, name)

    def transact_write_items(self, **request):
        if self._left:
            self._left -= 1
            self._rival.add(a_deed(f"theirs-{self._left}"))
        return self._client.transact_write_items(**request)


def test_whoever_comes_second_is_the_next_entry(dynamodb, audit_table):
    rival = trail_in(audit_table)
    ours = trail_in(Table(Crowded(dynamodb, rival, 3), audit_table.name, pause=lambda _: None))
    assert ours.add(a_deed()).number == 3
    assert first_break(rival.entries()) is None


def test_a_deed_that_cannot_be_told_is_refused_so_that_it_is_not_done(dynamodb, audit_table):
    rival = trail_in(audit_table)
    ours = trail_in(Table(Crowded(dynamodb, rival, 1000), audit_table.name, pause=lambda _: None))
    with pytest.raises(TryLater):
        ours.add(a_deed())
    assert a_deed() not in [each.deed for each in rival.entries()]


def test_what_was_done_to_one_thing_is_found_in_order(trail):
    for action in ("read_message", "claim_message", "dispose_message"):
        trail.add(replace(a_deed("message-1"), action=action))
        trail.add(replace(a_deed("message-2"), action=action))
    found = trail.about("message-1")
    assert [each.deed.action for each in found] == ["read_message", "claim_message", "dispose_message"]
    assert trail.about("message-3") == []


@pytest.mark.parametrize("about", ["", "x" * 2049, "é" * 1025], ids=["none", "long", "long in bytes"])
def test_what_no_index_takes_is_told_all_the_same(trail, about):
    trail.add(a_deed(about))
    assert [each.deed.about for each in trail.entries()] == [about]


def test_another_forces_deeds_are_never_found(audit_table):
    ours, theirs = trail_in(audit_table), trail_in(audit_table, "dales")
    ours.add(a_deed())
    assert (len(ours.about("post-1")), theirs.about("post-1")) == (1, [])


@pytest.fixture
def other_table(request):
    return request.getfixturevalue("table")("MessagesTable")


ITEM = {"pk": "post-1", "sk": "message"}


def a_change(other_table):
    return OtherTableWrite(other_table.name, Put(ITEM, "attribute_not_exists(#pk)"))


def test_a_deed_and_its_change_are_written_together(audit_table, other_table):
    ours = trail_in(audit_table)
    assert ours.add_with(a_deed(), a_change(other_table))
    assert other_table.get(ITEM) == ITEM
    assert [each.deed for each in ours.entries()] == [a_deed()]


def test_a_deed_whose_change_does_not_hold_is_never_told(audit_table, other_table):
    ours = trail_in(audit_table)
    ours.add_with(a_deed(), a_change(other_table))
    assert not ours.add_with(replace(a_deed(), actor="officer-8"), a_change(other_table))
    assert len(list(ours.entries())) == 1


def test_a_deed_and_its_change_wait_for_whoever_extends_the_chain(dynamodb, audit_table, other_table):
    rival = trail_in(audit_table)
    ours = trail_in(Table(Crowded(dynamodb, rival, 3), audit_table.name, pause=lambda _: None))
    assert ours.add_with(a_deed(), a_change(other_table))
    assert [each.deed.about for each in rival.entries()][3:] == ["post-1"]
    assert first_break(rival.entries()) is None


def test_a_change_is_not_made_while_its_deed_cannot_be_told(dynamodb, audit_table, other_table):
    rival = trail_in(audit_table)
    ours = trail_in(Table(Crowded(dynamodb, rival, 1000), audit_table.name, pause=lambda _: None))
    with pytest.raises(TryLater):
        ours.add_with(a_deed(), a_change(other_table))
    assert other_table.get(ITEM) is None
