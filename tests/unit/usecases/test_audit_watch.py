"""Whatever goes wrong is found by the next audit, mended where that can be, told once, and once more when over."""

from dataclasses import dataclass, replace
from datetime import timedelta

import pytest

from tests.builders import DUTY, SELBY, a_feed_state, a_force, a_person, a_rota, a_turn, an_account
from tests.fakes import FakeRegister
from tests.fakes.clock import NOON
from tests.ward import TICK, Ward
from watchdesk.domain.alert import AlertState, EventKind, Group
from watchdesk.domain.errors import Defect, NeedsAPerson, TryLater, Unconfirmed
from watchdesk.domain.message import MessageState
from watchdesk.domain.notification import TextState
from watchdesk.domain.watch import Trouble
from watchdesk.ports.health import Ran


@pytest.fixture
def ward() -> Ward:
    return Ward()


def test_a_force_that_is_well_is_told_nothing_and_the_heart_beats_every_time(ward):
    ward.opens_alert(ward.receives())
    for _ in range(5):
        report = ward.tick()
        assert report.findings == []
    assert (ward.heartbeat.beats, ward.cloud_team.mails, ward.escalations.queued) == (5, [], [])


def is_overdue(ward: Ward) -> None:
    ward.receives(limit=timedelta(minutes=1))
    ward.later()


def lost_from_the_index(ward: Ward) -> None:
    ward.messages.lost.add(ward.receives(limit=timedelta(minutes=1)))
    ward.later()


def never_put_on_the_list(ward: Ward) -> None:
    ward.messages.off.add(ward.receives())


def on_no_list_and_with_no_alert(ward: Ward) -> None:
    ward.store.kept[ward.receives()].attention_at = None


def with_an_alert_that_is_resolved(ward: Ward) -> None:
    ward.change(ward.opens_alert(ward.receives()), state=AlertState.RESOLVED, attention_at=None, holds_slot=False)


def with_an_alert_that_knows_nothing_of_it(ward: Ward) -> None:
    ward.alerts.filed[ward.opens_alert(ward.receives())].members.clear()


def claimed_and_nothing_ends_the_claim(ward: Ward) -> None:
    kept = ward.store.kept[ward.receives()]
    kept.message = replace(kept.message, state=MessageState.CLAIMED)
    kept.attention_at = None


def an_open_alert_without_attention(ward: Ward) -> None:
    ward.change(ward.opens_alert(ward.receives()), attention_at=None)


def an_acknowledged_alert_without_attention(ward: Ward) -> None:
    alert = ward.opens_alert(ward.receives())
    ward.change(alert, state=AlertState.ACKNOWLEDGED, attention_at=None, holds_slot=False)


def an_alert_off_its_index(ward: Ward) -> None:
    ward.alert_round.off.add(ward.opens_alert(ward.receives()))


def an_alert_that_nobody_escalates(ward: Ward) -> None:
    ward.change(ward.opens_alert(ward.receives()), attention_at=ward.clock.now())
    ward.later()


def an_alert_that_nobody_was_told_of(ward: Ward) -> None:
    ward.opens_alert(ward.receives(), is_told=False)
    ward.later()


def a_pager_that_nobody_attends(ward: Ward) -> None:
    ward.pagers.due_at["sergeant"] = ward.clock.now() - TICK


def a_sweep_that_does_not_run(ward: Ward) -> None:
    ward.ticks.ran["sweep_overdue"] = Ran(runs=0, failures=0)


def a_poller_that_fails_every_time(ward: Ward) -> None:
    ward.ticks.ran["poll_accounts"] = Ran(runs=10, failures=10)


def a_platform_that_answers_no_more(ward: Ward) -> None:
    ward.is_seen(trouble=Trouble(kind="transient", since=NOON, last=NOON, times=3))
    ward.clock.advance(minutes=11)


def a_dead_credential(ward: Ward) -> None:
    ward.watch.turns[SELBY] = a_turn(trouble=Trouble(kind="auth_reconnect", since=NOON, last=NOON, times=1))


def dead_letters(ward: Ward) -> None:
    ward.backlog.dead_letters["ticks"] = 3


def an_aged_queue(ward: Ward) -> None:
    ward.backlog.waiting["polls"] = 2
    ward.backlog.seconds["polls"] = 301


