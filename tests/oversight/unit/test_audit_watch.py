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


def test_a_force_that_is_well_is_told_nothing_and_the_heart_beats_every_time(audit_world):
    audit_world.opens_alert(audit_world.receives())
    for _ in range(5):
        report = audit_world.tick()
        assert report.findings == []
    assert (audit_world.heartbeat.beats, audit_world.operator_mail.mails, audit_world.escalations.queued) == (
        5,
        [],
        [],
    )


@pytest.mark.parametrize(("fault", "expected"), FAULTS.items(), ids=map(names_of, FAULTS))
def test_every_fault_is_found_and_told_once_while_it_stands(audit_world, fault, expected):
    assert audit_world.found() == []
    fault(audit_world)
    assert set(audit_world.found()) >= expected
    told = len(audit_world.operator_mail.mails)
    assert told == 1
    assert all(name in audit_world.operator_mail.mails[0][1] for name in expected)
    audit_world.audit()
    audit_world.audit()
    assert [
        subject for subject in audit_world.subjects[told:] if not subject.startswith(("over", "2 incidents"))
    ] == []


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
def test_the_heart_stands_still_while_an_overdue_message_may_reach_nobody(audit_world, fault):
    fault(audit_world)
    before = audit_world.heartbeat.beats
    report = audit_world.audit()
    assert report.is_well is (fault in HARMLESS_SO_FAR)
    assert audit_world.heartbeat.beats - before == (fault in HARMLESS_SO_FAR)


def test_a_sweep_that_does_not_run_stops_the_heart_and_is_told_when_a_second_run_finds_it_too(audit_world):
    a_sweep_that_does_not_run(audit_world)
    assert not audit_world.tick().is_well
    assert audit_world.subjects == []
    audit_world.tick(3)
    assert audit_world.subjects == ["tick_missing"]
