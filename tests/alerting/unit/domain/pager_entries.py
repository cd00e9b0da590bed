"""What is wanted of a person, and what that person was sent before."""

from datetime import timedelta

from tests.fakes.clock import NOON
from watchdesk.alerting.domain.alert import AlertId, Code
from watchdesk.alerting.domain.notification import TextState
from watchdesk.alerting.domain.pager import Pager
from watchdesk.alerting.domain.pager_entry import PagerEntry, RateLimitClass
from watchdesk.alerting.domain.text import Text
from watchdesk.core.account import AccountId
from watchdesk.register.domain.alert_group import AlertGroup
from watchdesk.register.domain.person import PersonId

MINUTE = timedelta(minutes=1)


def an_entry(alert="A", *, account="selby", group=AlertGroup.PRIORITY, at=0.0, **fields):
    given = {"alert": AlertId(alert), "account": AccountId(account), "group": group, "code": Code("K7MX")}
    return PagerEntry(wanted_at=NOON + at * MINUTE, **given | fields)


def a_pager(*wanted, tried=()):
    return Pager(person=PersonId("sergeant"), lease="mine", wanted=tuple(wanted), tried=tuple(tried))


def a_text(*entries, at=0.0, limit_class=RateLimitClass.ORDINARY, state=TextState.ACCEPTED):
    return Text(at=NOON + at * MINUTE, limit_class=limit_class, entries=entries, state=state)


def alerts(decision):
    return [entry.alert for entry in decision.entries]
