"""What looks like a trouble and is none, or is none yet."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.builders import DUTY, SELBY, a_feed_state, a_force, a_person, a_rota, a_scheduled_poll, an_account
from tests.fakes import FakeRegister
from tests.fakes.clock import NOON
from tests.worlds.oversight_faults import a_number_nobody_proved
from watchdesk.alerting.domain.notification import TextState
from watchdesk.core.errors import TryLater
from watchdesk.inbox.domain.feed_state import FeedTrouble
from watchdesk.register.domain.alert_group import AlertGroup


@pytest.mark.parametrize(("hours", "found"), [(2, ["credential_dead"]), (3, [])])
def test_a_feed_that_is_walked_no_more_takes_its_last_refusal_with_it(audit_world, hours, found):
    refused = FeedTrouble(kind="permission", since=NOON, last=NOON, times=4)
    audit_world.clock.advance(hours=hours)
    audit_world.watch.polls[SELBY] = a_scheduled_poll(last_poll_at=audit_world.clock.now())
    audit_world.is_seen()
    former = a_feed_state(feed="conversations", surfaces=frozenset(), trouble=refused)
    audit_world.watch.states[SELBY, former.feed] = former
    assert audit_world.found() == found


def test_an_account_that_is_new_is_given_a_second_run_before_anybody_is_told(audit_world):
    audit_world.register.put(an_account("malton-mastodon", name="Malton"))
    audit_world.tick()
    assert audit_world.subjects == []
    audit_world.tick()
    assert audit_world.subjects[0].startswith("surface_unseen")


def test_a_stack_whose_register_is_not_applied_yet_is_well(audit_world):
    audit_world.register = FakeRegister()
    report = audit_world.audit()
    assert (report.findings, report.is_well) == ([], True)


def test_a_heartbeat_that_nobody_takes_is_no_trouble_of_ours(audit_world):
    audit_world.heartbeat.trouble = TryLater("no answer")
    report = audit_world.audit()
    assert (report.is_well, report.heartbeat_sent, report.errors) == (True, False, [])


def test_an_alert_whose_text_waits_in_a_pager_is_not_untold(audit_world):
    alert = audit_world.opens_alert(audit_world.receives(), is_told=False)
    audit_world.is_told(alert, TextState.PENDING)
    audit_world.tick()
    assert audit_world.found() == []


def test_a_warning_that_found_nobody_on_duty_is_not_untold(audit_world):
    audit_world.opens_alert(
        audit_world.receives(limit=timedelta(hours=2)), group=AlertGroup.WARNING, is_told=False
    )
    audit_world.tick()
    assert audit_world.found() == []


def test_nobody_is_blamed_for_untold_alerts_when_nobody_can_be_texted(audit_world):
    for number, person in enumerate(audit_world.register.people()):
        audit_world.register.put(replace(person, phone=f"+4477009000{50 + number}"))
    audit_world.opens_alert(audit_world.receives(), is_told=False)
    audit_world.tick()
    assert set(audit_world.found()) == {"number_unproved", "rota_gap"}


def test_a_rota_on_which_one_number_counts_lacks_nobody_and_what_it_lacks_otherwise_is_said_in_minutes(
    audit_world,
):
    audit_world.register.put(replace(a_rota(DUTY), people=("sergeant", "control-room")))
    a_number_nobody_proved(audit_world)
    assert audit_world.found() == ["number_unproved"]
    audit_world.register.put(a_person("control-room", "+447700900078"))
    gap = next(each for each in audit_world.audit().findings if each.name == "rota_gap")
    assert (gap.about, gap.detail) == (
        DUTY,
        "10080 minutes with nobody whose number counts, the first from 2026-03-02 12:00Z",
    )


def test_people_nobody_would_text_need_not_prove_their_numbers(audit_world):
    audit_world.register.put(a_person("visitor", "+447700900009"))
    assert audit_world.found() == []
    audit_world.register.put(a_force(last_resort="visitor"))
    assert audit_world.found() == ["number_unproved"]
