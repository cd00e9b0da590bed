"""Whatever goes wrong is found by the next audit, and the heart stands still while it is grave."""

import pytest

from tests.worlds.oversight_faults import (
    FAULTS,
    a_dead_credential,
    a_number_nobody_proved,
    a_pager_that_nobody_attends,
    a_platform_that_answers_no_more,
    a_sweep_that_does_not_run,
    an_alert_that_nobody_was_told_of,
    an_open_alert_without_attention,
    dead_letters,
    is_overdue,
    lost_from_the_index,
    names_of,
    nobody_is_on_duty,
    texting_is_off,
    the_sandbox,
)


def test_a_force_that_is_well_is_told_nothing_and_the_heart_beats_every_time(ward):
    ward.opens_alert(ward.receives())
    for _ in range(5):
        report = ward.tick()
        assert report.findings == []
    assert (ward.heartbeat.beats, ward.cloud_team.mails, ward.escalations.queued) == (5, [], [])


@pytest.mark.parametrize(("fault", "expected"), FAULTS.items(), ids=map(names_of, FAULTS))
def test_every_fault_is_found_and_told_once_while_it_stands(ward, fault, expected):
    assert ward.found() == []
    fault(ward)
    assert set(ward.found()) >= expected
    told = len(ward.cloud_team.mails)
    assert told == 1
    assert all(name in ward.cloud_team.mails[0][1] for name in expected)
    ward.audit()
    ward.audit()
    assert [subject for subject in ward.subjects[told:] if not subject.startswith(("over", "2 troubles"))] == []


GRAVE = {
    is_overdue,
    lost_from_the_index,
    an_open_alert_without_attention,
    an_alert_that_nobody_was_told_of,
    a_pager_that_nobody_attends,
    a_sweep_that_does_not_run,
    the_sandbox,
    texting_is_off,
    a_platform_that_answers_no_more,
}
HARMLESS_SO_FAR = {dead_letters, a_number_nobody_proved, nobody_is_on_duty, a_dead_credential}


@pytest.mark.parametrize("fault", sorted(GRAVE | HARMLESS_SO_FAR, key=names_of), ids=names_of)
def test_the_heart_stands_still_while_an_overdue_message_may_reach_nobody(ward, fault):
    fault(ward)
    before = ward.heartbeat.beats
    report = ward.audit()
    assert report.is_well is (fault in HARMLESS_SO_FAR)
    assert ward.heartbeat.beats - before == (fault in HARMLESS_SO_FAR)


def test_a_sweep_that_does_not_run_stops_the_heart_and_is_told_when_a_second_run_finds_it_too(ward):
    a_sweep_that_does_not_run(ward)
    assert not ward.tick().is_well
    assert ward.subjects == []
    ward.tick(3)
    assert ward.subjects == ["tick_missing"]
