"""A change of the domain as DynamoDB writes it, and the names of attributes, which never change once stored."""

from tests.alerting.contract.alert_builders import FIRST, LATER, SERGEANT, an_alert
from tests.alerting.unit.domain.pager_entries import a_text, an_entry
from tests.fakes import NOON
from watchdesk.alerting.domain.alert_changes import change_by_answer, change_by_holder
from watchdesk.alerting.domain.pager import Pager
from watchdesk.alerting.domain.pager_changes import change_by_rest
from watchdesk.alerting.dynamodb.alert_item import alert_update, leave_slot
from watchdesk.alerting.dynamodb.pager_item import pager_update, text_item, text_of
from watchdesk.aws.dynamodb.codec import instant
from watchdesk.aws.dynamodb.due_index import shard_of

HELD = an_alert(lease="mine", attention_at=LATER)


def test_an_answer_requires_what_it_was_based_on_and_takes_the_lease_away():
    update = alert_update(FIRST, change_by_answer(HELD, HELD.escalated(0, NOON)))
    assert update.change == (
        "SET #step = :step, #attention_at = :attention_at, #attention_shard = :attention_shard REMOVE #lease"
    )
    assert update.condition == "#state = :was_state AND attribute_not_exists(#acknowledged_by) AND #step < :step"
    assert update.values == {
        ":step": 1,
        ":attention_at": instant(NOON),
        ":attention_shard": shard_of(FIRST),
        ":was_state": "open",
    }


def test_a_resolved_alert_leaves_the_due_list_and_its_slot():
    after = HELD.resolved(NOON)
    update = alert_update(FIRST, change_by_holder(HELD, after))
    assert update.change.endswith("REMOVE #attention_at, #lease, #attention_shard")
    assert update.condition == "#state = :was_state AND #lease = :was_lease AND #joins = :was_joins"
    (slot,) = leave_slot(HELD, after)
    assert (slot.change, slot.condition) == ("REMOVE #held_by", "#held_by = :alert")
    assert leave_slot(HELD, HELD.released(NOON)) == []


def test_a_reopened_alert_keeps_no_list_of_who_answered():
    taken = an_alert(lease="mine", answered_by=(SERGEANT,)).acknowledged(SERGEANT, NOON, LATER)
    held = taken.leased("mine", LATER, LATER)
    update = alert_update(FIRST, change_by_holder(held, held.reopened(0)))
    assert update.change.endswith("REMOVE #answered_by, #acknowledged_by, #acknowledged_at")


def test_a_pager_that_rests_for_good_leaves_the_due_list():
    update = pager_update(SERGEANT, change_by_rest(Pager(person=SERGEANT, lease="mine", wants=3), None))
    assert update.change == "REMOVE #lease, #lease_until, #in_hand, #attention_at, #attention_shard"
    assert update.values == {":was_lease": "mine", ":was_wants": 3}


def test_a_text_lies_under_the_names_it_was_stored_under_from_the_beginning():
    text = a_text(an_entry("A"))
    item = text_item(SERGEANT, text)
    assert item.keys() == {"pk", "sk", "at", "lane", "pages", "state"}
    assert text_of(item) == text
