"""An alert climbs until a person answers, and never ends in silence."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.builders import DUTY, INSPECTOR, a_force, a_rota
from tests.worlds.alerting import CONTROL_ROOM
from watchdesk.alerting.domain.alert_history import EventKind
from watchdesk.alerting.domain.escalation_steps import LAST_RESORT_REPEAT
from watchdesk.core.errors import TryLater
from watchdesk.core.message import Urgency
from watchdesk.register.domain.rota import Rota

HALF_AN_HOUR = 30
WAIT = 15


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
        desk.tick(LAST_RESORT_REPEAT // timedelta(minutes=1))
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
    assert EventKind.PASSED_OVER in desk.kinds()


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
    desk.tick(LAST_RESORT_REPEAT // timedelta(minutes=1))
    desk.expects_text("sergeant")


def test_a_later_text_counts_what_has_joined(desk):
    desk.receives("1")
    desk.tick(HALF_AN_HOUR)
    desk.expects_text("sergeant")
    desk.receives("2", limit=timedelta(minutes=5))
    desk.tick(WAIT)
    assert "2 urgent overdue" in desk.expects_text("inspector").words


def test_no_outage_of_the_carrier_ends_a_climb(desk):
    """For two hours nothing leaves; then somebody is texted within the pause of the last resort."""
    desk.receives()
    desk.phones.trouble(*[TryLater("down")] * 60)
    desk.tick(HALF_AN_HOUR + 120, until=lambda: bool(desk.phones.arrived))
    assert desk.phones.attempts == 61
    desk.phones.expect(desk.phones.arrived[0].person)


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
    assert EventKind.REOPENED in desk.kinds()
    desk.tick(WAIT)
    desk.expects_text("inspector")


def test_a_message_overdue_after_an_acknowledgement_opens_another_alert(desk):
    desk.receives("1")
    desk.tick(HALF_AN_HOUR)
    desk.acknowledges(desk.expects_text("sergeant"))
    desk.receives("2", limit=timedelta(minutes=5))
    desk.tick(5)
    assert "1 urgent overdue" in desk.expects_text("sergeant").words


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
