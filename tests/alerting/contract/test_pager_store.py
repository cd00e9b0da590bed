"""What is wanted of a person and who holds the pager, for the double and for the table alike."""

from dataclasses import replace
from datetime import timedelta

from tests.alerting.contract.alert_builders import FIRST, INSPECTOR, LATER, SECOND, SERGEANT, SOON
from tests.alerting.contract.pager_builders import a_notification, a_text, kinds, opened, wanted
from tests.builders import SELBY
from tests.fakes import NOON
from watchdesk.alerting.domain.alert import Alert, Code
from watchdesk.alerting.domain.alert_history import AlertEvent, EventKind
from watchdesk.alerting.domain.notification import TextState
from watchdesk.alerting.domain.pager_entry import PagerEntry
from watchdesk.core.account import Surface
from watchdesk.core.message import MessageKey
from watchdesk.register.domain.alert_group import AlertGroup


def test_what_is_wanted_is_pending_and_in_its_persons_pager_at_once(alerts, pagers):
    alert = wanted(alerts, pagers)
    assert alerts.notifications(FIRST) == [a_notification()]
    assert pagers.due(NOON, 10) == [SERGEANT]
    pager = pagers.lease(SERGEANT, "ours", NOON, SOON)
    assert pager.wanted == (PagerEntry.of(alert, NOON),)
    assert (pager.tried, pager.in_hand) == ((), None)


def test_a_page_is_wanted_only_under_the_alerts_lease_and_once_per_number(alerts, pagers):
    alert = opened(alerts)
    assert not pagers.want(replace(alert, lease="theirs"), a_notification(), NOON)
    assert pagers.want(alert, a_notification(), NOON)
    assert not pagers.want(alert, a_notification(person=INSPECTOR), NOON)
    alerts.acknowledge(FIRST, SERGEANT, NOON, LATER)
    assert not pagers.want(alert, a_notification(1), NOON)
    assert [text.person for text in alerts.notifications(FIRST)] == [SERGEANT]
    assert pagers.lease(INSPECTOR, "ours", NOON, SOON) is None


def test_an_alerts_list_and_the_pagers_list_never_show_each_other(alerts, pagers):
    wanted(alerts, pagers)
    alerts.open(
        Alert(
            id=SECOND,
            account=SELBY,
            group=AlertGroup.ROUTINE,
            code=Code("R4TW"),
            opened_at=NOON,
            attention_at=NOON,
        ),
        [MessageKey(SELBY, Surface.MENTION, "2")],
    )
    assert alerts.due(NOON, 10) == [SECOND]
    assert pagers.due(NOON, 10) == [SERGEANT]


def test_one_run_holds_a_pager_until_its_lease_is_over_whatever_is_wanted_meanwhile(alerts, pagers):
    wanted(alerts, pagers)
    assert pagers.lease(SERGEANT, "ours", NOON, SOON).lease == "ours"
    assert pagers.due(NOON, 10) == []
    wanted(alerts, pagers, SECOND, AlertGroup.ROUTINE)
    assert pagers.lease(SERGEANT, "theirs", NOON, SOON) is None
    assert len(pagers.lease(SERGEANT, "theirs", SOON, LATER).wanted) == 2


def test_a_pager_rests_until_its_look_or_until_a_page_is_wanted(alerts, pagers):
    wanted(alerts, pagers)
    assert pagers.rest(pagers.lease(SERGEANT, "ours", NOON, SOON), LATER, NOON)
    assert pagers.due(SOON, 10) == []
    assert pagers.due(LATER, 10) == [SERGEANT]
    assert pagers.rest(pagers.lease(SERGEANT, "ours", LATER, LATER), None, LATER)
    assert pagers.due(LATER + timedelta(days=1), 10) == []
    wanted(alerts, pagers, SECOND, AlertGroup.ROUTINE)
    assert pagers.due(NOON, 10) == [SERGEANT]


def test_a_pager_does_not_rest_on_a_page_it_has_not_seen(alerts, pagers):
    wanted(alerts, pagers)
    pager = pagers.lease(SERGEANT, "ours", NOON, SOON)
    wanted(alerts, pagers, SECOND, AlertGroup.ROUTINE)
    assert not pagers.rest(pager, LATER, NOON)
    assert pagers.due(NOON, 10) == [SERGEANT]
    assert len(pagers.lease(SERGEANT, "ours", NOON, SOON).wanted) == 2


def test_whoever_lost_a_pager_neither_texts_nor_gives_it_free(alerts, pagers):
    wanted(alerts, pagers)
    pager = pagers.lease(SERGEANT, "ours", NOON, SOON)
    pagers.lease(SERGEANT, "theirs", SOON, LATER)
    assert not pagers.begin(pager, a_text(pager))
    assert not pagers.rest(pager, None, SOON)
    assert pagers.lease(SERGEANT, "third", SOON, LATER) is None


def test_dropped_pages_are_wanted_no_more_and_their_alerts_say_why(alerts, pagers):
    wanted(alerts, pagers)
    pager = pagers.lease(SERGEANT, "ours", NOON, SOON)
    event = AlertEvent(at=NOON, kind=EventKind.DROPPED, about=SERGEANT)
    for _ in range(2):
        pagers.drop(pager, pager.wanted, event)
    assert pagers.rest(pager, SOON, NOON)
    assert pagers.lease(SERGEANT, "ours", SOON, LATER).wanted == ()
    assert alerts.notifications(FIRST)[0].state is TextState.DROPPED
    assert event in alerts.history(FIRST)


def test_that_a_cap_holds_a_page_back_is_noted(alerts, pagers):
    wanted(alerts, pagers)
    pager = pagers.lease(SERGEANT, "ours", NOON, SOON)
    pagers.hold(pager, pager.wanted, AlertEvent(at=NOON, kind=EventKind.CAPPED, about=SERGEANT))
    assert [entry.is_capped for entry in pagers.lease(SERGEANT, "ours", SOON, LATER).wanted] == [True]
    assert EventKind.CAPPED in kinds(alerts)
