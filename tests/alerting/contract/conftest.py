"""The alerts and the pagers: the double in memory and the adapter on a simulated DynamoDB."""

from typing import Any

import pytest

from tests.alerting.contract.alert_builders import FIRST, SOON, a_key, an_alert
from tests.dynamo_stores import alerts_in, pagers_in
from tests.fakes import NOON
from tests.fakes.alerts import FakeAlertStore
from tests.fakes.pagers import FakePagerStore
from watchdesk.alerting.domain.alert import Alert
from watchdesk.aws.dynamodb.table import Table


@pytest.fixture
def alerts_table(table) -> Table:
    """The one that keeps the alerts, and the pagers beside them."""
    return table("AlertsTable")


@pytest.fixture
def alerts(subject, request) -> Any:
    """AlertBook, AlertQueue, AlertReader and AlertAnswers."""
    return FakeAlertStore() if subject == "fake" else alerts_in(request.getfixturevalue("alerts_table"))


@pytest.fixture
def pagers(subject, alerts, request) -> Any:
    """PageRequests, PagerQueue, TextLedger and Receipts, of the people these alerts are told to."""
    return FakePagerStore(alerts) if subject == "fake" else pagers_in(request.getfixturevalue("alerts_table"))


@pytest.fixture
def leased(alerts) -> Alert:
    """An open alert with one member, leased as `mine` until SOON."""
    alerts.open(an_alert(), [a_key()])
    return alerts.lease(FIRST, "mine", NOON, SOON)
