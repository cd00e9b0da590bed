"""What an audit could not find out is not well."""

from datetime import timedelta

from tests.worlds.oversight_faults import dead_letters
from watchdesk.core.errors import NeedsAPerson, TryLater


def test_an_examination_that_fails_hides_no_other_and_stops_the_heart(ward):
    ward.sms.trouble = TryLater("SNS is busy")
    dead_letters(ward)
    report = ward.tick()
    assert (report.is_complete, ward.heartbeat.beats, list(report.failed)) == (False, 0, ["sms_sandbox"])
    assert ward.subjects == ["dead_letters"]


def test_an_examination_that_fails_twice_is_told_because_unknown_is_not_well(ward):
    ward.sms.trouble = NeedsAPerson("GetSMSSandboxAccountStatus: AccessDenied")
    ward.tick(2)
    assert ward.subjects == ["examination_failed"]
    ward.sms.trouble = None
    ward.tick(3)
    assert ward.subjects == ["examination_failed", "over: examination_failed"]


def test_a_trouble_does_not_end_because_nobody_could_look(ward):
    ward.sms.sandboxed = True
    ward.tick()
    ward.sms.trouble = TryLater("SNS is busy")
    ward.tick(5)
    assert "over: sms_sandbox" not in ward.subjects


def test_a_run_without_time_left_examines_nothing_and_says_so(ward):
    ward.stopwatch.remaining = timedelta(seconds=1)
    report = ward.audit()
    assert (report.is_complete, ward.heartbeat.beats) == (False, 0)
    assert len(report.failed) > 10
