"""Put into words what a person is to be told, as far as it can be found out: a text that says less beats none."""

from collections.abc import Sequence
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
from watchdesk.core.account import AccountId
from watchdesk.core.clock import Clock
from watchdesk.core.errors import Defect, WatchdeskError
from watchdesk.register.domain.person import AT_THE_DESK, PersonId
from watchdesk.register.ports import Register


@dataclass(frozen=True, slots=True, kw_only=True)
class ComposeText:
    register: Register
    keys: KeyRing
    clock: Clock
    link_base: str
    can_reply: bool = False
    """Whether a person can answer a text by a text."""

    def about(
        self, alert: Alert, notification: Notification, summary: WaitingSummary, also: Sequence[PagerEntry] = ()
    ) -> tuple[str, list[Exception]]:
        """A text with this notification's link, and what could not be found out for it.

        If the link cannot be signed, the text goes without it: people who know can look for themselves, people
        who were not told cannot.
        """
        now, errors = self.clock.now(), list[Exception]()
        facts = AlertTextFacts(
            force=self._force(errors),
            code=alert.code,
            group=alert.group,
            account=self._account(alert.account, errors),
            counts=summary.counts,
            oldest=now - (summary.oldest or now),
            due_in=(summary.due_at or now) - now,
            link=self._link(alert, notification, errors),
            others=[
                OtherAlert(account=self._account(entry.account, errors), code=entry.code, group=entry.group)
                for entry in also
            ],
            can_reply=self.can_reply,
        )
        return compose_alert_text(facts), errors

    def taken(self, alerts: Sequence[Alert]) -> tuple[str, list[Exception]]:
        """Who has taken these."""
        errors = list[Exception]()
        taken = [
            AcknowledgedAlert(code=alert.code, by=self._name(alert.acknowledged_by), at=alert.acknowledged_at)
            for alert in alerts
            if alert.acknowledged_by is not None and alert.acknowledged_at is not None
        ]
        return compose_follow_up(self._force(errors), taken), errors

    def _force(self, errors: list[Exception]) -> str:
        try:
            return self.register.force().short_name
        except WatchdeskError as error:
            errors.append(error)
            return ""

    def _account(self, account: AccountId, errors: list[Exception]) -> str:
        """One that has left the register still has its id."""
        try:
            found = self.register.account(account)
        except WatchdeskError as error:
            errors.append(error)
            return account
        return found.name if found else account

    def _link(self, alert: Alert, notification: Notification, errors: list[Exception]) -> str:
        try:
            return link_url(self.link_base, sign(alert.id, notification, self.keys.current()))
        except WatchdeskError as error:
            errors.append(error)
            return ""

    def _name(self, person: PersonId) -> str:
        try:
            return self.register.person(person).name
        except Defect:
            return AT_THE_DESK
