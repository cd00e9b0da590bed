"""What every AlertList keeps."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.builders import SELBY
from tests.dynamo_stores import Together, alerts_in
from tests.fakes import NOON
from tests.fakes.alerts import FakeAlertStore
from tests.fakes.desk import FakeAlertList
from watchdesk.alerting.domain.alert import Alert, AlertId, AlertState, Code
from watchdesk.core.account import AccountId, Surface
from watchdesk.core.message import MessageKey
from watchdesk.desk.dynamodb.alert_list import DynamoAlertList
from watchdesk.register.domain.alert_group import AlertGroup
from watchdesk.register.domain.person import PersonId

YORK = AccountId("york-mastodon")
LATER = NOON + timedelta(hours=1)


@pytest.fixture
def alerts(subject, request):
    """AlertDesk, with the OpenAlerts, AlertQueue and AlertAnswers it lists."""
    if subject == "fake":
        store = FakeAlertStore()
        return Together(FakeAlertList(store), store)
    table = request.getfixturevalue("table")("AlertsTable")
    return Together(DynamoAlertList(table), alerts_in(table))


def opens(alerts, number, group=AlertGroup.URGENT, account=SELBY, hours=0):
    at = NOON + timedelta(hours=hours)
    alert = Alert(
        id=AlertId(f"A00000000{number}"),
        account=account,
        group=group,
        code=Code("K7MX"),
        opened_at=at,
        attention_at=at,
    )
    assert alerts.open(alert, [MessageKey(account, Surface.MENTION, str(number))])
    return alert


def resolves(alerts, alert):
    leased = alerts.lease(alert.id, "mine", LATER, LATER)
    assert alerts.save(leased, leased.resolved(LATER))


def ids(found):
    return [each.id for each in found]


def test_what_is_open_or_acknowledged_is_live_the_oldest_first(alerts):
    second = opens(alerts, 1, hours=2)
    first = opens(alerts, 2, AlertGroup.ROUTINE, hours=1)
    over = opens(alerts, 3, account=YORK)
    resolves(alerts, over)
    alerts.acknowledge(first.id, PersonId("sergeant"), LATER, LATER)
    assert ids(alerts.unresolved()) == [first.id, second.id]
    assert [each.state for each in alerts.unresolved()] == [AlertState.ACKNOWLEDGED, AlertState.OPEN]


def test_an_accounts_alerts_are_looked_back_on_the_newest_first(alerts):
    made = [
        opens(alerts, n, group, hours=n)
        for n, group in enumerate((AlertGroup.URGENT, AlertGroup.PRIORITY, AlertGroup.ROUTINE))
    ]
    opens(alerts, 7, account=YORK)
    resolves(alerts, made[0])
    assert ids(alerts.opened_since(SELBY, NOON, 10)) == ids(made[::-1])
    assert ids(alerts.opened_since(SELBY, made[1].opened_at, 10)) == ids([made[2], made[1]])
    assert ids(alerts.opened_since(SELBY, NOON, 1)) == ids(made[2:])
    assert alerts.opened_since(SELBY, NOON, 10)[-1].state is AlertState.RESOLVED


def test_no_alert_is_made_up(alerts):
    assert (list(alerts.unresolved()), list(alerts.opened_since(SELBY, NOON, 5))) == ([], [])


def test_an_alert_is_listed_as_it_stands(alerts):
    opened = opens(alerts, 1)
    (live,) = alerts.unresolved()
    assert live == replace(opened, joins=live.joins)
