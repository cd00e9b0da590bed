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
def test_a_feed_that_is_walked_no_more_takes_its_last_refusal_with_it(ward, hours, found):
    refused = FeedTrouble(kind="permission", since=NOON, last=NOON, times=4)
    ward.clock.advance(hours=hours)
    ward.watch.polls[SELBY] = a_scheduled_poll(last_poll_at=ward.clock.now())
    ward.is_seen()
    former = a_feed_state(feed="conversations", surfaces=frozenset(), trouble=refused)
    ward.watch.states[SELBY, former.feed] = former
    assert ward.found() == found


def test_an_account_that_is_new_is_given_a_second_run_before_anybody_is_told(ward):
    ward.register.put(an_account("malton-mastodon", name="Malton"))
    ward.tick()
    assert ward.subjects == []
    ward.tick()
    assert ward.subjects[0].startswith("surface_unseen")


def test_a_stack_whose_register_is_not_applied_yet_is_well(ward):
    ward.register = FakeRegister()
    report = ward.audit()
    assert (report.findings, report.is_well) == ([], True)


def test_a_heartbeat_that_nobody_takes_is_no_trouble_of_ours(ward):
    ward.heartbeat.trouble = TryLater("no answer")
    report = ward.audit()
    assert (report.is_well, report.has_beaten, report.errors) == (True, False, [])


def test_an_alert_whose_text_waits_in_a_pager_is_not_untold(ward):
    alert = ward.opens_alert(ward.receives(), is_told=False)
    ward.is_told(alert, TextState.PENDING)
    ward.tick()
    assert ward.found() == []


def test_a_warning_that_found_nobody_on_duty_is_not_untold(ward):
    ward.opens_alert(ward.receives(limit=timedelta(hours=2)), group=AlertGroup.WARNING, is_told=False)
    ward.tick()
    assert ward.found() == []


def test_nobody_is_blamed_for_untold_alerts_when_nobody_can_be_texted(ward):
    for number, person in enumerate(ward.register.people()):
        ward.register.put(replace(person, phone=f"+4477009000{50 + number}"))
    ward.opens_alert(ward.receives(), is_told=False)
    ward.tick()
    assert set(ward.found()) == {"number_unproved", "rota_gap"}


def test_a_rota_on_which_one_number_counts_lacks_nobody_and_what_it_lacks_otherwise_is_said_in_minutes(ward):
    ward.register.put(replace(a_rota(DUTY), people=("sergeant", "control-room")))
    a_number_nobody_proved(ward)
    assert ward.found() == ["number_unproved"]
    ward.register.put(a_person("control-room", "+447700900078"))
    gap = next(each for each in ward.audit().findings if each.name == "rota_gap")
    assert (gap.about, gap.detail) == (
        DUTY,
        "10080 minutes with nobody whose number counts, the first from 2026-03-02 12:00Z",
    )


def test_people_nobody_would_text_need_not_prove_their_numbers(ward):
    ward.register.put(a_person("visitor", "+447700900009"))
    assert ward.found() == []
    ward.register.put(a_force(last_resort="visitor"))
    assert ward.found() == ["number_unproved"]
