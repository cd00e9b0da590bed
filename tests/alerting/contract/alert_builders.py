"""The alerts that contracts are about."""

from datetime import timedelta

from tests.builders import SELBY
from tests.fakes import NOON
from watchdesk.alerting.domain.alert import Alert, AlertId, Code
from watchdesk.core.account import Surface
from watchdesk.core.message import MessageKey
from watchdesk.register.domain.alert_group import AlertGroup
from watchdesk.register.domain.person import PersonId

FIRST, SECOND = AlertId("A000000001"), AlertId("A000000002")
SERGEANT, INSPECTOR = PersonId("sergeant"), PersonId("inspector")
SOON = NOON + timedelta(seconds=90)
LATER = NOON + timedelta(hours=1)
UNKNOWN = AlertId("A000000009")


def an_alert(identity=FIRST, **fields):
    given = {
        "id": identity,
        "account": SELBY,
        "group": AlertGroup.URGENT,
        "code": Code("K7MX"),
        "opened_at": NOON,
        "attention_at": NOON,
    }
    return Alert(**given | fields)


def a_key(native_id="1001"):
    return MessageKey(SELBY, Surface.MENTION, native_id)
