"""The cloud team is told of each trouble once, and once more when it is over."""

from dataclasses import dataclass, replace
from datetime import timedelta

from tests.builders import SELBY, a_scheduled_poll
from tests.worlds.oversight import Ward
from tests.worlds.oversight_faults import (
    a_number_nobody_proved,
    a_number_that_said_stop,
    dead_letters,
    the_sandbox,
)
from watchdesk.core.errors import TryLater, Unconfirmed


def test_a_trouble_is_over_only_after_two_runs_that_did_not_find_it(ward):
    ward.backlog.dead_letters["ticks"] = 1
    ward.tick()
    ward.backlog.dead_letters["ticks"] = 0
    ward.tick()
    ward.backlog.dead_letters["ticks"] = 1
    ward.tick()
    ward.backlog.dead_letters["ticks"] = 0
    ward.tick()
    assert ward.subjects == ["dead_letters"]
    ward.tick(3)
    assert ward.subjects == ["dead_letters", "over: dead_letters"]


def test_a_trouble_that_comes_again_is_told_again(ward):
    for number in (1, 0, 0, 1):
        ward.backlog.dead_letters["ticks"] = number
        ward.tick()
    assert ward.subjects == ["dead_letters", "over: dead_letters", "dead_letters"]


def test_an_expiry_is_told_at_fourteen_seven_and_one_days(ward):
    ends = ward.clock.now() + timedelta(days=15)
    ward.watch.polls[SELBY] = a_scheduled_poll(credential_ends_at=ends)
    told = []
    for _ in range(15 * 4):
        ward.later(hours=6)
        ward.audit()
        told += [ends - ward.clock.now()] * (len(ward.cloud_team.mails) - len(told))
    assert told == [timedelta(days=14), timedelta(days=7), timedelta(days=1)]
    assert set(ward.subjects) == {"credential_ends"}


def test_spending_is_told_at_half_and_at_four_fifths_of_the_limit(ward):
    for share in (0.49, 0.55, 0.6, 0.85, 0.9, 0.0, 0.0):
        ward.sms.spent = share * ward.sms.limit
        ward.tick()
    assert ward.subjects == ["sms_spend_high", "sms_spend_high", "over: sms_spend_high"]


def test_many_new_troubles_come_in_one_mail_the_gravest_first(ward):
    dead_letters(ward)
    the_sandbox(ward)
    a_number_nobody_proved(ward)
    ward.audit()
    ((subject, text),) = ward.cloud_team.mails
    assert subject == "Watchdesk test: sms_sandbox and 3 more"
    assert "dead_letters ticks (3 records): since 2026-03-02 12:00Z." in text
    assert "watchdesk number verify" in text


def test_no_mail_holds_a_phone_number(ward):
    a_number_that_said_stop(ward)
    a_number_nobody_proved(ward)
    ward.audit()
    assert "+44" not in "".join(text for _, text in ward.cloud_team.mails)


def test_a_mail_that_certainly_did_not_leave_is_sent_by_the_next_run(ward):
    dead_letters(ward)
    ward.cloud_team.troubles = [TryLater("SNS is busy")]
    report = ward.tick()
    assert (ward.subjects, report.is_complete, ward.heartbeat.beats) == ([], False, 0)
    ward.tick(3)
    assert ward.subjects == ["dead_letters"]


def test_a_lost_answer_costs_at_most_one_mail_too_many(ward):
    dead_letters(ward)
    ward.cloud_team.troubles = [Unconfirmed("no answer")] * 5
    ward.cloud_team.arrives = True
    ward.tick(6)
    assert ward.subjects == ["dead_letters", "dead_letters"]


@dataclass(frozen=True)
class Overtaken:
    """A cloud team whose mail leaves only after another whole run has."""

    ward: Ward

    def tell(self, subject: str, text: str) -> None:
        self.ward.audit()
        self.ward.cloud_team.tell(subject, text)


def test_two_runs_at_once_tell_once(ward):
    dead_letters(ward)
    slow = replace(ward.audit_watch.tell, cloud_team=Overtaken(ward))
    replace(ward.audit_watch, tell=slow)(ward.stopwatch)
    assert ward.subjects == ["dead_letters"]
