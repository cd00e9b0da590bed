"""What somebody was told, and what else the histories say of it, for the double and for the table alike."""

from datetime import timedelta

from tests.alerting.contract.alert_builders import FIRST, INSPECTOR, LATER, SECOND, SERGEANT, SOON
from tests.alerting.contract.pager_builders import a_notification, kinds, opened, sent, wanted
from tests.fakes import NOON
from watchdesk.alerting.domain.alert import AlertState, Code
from watchdesk.alerting.domain.alert_history import AlertEvent, EventKind
from watchdesk.alerting.domain.notification import TextState
from watchdesk.alerting.domain.pager_entry import PagerEntryKind
from watchdesk.alerting.domain.text import TextedAlert
from watchdesk.register.domain.alert_group import AlertGroup

LONG_AGO = NOON - timedelta(days=1)


def test_what_somebody_was_told_is_found_the_latest_first_and_without_what_never_left(alerts, pagers):
    wanted(alerts, pagers)
    pager, _ = sent(pagers)
    pagers.rest(pager, None, NOON)
    wanted(alerts, pagers, SECOND, AlertGroup.ROUTINE, "R4TW")
    pager, _ = sent(pagers, at=SOON, state=TextState.PENDING)
    pagers.rest(pager, LATER, NOON)
    assert [told.alert for told in pagers.texted_alerts(SERGEANT, LONG_AGO)] == [FIRST]
    sent(pagers, at=LATER, provider_id="sms-2")
    told = pagers.texted_alerts(SERGEANT, LONG_AGO)
    assert told == [
        TextedAlert(at=LATER, alert=SECOND, code=Code("R4TW"), n=0),
        TextedAlert(at=NOON, alert=FIRST, code=Code("K7MX"), n=0),
    ]
    assert [each.alert for each in pagers.texted_alerts(SERGEANT, SOON)] == [SECOND]
    assert pagers.texted_alerts(INSPECTOR, LONG_AGO) == []


def test_who_has_taken_an_alert_is_wanted_told_once_per_acknowledgement(alerts, pagers):
    opened(alerts)
    taken = alerts.acknowledge(FIRST, INSPECTOR, NOON, LATER)
    for _ in range(2):
        pagers.follow_up(SERGEANT, taken, NOON)
    pager, text = sent(pagers)
    assert [entry.kind for entry in text.entries] == [PagerEntryKind.FOLLOW_UP]
    pagers.rest(pager, None, NOON)
    pagers.follow_up(SERGEANT, taken, SOON)
    assert pagers.due(LATER, 10) == []
    assert EventKind.FOLLOWED_UP in kinds(alerts)
    assert pagers.texted_alerts(SERGEANT, LONG_AGO) == []
    assert alerts.alert(FIRST).state is AlertState.ACKNOWLEDGED


def test_an_email_is_noted_on_its_notification_and_in_the_history(alerts, pagers):
    wanted(alerts, pagers)
    pagers.note_emailed(FIRST, a_notification(), SOON)
    assert alerts.notifications(FIRST) == [a_notification(emailed_at=SOON)]
    assert alerts.history(FIRST)[-1] == AlertEvent(at=SOON, kind=EventKind.EMAILED, about=SERGEANT)
