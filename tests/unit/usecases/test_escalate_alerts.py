"""An alert climbs until a person answers, and nobody is texted for what is dealt with."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.builders import DUTY, INSPECTOR, a_force, a_person, a_rota
from tests.desk import CONTROL_ROOM
from watchdesk.domain.alert import AlertState, EventKind
from watchdesk.domain.errors import NeedsAPerson, Refused, TryLater, Unconfirmed
from watchdesk.domain.ladder import REPEAT
from watchdesk.domain.message import MessageState, Urgency
from watchdesk.domain.notification import MOST_TRIES, TextState
from watchdesk.domain.rota import Rota
from watchdesk.usecases.escalate_alerts import Outcome

HALF_AN_HOUR = 30
WAIT = 15


def kinds(desk):
    return [event.kind for event in desk.alerts.history(desk.alert.id)]


def text_states(desk):
    return [(text.person, text.step, text.state) for text in desk.alerts.notifications(desk.alert.id)]


def test_the_sergeant_is_texted_when_a_message_has_waited_half_an_hour(desk):
    desk.receives()
    desk.tick(HALF_AN_HOUR - 1)
    desk.expects_silence()
    desk.tick()
    assert desk.expects_text("sergeant").words.startswith(
        "Ridings K7MX: 1 urgent overdue, Selby Mastodon, oldest 30min."
    )


def test_the_sergeant_is_texted_once_in_a_step(desk):
    desk.receives()
    desk.tick(HALF_AN_HOUR + WAIT - 1)
    desk.expects_text("sergeant")
    desk.expects_silence()


def test_an_ignored_text_climbs_to_the_inspector_and_then_to_the_last_resort(desk):
    desk.receives()
    desk.tick(HALF_AN_HOUR)
    desk.expects_text("sergeant")
    desk.tick(WAIT)
    desk.expects_text("inspector")
    desk.tick(WAIT)
    desk.expects_text("control-room")


def test_the_last_resort_is_texted_again_and_again_until_somebody_answers(desk):
    desk.receives()
    desk.tick(HALF_AN_HOUR + 2 * WAIT)
    for person in ("sergeant", "inspector", "control-room"):
        desk.expects_text(person)
    for _ in range(5):
        desk.tick(REPEAT // timedelta(minutes=1))
        text = desk.expects_text("control-room")
    desk.acknowledges(text)
    desk.tick(29)


def test_everybody_on_the_rota_is_texted(desk):
    desk.register.put(a_rota(DUTY, "sergeant", "inspector"))
    desk.receives()
    desk.tick(HALF_AN_HOUR)
    desk.expects_text("sergeant")
    desk.expects_text("inspector")


def test_an_empty_step_is_passed_over_at_once_and_noted(desk):
    desk.register.put(Rota(id=DUTY, people=()))
    desk.receives()
    desk.tick(HALF_AN_HOUR)
    desk.expects_text("inspector")
    assert EventKind.PASSED_OVER in kinds(desk)


def test_with_every_step_empty_the_last_resort_is_texted_at_once(desk):
    for rota in (DUTY, INSPECTOR):
        desk.register.put(Rota(id=rota, people=()))
    desk.receives()
    desk.tick(HALF_AN_HOUR)
    desk.expects_text("control-room")


@pytest.mark.parametrize("kind", ["account", "rota", "person"])
def test_what_the_register_has_lost_leads_to_the_next_who_can_be_reached(desk, kind):
    desk.receives()
    desk.later(minutes=HALF_AN_HOUR)
    desk.sweep()
    account = desk.register.accounts()[0]
    lost = {"account": account, "rota": desk.register.rota(DUTY), "person": desk.register.person("sergeant")}[kind]
    desk.register.delete(type(lost), lost.id)
    (attended,) = desk.escalate()
    desk.expects_text("control-room" if kind == "account" else "inspector")
    assert len(attended.errors) == (0 if kind == "account" else 1)


def test_a_policy_the_register_has_lost_leads_to_the_last_resort_and_is_reported(desk):
    desk.receives()
    desk.later(minutes=HALF_AN_HOUR)
    desk.sweep()
    policy = desk.register.policy(desk.register.accounts()[0].policy)
    desk.register.delete(type(policy), policy.id)
    (attended,) = desk.escalate()
    desk.expects_text("control-room")
    assert len(attended.errors) == 1


def test_when_not_even_the_last_resort_exists_the_climb_begins_again(desk):
    desk.steps(**{"duty-desk": WAIT})
    desk.register.delete(type(CONTROL_ROOM), CONTROL_ROOM.id)
    desk.receives()
    desk.tick(HALF_AN_HOUR)
    desk.expects_text("sergeant")
    desk.tick(WAIT)
    desk.expects_silence()
    desk.tick(REPEAT // timedelta(minutes=1))
    desk.expects_text("sergeant")


def test_no_text_goes_out_for_a_message_that_was_dealt_with_meanwhile(desk):
    key = desk.receives()
    desk.later(minutes=HALF_AN_HOUR)
    desk.sweep()
    desk.messages.change(key, state=MessageState.DISPOSED)
    assert [each.outcome for each in desk.escalate()] == [Outcome.RESOLVED]
    assert desk.alert.state is AlertState.RESOLVED


def test_a_climb_ends_when_its_last_message_is_dealt_with(desk):
    key = desk.receives()
    desk.tick(HALF_AN_HOUR)
    desk.expects_text("sergeant")
    desk.messages.change(key, state=MessageState.CLAIMED)
    desk.tick(60)
    assert desk.alert.state is AlertState.RESOLVED
    assert kinds(desk)[-1] is EventKind.RESOLVED


def test_a_message_overdue_after_its_alert_was_resolved_opens_another(desk):
    key = desk.receives("1")
    desk.tick(HALF_AN_HOUR)
    desk.expects_text("sergeant")
    desk.messages.change(key, state=MessageState.CLAIMED)
    desk.tick(WAIT)
    desk.receives("2")
    desk.tick(HALF_AN_HOUR)
    desk.expects_text("sergeant")
    assert [alert.state for alert in desk.alerts.alerts] == [AlertState.RESOLVED, AlertState.OPEN]


def test_a_message_given_more_time_is_left_out_until_it_is_due_again(desk):
    key = desk.receives()
    desk.later(minutes=HALF_AN_HOUR)
    desk.sweep()
    desk.messages.kept[key].attention_at = desk.clock.now() + timedelta(minutes=20)
    assert [each.outcome for each in desk.escalate()] == [Outcome.RESOLVED]
    desk.tick(20)
    desk.expects_text("sergeant")


def test_a_later_text_counts_what_has_joined(desk):
    desk.receives("1")
    desk.tick(HALF_AN_HOUR)
    desk.expects_text("sergeant")
    desk.receives("2", limit=timedelta(minutes=5))
    desk.tick(WAIT)
    assert "2 urgent overdue" in desk.expects_text("inspector").words


def test_two_runs_at_once_send_one_text(desk):
    desk.receives()
    desk.later(minutes=HALF_AN_HOUR)
    desk.sweep()
    assert [each.outcome for each in desk.escalate()] == [Outcome.CLIMBED]
    assert [each.outcome for each in desk.escalate_queued()] == [Outcome.NOT_DUE]
    desk.expects_text("sergeant")


@pytest.mark.parametrize("error", [TryLater("throttled"), NeedsAPerson("not allowed")])
def test_a_text_that_surely_did_not_leave_is_tried_again_at_the_next_tick(desk, error):
    desk.receives()
    desk.phones.trouble(error)
    desk.tick(HALF_AN_HOUR)
    desk.expects_silence()
    assert text_states(desk) == [("sergeant", 0, TextState.PENDING)]
    desk.tick()
    desk.expects_text("sergeant")
    assert desk.phones.attempts == 2


def test_a_text_whose_answer_was_lost_is_tried_again_with_the_same_link(desk):
    desk.receives()
    desk.phones.trouble(Unconfirmed("lost"), arrives=True)
    desk.tick(HALF_AN_HOUR)
    first = desk.expects_text("sergeant")
    desk.tick()
    second = desk.expects_text("sergeant")
    assert first.token == second.token
    desk.tick(WAIT - 1)
    assert kinds(desk) == [EventKind.OPENED, EventKind.UNCONFIRMED, EventKind.TEXTED]


def test_after_three_tries_without_an_answer_the_alert_climbs_at_once(desk):
    desk.receives()
    desk.phones.trouble(*[Unconfirmed("lost")] * MOST_TRIES)
    desk.tick(HALF_AN_HOUR + MOST_TRIES - 2)
    desk.expects_silence()
    desk.tick()
    desk.expects_text("inspector")
    assert text_states(desk)[0] == ("sergeant", 0, TextState.UNKNOWN)


def test_a_refused_number_climbs_at_once(desk):
    desk.receives()
    desk.phones.trouble(Refused("opted out"))
    desk.tick(HALF_AN_HOUR)
    desk.expects_text("inspector")
    assert text_states(desk)[0] == ("sergeant", 0, TextState.FAILED)
    desk.tick(WAIT)
    desk.expects_text("control-room")


def test_one_refused_number_does_not_hurry_a_step_on_which_another_was_reached(desk):
    desk.register.put(a_person("constable", "+447700900009"))
    desk.phones._names["+447700900009"] = "constable"
    desk.register.put(a_rota(DUTY, "sergeant", "constable"))
    desk.phones.trouble(Refused("opted out"))
    desk.receives()
    desk.tick(HALF_AN_HOUR)
    desk.expects_text("constable")
    desk.tick(WAIT - 1)
    desk.expects_silence()
    desk.tick()
    desk.expects_text("inspector")


def test_only_the_one_who_was_not_reached_is_tried_again(desk):
    desk.register.put(a_rota(DUTY, "sergeant", "inspector"))
    desk.phones.trouble(TryLater("throttled"))
    desk.receives()
    desk.tick(HALF_AN_HOUR)
    desk.expects_text("inspector")
    desk.tick()
    desk.expects_text("sergeant")
    desk.tick(WAIT - 2)


def test_what_nobody_foresaw_counts_as_perhaps_sent_and_does_not_stop_the_next_person(desk):
    desk.register.put(a_rota(DUTY, "sergeant", "inspector"))
    desk.phones.trouble(ZeroDivisionError())
    desk.receives()
    desk.later(minutes=HALF_AN_HOUR)
    desk.sweep()
    (attended,) = desk.escalate()
    desk.expects_text("inspector")
    assert [type(error) for error in attended.errors] == [ZeroDivisionError]
    assert text_states(desk)[0] == ("sergeant", 0, TextState.UNKNOWN)


def test_no_outage_of_the_carrier_ends_a_climb(desk):
    """For two hours nothing leaves; then somebody is texted within the pause of the last resort."""
    desk.receives()
    desk.phones.trouble(*[TryLater("down")] * 60)
    desk.tick(HALF_AN_HOUR + 120, until=lambda: bool(desk.phones.arrived))
    assert desk.phones.attempts == 61
    desk.phones.expect(desk.phones.arrived[0].person)


def test_a_text_without_a_link_is_better_than_none(desk):
    desk.keys.trouble = NeedsAPerson("no key")
    desk.receives()
    desk.later(minutes=HALF_AN_HOUR)
    desk.sweep()
    (attended,) = desk.escalate()
    assert desk.expects_text("sergeant").words == "Ridings K7MX: 1 urgent overdue, Selby Mastodon, oldest 30min."
    assert attended.errors == (desk.keys.trouble,)


def test_after_an_acknowledgement_nobody_is_texted_while_it_holds(desk):
    desk.receives()
    desk.tick(HALF_AN_HOUR)
    desk.acknowledges(desk.expects_text("sergeant"))
    desk.tick(29)


def test_an_acknowledgement_after_which_nothing_happens_runs_out_and_the_climb_begins_again(desk):
    desk.receives()
    desk.tick(HALF_AN_HOUR + WAIT)
    desk.expects_text("sergeant")
    desk.acknowledges(desk.expects_text("inspector"))
    desk.tick(30)
    desk.expects_text("sergeant")
    assert EventKind.REOPENED in kinds(desk)
    desk.tick(WAIT)
    desk.expects_text("inspector")


def test_an_acknowledged_alert_whose_messages_are_dealt_with_resolves_itself(desk):
    key = desk.receives()
    desk.tick(HALF_AN_HOUR)
    desk.acknowledges(desk.expects_text("sergeant"))
    desk.messages.change(key, state=MessageState.DISPOSED)
    desk.tick(30)
    assert desk.alert.state is AlertState.RESOLVED


def test_a_message_overdue_after_an_acknowledgement_opens_another_alert(desk):
    desk.receives("1")
    desk.tick(HALF_AN_HOUR)
    desk.acknowledges(desk.expects_text("sergeant"))
    desk.receives("2", limit=timedelta(minutes=5))
    desk.tick(5)
    assert "1 urgent overdue" in desk.expects_text("sergeant").words


def test_an_alert_nobody_is_looking_after_is_found_by_the_next_tick(desk):
    """A run died after it had leased the alert: the lease runs out, and the text goes out once."""
    desk.receives()
    desk.later(minutes=HALF_AN_HOUR)
    desk.sweep()
    now = desk.clock.now()
    desk.alerts.lease(desk.alert.id, "a run that died", now, now + timedelta(seconds=90))
    desk.tick()
    desk.expects_silence()
    desk.tick()
    desk.expects_text("sergeant")


def test_a_run_that_died_with_a_text_in_its_hand_costs_at_most_one_text(desk):
    desk.receives()
    desk.later(minutes=HALF_AN_HOUR)
    desk.sweep()
    desk.phones.trouble(KeyboardInterrupt(), arrives=True)
    with pytest.raises(KeyboardInterrupt):
        desk.escalate()
    desk.expects_text("sergeant")
    desk.tick(WAIT)
    desk.expects_text("sergeant")


class TroubledAlert:
    """An alert store in which one alert cannot be read."""

    def __init__(self, alerts, account):
        self._alerts, self._account = alerts, account

    def members(self, alert):
        if self._alerts.alert(alert).account == self._account:
            raise TryLater("busy")
        return self._alerts.members(alert)

    def __getattr__(self, name):
        return getattr(self._alerts, name)


def test_one_alerts_trouble_does_not_stop_the_others(desk):
    desk.receives("1", account="a-first-account")
    desk.receives("2")
    desk.later(minutes=HALF_AN_HOUR)
    desk.sweep()
    desk.alerts = TroubledAlert(desk.alerts, "a-first-account")
    outcomes = {each.outcome: each.errors for each in desk.escalate()}
    assert set(outcomes) == {Outcome.FAILED, Outcome.CLIMBED}
    assert [type(error) for error in outcomes[Outcome.FAILED]] == [TryLater]
    desk.expects_text("sergeant")


def test_a_run_without_time_leaves_its_alerts_due(desk):
    desk.receives()
    desk.later(minutes=HALF_AN_HOUR)
    desk.sweep()
    desk.stopwatch.remaining = timedelta(seconds=19)
    assert [each.outcome for each in desk.escalate_queued()] == [Outcome.LEFT]
    assert desk.escalate() == []
    desk.stopwatch.remaining = timedelta(seconds=60)
    desk.escalate()
    desk.expects_text("sergeant")


class ShortRun:
    """A stopwatch on which the time runs out between two texts."""

    def __init__(self):
        self._left = iter([60, 60, 60, 0])

    def left(self):
        return timedelta(seconds=next(self._left, 0))


def test_a_run_that_ends_between_two_people_is_finished_by_the_next_tick(desk):
    desk.register.put(a_rota(DUTY, "sergeant", "inspector"))
    desk.receives()
    desk.later(minutes=HALF_AN_HOUR)
    desk.sweep()
    desk.escalate_alerts(ShortRun())
    desk.expects_text("sergeant")
    desk.expects_silence()
    desk.tick()
    desk.expects_text("inspector")


class JoinedMeanwhile:
    """An alert that another message joins just before it is resolved."""

    def __init__(self, alerts, join):
        self._alerts, self._join = alerts, join

    def resolve(self, alert, now):
        self._join()
        return self._alerts.resolve(alert, now)

    def __getattr__(self, name):
        return getattr(self._alerts, name)


def test_a_message_that_joins_just_before_an_alert_resolves_is_not_lost(desk):
    key = desk.receives("1")
    second = desk.receives("2", limit=timedelta(minutes=31))
    desk.tick(HALF_AN_HOUR)
    desk.expects_text("sergeant")
    desk.messages.change(key, state=MessageState.CLAIMED)
    desk.later(minutes=WAIT)
    alerts = desk.alerts
    desk.alerts = JoinedMeanwhile(alerts, lambda: alerts.join(alerts.alerts[0].id, [second], desk.clock.now()))
    assert [each.outcome for each in desk.escalate()] == [Outcome.GAVE_WAY]
    desk.alerts = alerts
    desk.tick()
    desk.expects_text("inspector")


def test_a_routine_message_made_urgent_is_counted_as_urgent(desk):
    key = desk.receives(urgency=Urgency.ROUTINE)
    desk.later(minutes=HALF_AN_HOUR)
    desk.sweep()
    desk.messages.change(key, urgency=Urgency.URGENT)
    desk.escalate()
    assert "1 urgent overdue" in desk.expects_text("sergeant").words


def test_nothing_the_public_wrote_or_is_called_reaches_a_phone(desk):
    desk.receives()
    desk.tick(HALF_AN_HOUR)
    words = desk.expects_text("sergeant").words
    message = desk.messages.messages[0].body
    for secret in (message.text, message.author.handle, message.author.name, message.author.id, message.native_id):
        assert secret not in words


def test_the_text_names_the_force_by_its_short_name(desk):
    desk.register.put(replace(a_force(), short_name="N Ridings"))
    desk.receives()
    desk.tick(HALF_AN_HOUR)
    assert desk.expects_text("sergeant").words.startswith("N Ridings K7MX:")