def the_sandbox(ward: Ward) -> None:
    ward.sms.sandboxed = True


def spent(share: float):
    def fault(ward: Ward) -> None:
        ward.sms.spent = share * ward.sms.limit

    return fault


def a_number_that_said_stop(ward: Ward) -> None:
    ward.sms.numbers = frozenset({"+447700900002"})


def a_number_known_to_have_said_stop(ward: Ward) -> None:
    ward.register.numbers.opt_out(a_person(), NOON)


def a_number_nobody_proved(ward: Ward) -> None:
    ward.register.put(a_person(phone="+447700900077"))


def texting_is_off(ward: Ward) -> None:
    ward.is_texting = False


def nobody_is_on_duty(ward: Ward) -> None:
    ward.register.put(replace(a_rota(DUTY), people=()))


FAULTS = {
    is_overdue: {"sweep_behind"},
    lost_from_the_index: {"message_lost"},
    never_put_on_the_list: {"message_lost"},
    on_no_list_and_with_no_alert: {"message_lost"},
    with_an_alert_that_is_resolved: {"message_lost"},
    with_an_alert_that_knows_nothing_of_it: {"message_lost"},
    claimed_and_nothing_ends_the_claim: {"message_lost"},
    an_open_alert_without_attention: {"alert_forgotten"},
    an_acknowledged_alert_without_attention: {"alert_forgotten"},
    an_alert_off_its_index: {"alert_forgotten"},
    an_alert_that_nobody_escalates: {"alert_late"},
    an_alert_that_nobody_was_told_of: {"alert_untold"},
    a_pager_that_nobody_attends: {"pager_stuck"},
    a_poller_that_fails_every_time: {"tick_missing"},
    a_platform_that_answers_no_more: {"surface_unseen", "nothing_seen"},
    a_dead_credential: {"credential_dead"},
    dead_letters: {"dead_letters"},
    an_aged_queue: {"queue_aged"},
    the_sandbox: {"sms_sandbox"},
    spent(0.55): {"sms_spend_high"},
    spent(1.0): {"sms_spent"},
    a_number_that_said_stop: {"number_opted_out"},
    a_number_known_to_have_said_stop: {"number_opted_out"},
    a_number_nobody_proved: {"number_unproved"},
    texting_is_off: {"texting_off"},
    nobody_is_on_duty: {"rota_gap"},
}


def names_of(fault) -> str:
    return getattr(fault, "__name__", str(fault))


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


@pytest.mark.parametrize(
    "fault", [lost_from_the_index, never_put_on_the_list, on_no_list_and_with_no_alert], ids=names_of
)
def test_a_lost_message_is_back_on_the_due_list_at_once(ward, fault):
    fault(ward)
    ward.audit()
    (key,) = ward.store.kept
    assert [message.key for message in ward.messages.due(ward.clock.now(), 10)] == [key]


def test_a_forgotten_alert_is_looked_at_again_and_its_history_says_so(ward):
    an_acknowledged_alert_without_attention(ward)
    ward.audit()
    (alert,) = ward.alerts.alerts
    assert ward.alerts.due(ward.clock.now(), 10) == [alert.id]
    assert EventKind.RESTORED in [event.kind for event in ward.alerts.history(alert.id)]


def test_an_alert_that_is_late_is_queued_for_escalation_again(ward):
    an_alert_that_nobody_escalates(ward)
    ward.escalations.take()
    ward.audit()
    assert ward.escalations.take() == [ward.alerts.alerts[0].id]


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
    ward.watch.turns[SELBY] = a_turn(credential_ends_at=ends)
    told = []
    for _ in range(15 * 4):
        ward.later(hours=6)
        ward.audit()
        told += [ends - ward.clock.now()] * (len(ward.cloud_team.mails) - len(told))
    assert told == [timedelta(days=14), timedelta(days=7), timedelta(days=1)]
    assert set(ward.subjects) == {"credential_ends"}


