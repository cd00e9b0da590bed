"""Find the alerts that a reply is about, among those its sender was texted about before it came.

A reply that is delivered again is about the same alerts again.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from watchdesk.alerting.domain.alert import Alert, AlertState, Code
from watchdesk.alerting.domain.text import TextedAlert
from watchdesk.alerting.ports.alerts import AlertReader
from watchdesk.alerting.ports.pagers import TextHistory
from watchdesk.alerting.sms.reply_parser import AlertReply, InboundText, ReplyAction, ReplyScope
from watchdesk.register.domain.person import PersonId

RECENT_WITHIN = timedelta(hours=24)
"""A reply without a code can be about the alerts of this time."""

CODE_LIFE = timedelta(days=7)
"""A code leads to its alert for so long."""


@dataclass(frozen=True, slots=True)
class MeantAlerts:
    alerts: Sequence[Alert]
    is_ambiguous: bool = False
    """The reply names a code that several unresolved alerts have."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FindMeantAlerts:
    history: TextHistory
    reader: AlertReader

    def __call__(self, reply: AlertReply, sender: PersonId, text: InboundText) -> MeantAlerts:
        """Return the alerts of the reply's scope or code."""
        match reply.about:
            case ReplyScope.LATEST:
                return MeantAlerts(self._latest(sender, text))
            case ReplyScope.ALL:
                is_closing = reply.action is ReplyAction.CLOSE
                return MeantAlerts(self.waiting_for_answer(sender, text, is_closing=is_closing))
        found = self._with_code(reply.about, sender, text)
        if len(found) == 1 and reply.action is ReplyAction.ACKNOWLEDGE:
            return MeantAlerts(self._told_with(found[0], sender, text))
        return MeantAlerts(found, is_ambiguous=len(found) > 1)

    def waiting_for_answer(self, sender: PersonId, text: InboundText, *, is_closing: bool = False) -> list[Alert]:
        """Return the alerts that wait for an answer of the sender.

        Those that this very reply has answered, before it was delivered again, are among them. A reply that closes
        alerts is also about those that the sender has.
        """

        def is_meant(alert: Alert) -> bool:
            if alert.state is AlertState.OPEN:
                return True
            since = alert.acknowledged_at
            is_theirs = alert.state is AlertState.ACKNOWLEDGED and alert.acknowledged_by == sender
            return is_theirs and (is_closing or (since is not None and since >= text.at))

        return [alert for alert in self._alerts(self._texted(sender, text, RECENT_WITHIN)) if is_meant(alert)]

    def _latest(self, sender: PersonId, text: InboundText) -> list[Alert]:
        """Return all alerts that the latest text told of."""
        texted = self._texted(sender, text, RECENT_WITHIN)
        return self._alerts([alert for alert in texted if alert.at == texted[0].at])

    def _with_code(self, code: Code, sender: PersonId, text: InboundText) -> list[Alert]:
        """Return the alerts of this code. A resolved alert does not count if another one is not resolved."""
        texted = self._texted(sender, text, CODE_LIFE)
        found = self._alerts([alert for alert in texted if alert.code == code])
        return [alert for alert in found if alert.state is not AlertState.RESOLVED] or found[:1]

    def _told_with(self, alert: Alert, sender: PersonId, text: InboundText) -> list[Alert]:
        """Return all that the alert's text told of if the alert led that text, as its link does."""
        texted = self._texted(sender, text, CODE_LIFE)
        latest = next(each for each in texted if each.alert == alert.id)
        with_it = [each for each in texted if each.at == latest.at]
        return self._alerts(with_it) if with_it[0] is latest else [alert]

    def _texted(self, sender: PersonId, text: InboundText, within: timedelta) -> list[TextedAlert]:
        texted = self.history.texted_alerts(sender, text.at - within)
        return [alert for alert in texted if alert.at <= text.at]

    def _alerts(self, texted: Sequence[TextedAlert]) -> list[Alert]:
        ids = dict.fromkeys(each.alert for each in texted)
        found = (self.reader.alert(alert) for alert in ids)
        return [alert for alert in found if alert is not None]
