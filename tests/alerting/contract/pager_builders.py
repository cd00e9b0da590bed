"""Alerts of which somebody is to be told, and the texts that tell it."""

from dataclasses import replace
from datetime import timedelta

from tests.alerting.contract.alert_builders import FIRST, LATER, SERGEANT, SOON, a_key, an_alert
from tests.fakes import NOON
from watchdesk.alerting.domain.alert import Code
from watchdesk.alerting.domain.notification import Notification, TextState
from watchdesk.alerting.domain.pager_entry import RateLimitClass
from watchdesk.alerting.domain.text import Text
from watchdesk.register.domain.alert_group import AlertGroup


def opened(alerts, identity=FIRST, group=AlertGroup.URGENT, code="K7MX"):
    """A new alert, leased as `mine`."""
    assert alerts.open(an_alert(identity, group=group, code=Code(code)), [a_key(identity)])
    return alerts.lease(identity, "mine", NOON, SOON)


def a_notification(n=0, person=SERGEANT, **fields):
    return Notification(**{"n": n, "step": 0, "person": person, "expires_at": LATER, "wanted_at": NOON} | fields)


def wanted(alerts, pagers, identity=FIRST, group=AlertGroup.URGENT, code="K7MX"):
    """A new alert of which the sergeant is to be told."""
    alert = opened(alerts, identity, group, code)
    assert pagers.want(alert, a_notification(), NOON)
    return alert


def a_text(pager, at=NOON, **fields):
    """All that is wanted, in one text."""
    entries = tuple(replace(entry, tries=entry.tries + 1) for entry in pager.wanted)
    return Text(**{"at": at, "limit_class": RateLimitClass.URGENT, "entries": entries} | fields)


def ended(text, state=TextState.ACCEPTED, provider_id="sms-1"):
    is_taken = state is TextState.ACCEPTED
    return replace(text, state=state, ended_at=text.at, provider_id=provider_id if is_taken else None)


def sent(pagers, at=NOON, state=TextState.ACCEPTED, provider_id="sms-1"):
    """The sergeant's pager, left in hand, with its text settled."""
    pager = pagers.lease(SERGEANT, "ours", at, at + timedelta(seconds=90))
    text = a_text(pager, at)
    assert pagers.begin(pager, text)
    text = ended(text, state, provider_id)
    pagers.settle(pager, text)
    return pager, text


def kinds(alerts, alert=FIRST):
    return [event.kind for event in alerts.history(alert)]