@pytest.mark.parametrize(("hours", "found"), [(2, ["credential_dead"]), (3, [])])
def test_a_feed_that_is_walked_no_more_takes_its_last_refusal_with_it(ward, hours, found):
    refused = Trouble(kind="permission", since=NOON, last=NOON, times=4)
    ward.clock.advance(hours=hours)
    ward.watch.turns[SELBY] = a_turn(last_poll_at=ward.clock.now())
    ward.is_seen()
    former = a_feed_state(feed="conversations", surfaces=frozenset(), trouble=refused)
    ward.watch.states[SELBY, former.feed] = former
    assert ward.found() == found


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
    assert subject == "Watchdesk test: sms_sandbox and 2 more"
    assert "dead_letters ticks (3 records): since 2026-03-02 12:00Z." in text
    assert "watchdesk number verify" in text


def test_no_mail_holds_a_phone_number(ward):
    a_number_that_said_stop(ward)
    a_number_nobody_proved(ward)
    ward.audit()
    assert "+44" not in "".join(text for _, text in ward.cloud_team.mails)


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


def test_an_account_that_is_new_is_given_a_second_run_before_anybody_is_told(ward):
    ward.register.put(an_account("malton-mastodon", name="Malton"))
    ward.tick()
    assert ward.subjects == []
    ward.tick()
    assert ward.subjects[0].startswith("surface_unseen")


def test_a_sweep_that_does_not_run_stops_the_heart_and_is_told_when_a_second_run_finds_it_too(ward):
    a_sweep_that_does_not_run(ward)
    assert not ward.tick().is_well
    assert ward.subjects == []
    ward.tick(3)
    assert ward.subjects == ["tick_missing"]


def test_a_stack_whose_register_is_not_applied_yet_is_well(ward):
    ward.register = FakeRegister()
    report = ward.audit()
    assert (report.findings, report.is_well) == ([], True)


def test_a_heartbeat_that_nobody_takes_is_no_trouble_of_ours(ward):
    ward.heartbeat.trouble = TryLater("no answer")
    report = ward.audit()
    assert (report.is_well, report.has_beaten, report.errors) == (True, False, [])


def test_a_round_takes_up_where_the_last_run_stopped(ward):
    for number in range(30):
        ward.receives(f"{number:02}")
    ward.audit()
    first = ward.messages.pages
    ward.audit()
    ward.audit()
    assert (first, ward.messages.pages) == (6, 15)


def test_a_round_that_takes_more_than_a_day_is_told(ward):
    for number in range(30):
        ward.receives(f"{number:02}", limit=timedelta(days=30))
    ward.audit()
    ward.later(hours=25)
    assert ward.found() == ["round_slow"]


def test_a_message_that_cannot_be_put_back_now_is_looked_at_again_by_the_next_run(ward):
    never_put_on_the_list(ward)
    ward.messages.trouble = TryLater("busy")
    report = ward.audit()
    assert (list(report.failed), report.mended, ward.rounds.places.get("stored_messages")) == (
        ["stored_messages"],
        0,
        None,
    )
    ward.messages.trouble = None
    assert ward.audit().mended == 1


def test_a_message_that_can_never_be_put_back_does_not_hide_the_ones_behind_it(ward):
    never_put_on_the_list(ward)
    ward.messages.trouble = Defect("broken")
    report = ward.audit()
    assert [str(error) for error in report.errors] == ["broken"]
    assert ward.rounds.places["stored_messages"].after is None


def test_an_alert_whose_text_waits_in_a_pager_is_not_untold(ward):
    alert = ward.opens_alert(ward.receives(), is_told=False)
    ward.is_told(alert, TextState.PENDING)
    ward.tick()
    assert ward.found() == []


def test_a_warning_that_found_nobody_on_duty_is_not_untold(ward):
    ward.opens_alert(ward.receives(limit=timedelta(hours=2)), group=Group.WARNING, is_told=False)
    ward.tick()
    assert ward.found() == []


def test_nobody_is_blamed_for_untold_alerts_when_nobody_can_be_texted(ward):
    for number, person in enumerate(ward.register.people()):
        ward.register.put(replace(person, phone=f"+4477009000{50 + number}"))
    ward.opens_alert(ward.receives(), is_told=False)
    ward.tick()
    assert ward.found() == ["number_unproved"]


def test_people_nobody_would_text_need_not_prove_their_numbers(ward):
    ward.register.put(a_person("visitor", "+447700900009"))
    assert ward.found() == []
    ward.register.put(a_force(last_resort="visitor"))
    assert ward.found() == ["number_unproved"]
