"""A difference is shown field by field, as the register is written, and never with a phone number."""

from dataclasses import replace
from datetime import timedelta

from infra.cli.register.plan.entry_text import FieldChange, differences
from tests.builders import a_person, a_policy, an_account
from tests.fakes import NOON
from watchdesk.core.account import AccountState, Surface


def test_an_entry_that_stays_the_same_has_no_differences():
    assert differences(an_account(), an_account()) == []


def test_a_changed_limit_is_named_by_what_it_is_for():
    policy = a_policy()
    limits = (replace(policy.limits[0], first_look=timedelta(minutes=10)), *policy.limits[1:])
    assert differences(policy, a_policy(limits=limits)) == [
        FieldChange("limits[urgent].first_look", "30m", "10m"),
    ]


def test_a_changed_step_is_named_by_its_place_and_a_rule_by_its_name():
    policy = a_policy()
    changed = a_policy(
        steps=(policy.steps[0], replace(policy.steps[1], wait=timedelta(minutes=5))),
        triage=(replace(policy.triage[0], phrases=("knife", "gun", "gyllell")),),
    )
    assert differences(policy, changed) == [
        FieldChange("steps[2].wait", "15m", "5m"),
        FieldChange("triage[weapon].phrases", ("knife", "gun"), ("knife", "gun", "gyllell")),
    ]


def test_states_surfaces_and_options_read_as_in_the_register():
    old = an_account(surfaces=frozenset({Surface.MENTION}))
    new = an_account(state=AccountState.DRAINING, successor="york", options={"conversations": True})
    assert differences(old, new) == [
        FieldChange("state", "active", "draining"),
        FieldChange("surfaces", ("mention",), ("direct_message", "mention", "reply")),
        FieldChange("successor", None, "york"),
        FieldChange("options.conversations", None, "true"),
    ]


def test_a_changed_number_shows_that_it_changed_but_not_the_number():
    changes = differences(a_person(phone="+447700900001"), a_person(phone="+447700900101"))
    assert changes == [FieldChange("phone", "***001", "***101")]


def test_a_changed_address_shows_no_more_of_it_than_where_it_is():
    changes = differences(a_person(email="sgt.hale@ridings.example"), a_person(email="r.hale@ridings.example"))
    assert changes == [FieldChange("email", "***@ridings.example", "***@ridings.example")]


def test_what_nobody_declares_is_no_difference():
    assert differences(a_person(proved_at=None), a_person(opted_out_at=NOON)) == []


def test_a_removed_entry_shows_what_goes():
    assert differences(a_person(), None) == [
        FieldChange("name", "Sergeant", None),
        FieldChange("phone", "***001", None),
    ]
