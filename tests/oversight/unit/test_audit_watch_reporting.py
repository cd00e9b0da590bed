"""The cloud team is told of each trouble once, and once more when it is over."""

from dataclasses import dataclass, replace
from datetime import timedelta

from tests.builders import SELBY, a_scheduled_poll
from tests.worlds.oversight import AuditWorld
from tests.worlds.oversight_faults import (
    a_number_nobody_proved,
    a_number_that_said_stop,
    dead_letters,
    the_sandbox,
)
from watchdesk.core.errors import TryLater, Unconfirmed


def test_a_trouble_is_over_only_after_two_runs_that_did_not_find_it(audit_world):
    audit_world.queue_depths.dead["ticks"] = 1
    audit_world.tick()
    audit_world.queue_depths.dead["ticks"] = 0
    audit_world.tick()
    audit_world.queue_depths.dead["ticks"] = 1
    audit_world.tick()
    audit_world.queue_depths.dead["ticks"] = 0
    audit_world.tick()
    assert audit_world.subjects == ["dead_letters"]
    audit_world.tick(3)
    assert audit_world.subjects == ["dead_letters", "over: dead_letters"]


def test_a_trouble_that_comes_again_is_told_again(audit_world):
    for number in (1, 0, 0, 1):
        audit_world.queue_depths.dead["ticks"] = number
        audit_world.tick()
    assert audit_world.subjects == ["dead_letters", "over: dead_letters", "dead_letters"]


def test_an_expiry_is_told_at_fourteen_seven_and_one_days(audit_world):
    ends = audit_world.clock.now() + timedelta(days=15)
    audit_world.watch.polls[SELBY] = a_scheduled_poll(credential_ends_at=ends)
    told = []
    for _ in range(15 * 4):
        audit_world.later(hours=6)
        audit_world.audit()
        told += [ends - audit_world.clock.now()] * (len(audit_world.operator_mail.mails) - len(told))
    assert told == [timedelta(days=14), timedelta(days=7), timedelta(days=1)]
    assert set(audit_world.subjects) == {"credential_ends"}


def test_spending_is_told_at_half_and_at_four_fifths_of_the_limit(audit_world):
    for share in (0.49, 0.55, 0.6, 0.85, 0.9, 0.0, 0.0):
        audit_world.sms.spent = share * audit_world.sms.limit
        audit_world.tick()
    assert audit_world.subjects == ["sms_spend_high", "sms_spend_high", "over: sms_spend_high"]


def test_many_new_troubles_come_in_one_mail_the_gravest_first(audit_world):
    dead_letters(audit_world)
    the_sandbox(audit_world)
    a_number_nobody_proved(audit_world)
    audit_world.audit()
    ((subject, text),) = audit_world.operator_mail.mails
    assert subject == "Watchdesk test: sms_sandbox and 3 more"
    assert "dead_letters ticks (3 records): since 2026-03-02 12:00Z." in text
    assert "watchdesk number verify" in text


def test_no_mail_holds_a_phone_number(audit_world):
    a_number_that_said_stop(audit_world)
    a_number_nobody_proved(audit_world)
    audit_world.audit()
    assert "+44" not in "".join(text for _, text in audit_world.operator_mail.mails)


def test_a_mail_that_certainly_did_not_leave_is_sent_by_the_next_run(audit_world):
    dead_letters(audit_world)
    audit_world.operator_mail.errors = [TryLater("SNS is busy")]
    report = audit_world.tick()
    assert (audit_world.subjects, report.is_complete, audit_world.heartbeat.beats) == ([], False, 0)
    audit_world.tick(3)
    assert audit_world.subjects == ["dead_letters"]


def test_a_lost_answer_costs_at_most_one_mail_too_many(audit_world):
    dead_letters(audit_world)
    audit_world.operator_mail.errors = [Unconfirmed("no answer")] * 5
    audit_world.operator_mail.arrives = True
    audit_world.tick(6)
    assert audit_world.subjects == ["dead_letters", "dead_letters"]


@dataclass(frozen=True)
class Overtaken:
    """A cloud team whose mail leaves only after another whole run has."""

    audit_world: AuditWorld

    def send(self, subject: str, text: str) -> None:
        self.audit_world.audit()
        self.audit_world.operator_mail.send(subject, text)


def test_two_runs_at_once_tell_once(audit_world):
    dead_letters(audit_world)
    slow = replace(audit_world.audit_watch.report_incidents, operator_mail=Overtaken(audit_world))
    replace(audit_world.audit_watch, report_incidents=slow)(audit_world.stopwatch)
    assert audit_world.subjects == ["dead_letters"]
