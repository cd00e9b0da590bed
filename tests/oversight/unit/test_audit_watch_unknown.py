"""What an audit could not find out is not well."""

from datetime import timedelta

from tests.worlds.oversight_faults import dead_letters
from watchdesk.core.errors import NeedsAPerson, TryLater


def test_an_examination_that_fails_hides_no_other_and_stops_the_heart(audit_world):
    audit_world.sms.trouble = TryLater("SNS is busy")
    dead_letters(audit_world)
    report = audit_world.tick()
    assert (report.is_complete, audit_world.heartbeat.beats, list(report.failed)) == (False, 0, ["sms_sandbox"])
    assert audit_world.subjects == ["dead_letters"]


def test_an_examination_that_fails_twice_is_told_because_unknown_is_not_well(audit_world):
    audit_world.sms.trouble = NeedsAPerson("GetSMSSandboxAccountStatus: AccessDenied")
    audit_world.tick(2)
    assert audit_world.subjects == ["examination_failed"]
    audit_world.sms.trouble = None
    audit_world.tick(3)
    assert audit_world.subjects == ["examination_failed", "over: examination_failed"]


def test_a_trouble_does_not_end_because_nobody_could_look(audit_world):
    audit_world.sms.sandboxed = True
    audit_world.tick()
    audit_world.sms.trouble = TryLater("SNS is busy")
    audit_world.tick(5)
    assert "over: sms_sandbox" not in audit_world.subjects


def test_a_run_without_time_left_examines_nothing_and_says_so(audit_world):
    audit_world.stopwatch.remaining = timedelta(seconds=1)
    report = audit_world.audit()
    assert (report.is_complete, audit_world.heartbeat.beats) == (False, 0)
    assert len(report.failed) > 10
