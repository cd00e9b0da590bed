"""Compose texts about alerts from what can be found out. A text that says less is better than none."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from watchdesk.alerting.domain.alert import Alert
from watchdesk.alerting.domain.notification import Notification
from watchdesk.alerting.domain.pager_entry import PagerEntry
from watchdesk.alerting.domain.signed_link import link_url, sign
from watchdesk.alerting.domain.waiting_summary import WaitingSummary
from watchdesk.alerting.ports.alerts import KeyRing
from watchdesk.alerting.sms.alert_text import AlertTextFacts, compose_alert_text
from watchdesk.alerting.sms.follow_up_text import AcknowledgedAlert, compose_follow_up
from watchdesk.alerting.sms.other_alerts import OtherAlert
from watchdesk.alerting.usecases.find_names import FindNames
from watchdesk.core.account import AccountId
from watchdesk.core.clock import Clock
from watchdesk.core.errors import WatchdeskError


@dataclass(frozen=True, slots=True, kw_only=True)
class ComposeText:
    names: FindNames
    keys: KeyRing
    clock: Clock
    link_base: str
    can_reply: bool = False
    """Whether people can reply by text."""

    def alert_text(
        self,
        alert: Alert,
        notification: Notification,
        summary: WaitingSummary | None,
        also: Sequence[PagerEntry] = (),
    ) -> tuple[str, list[Exception]]:
        """Return a text with the link of this notification, and what could not be found out for it.

        `summary` is None if nothing waits any more. If the link cannot be signed, the text goes without it. Its
        reader can then still look at the desk.
        """
        now, errors = self.clock.now(), list[Exception]()
        summary = summary or WaitingSummary.of([])
        facts = AlertTextFacts(
            force=_or_default(self.names.force, "", errors),
            code=alert.code,
            group=alert.group,
            account=self._account(alert.account, errors),
            counts=summary.counts,
            oldest=now - (summary.oldest or now),
            due_in=(summary.due_at or now) - now,
            link=_or_default(lambda: self._link(alert, notification), "", errors),
            others=[
                OtherAlert(account=self._account(entry.account, errors), code=entry.code, group=entry.group)
                for entry in also
            ],
            can_reply=self.can_reply,
        )
        return compose_alert_text(facts), errors

    def follow_up(self, alerts: Sequence[Alert]) -> tuple[str, list[Exception]]:
        """Return a text that says who has taken these alerts, and what could not be found out for it."""
        errors = list[Exception]()
        taken = [
            AcknowledgedAlert(
                code=alert.code, by=self.names.person(alert.acknowledged_by), at=alert.acknowledged_at
            )
            for alert in alerts
            if alert.acknowledged_by is not None and alert.acknowledged_at is not None
        ]
        return compose_follow_up(_or_default(self.names.force, "", errors), taken), errors

    def _account(self, account: AccountId, errors: list[Exception]) -> str:
        return _or_default(lambda: self.names.account(account), account, errors)

    def _link(self, alert: Alert, notification: Notification) -> str:
        return link_url(self.link_base, sign(alert.id, notification, self.keys.current()))


def _or_default(find: Callable[[], str], default: str, errors: list[Exception]) -> str:
    """Return what is found, or the default. The error is then added to `errors`."""
    try:
        return find()
    except WatchdeskError as error:
        errors.append(error)
        return default
