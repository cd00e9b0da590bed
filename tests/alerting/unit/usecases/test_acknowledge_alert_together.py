"""Several alerts answered by one link, and one alert that several must answer."""

from dataclasses import replace

import pytest

from tests.builders import DUTY, a_rota, an_account
from watchdesk.alerting.domain.alert import AlertState
from watchdesk.alerting.domain.alert_history import EventKind
from watchdesk.alerting.domain.signed_link import parse_token
from watchdesk.register.domain.person import PersonId


@pytest.fixture
def bundle(desk):
    """One text told the sergeant of an alert on each of two accounts."""
    desk.register.put(an_account("malton-mastodon", name="Malton Mastodon"))
    desk.receives("1")
    desk.receives("9", account="malton-mastodon")
    desk.tick(30)
    return desk.expects_text("sergeant")


def lead_and_other(desk, token):
    """The alert whose link it is, and the other one."""
    lead = desk.alerts.alert(parse_token(token).alert)
    (other,) = (alert for alert in desk.alerts.alerts if alert.id != lead.id)
    return lead, other


def test_the_link_of_a_text_shows_and_takes_all_that_it_told_of(desk, bundle):
    shown = desk.shows(bundle.token)
    assert (shown.is_waiting, [line.state for line in shown.also]) == (True, [AlertState.OPEN])
    taken = desk.acknowledges(bundle)
    assert (taken.is_waiting, taken.is_yours, [line.is_yours for line in taken.also]) == (False, True, [True])
    assert {alert.acknowledged_by for alert in desk.alerts.alerts} == {"sergeant"}


def test_what_another_has_taken_stays_theirs_and_the_rest_is_taken(desk, bundle):
    _, other = lead_and_other(desk, bundle.token)
    desk.alerts.acknowledge(other.id, PersonId("control-room"), desk.clock.now(), desk.clock.now())
    view = desk.acknowledges(bundle)
    assert view.is_yours
    assert [(line.is_yours, line.acknowledged_by) for line in view.also] == [(False, "Control room")]
    assert desk.alerts.history(other.id)[-1].kind is EventKind.ANSWERED_LATE


def test_one_alert_that_cannot_be_taken_keeps_no_other_from_it(desk, bundle):
    lead, other = lead_and_other(desk, bundle.token)
    desk.alerts.stored[lead.id].alert = replace(lead, group=None)
    with pytest.raises(ExceptionGroup):
        desk.acknowledges(bundle)
    assert desk.alerts.alert(other.id).acknowledged_by == "sergeant"


def test_where_everyone_must_answer_the_link_says_who_has_and_asks_the_others(desk):
    desk.register.put(a_rota(DUTY, "sergeant", "inspector"))
    policy = desk.register.policy(an_account().policy)
    desk.register.put(replace(policy, steps=(replace(policy.steps[0], everyone=True),)))
    desk.receives()
    desk.tick(30)
    first, second = desk.expects_text("sergeant"), desk.expects_text("inspector")
    for _ in range(2):
        view = desk.acknowledges(first)
        assert (view.state, view.is_yours, view.is_waiting) == (AlertState.OPEN, True, False)
    assert desk.shows(second.token).is_waiting
    assert desk.acknowledges(second).state is AlertState.ACKNOWLEDGED
    assert EventKind.ANSWERED_LATE not in [event.kind for event in desk.alerts.history(desk.alert.id)]


def test_two_who_answer_at_once_where_everyone_must_leave_nothing_open(desk):
    desk.register.put(a_rota(DUTY, "sergeant", "inspector"))
    policy = desk.register.policy(an_account().policy)
    desk.register.put(replace(policy, steps=(replace(policy.steps[0], everyone=True),)))
    desk.receives()
    desk.tick(30)
    first, second = desk.expects_text("sergeant"), desk.expects_text("inspector")
    seen_by_both = desk.alert
    desk.acknowledges(first)
    taken = desk.take_alert(seen_by_both, PersonId("inspector"))
    assert (taken.state, taken.acknowledged_by) == (AlertState.ACKNOWLEDGED, "inspector")
    assert desk.shows(second.token).is_yours
