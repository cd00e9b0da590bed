"""Find the alerts that a reply is about, among those its sender was texted about before it came.

A reply that is delivered again is about the same alerts again.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from watchdesk.alerting.domain.alert import Alert, AlertState, Code
from watchdesk.alerting.domain.text import CODE_LIFE, RECENT_WITHIN, TextedAlert
from watchdesk.alerting.ports.alerts import AlertReader
from watchdesk.alerting.ports.pagers import TextHistory
from watchdesk.alerting.sms.reply_parser import AlertReply, InboundText, ReplyAction, ReplyScope
from watchdesk.register.domain.person import PersonId


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

        return [alert for alert in self._alerts(self._texted(sender, text)) if is_meant(alert)]

    def _latest(self, sender: PersonId, text: InboundText) -> list[Alert]:
        """Return all alerts that the latest text told of."""
        texted = self._texted(sender, text)
        return self._alerts([alert for alert in texted if alert.at == texted[0].at])

    def _with_code(self, code: Code, sender: PersonId, text: InboundText) -> list[Alert]:
        """Return the alerts of this code. A resolved alert does not count if another one is not resolved."""
        texted = self._texted(sender, text, has_code=True)
        found = self._alerts([alert for alert in texted if alert.code == code])
        return [alert for alert in found if alert.state is not AlertState.RESOLVED] or found[:1]

    def _told_with(self, alert: Alert, sender: PersonId, text: InboundText) -> list[Alert]:
        """Return all that the alert's text told of if the alert led that text, as its link does."""
        texted = self._texted(sender, text, has_code=True)
        latest = next(each for each in texted if each.alert == alert.id)
        with_it = [each for each in texted if each.at == latest.at]
        return self._alerts(with_it) if with_it[0] is latest else [alert]

    def _texted(self, sender: PersonId, text: InboundText, *, has_code: bool = False) -> list[TextedAlert]:
        since = text.at - (CODE_LIFE if has_code else RECENT_WITHIN)
        return [alert for alert in self.history.texted_alerts(sender, since) if alert.at <= text.at]

    def _alerts(self, texted: Sequence[TextedAlert]) -> list[Alert]:
        ids = dict.fromkeys(each.alert for each in texted)
        found = (self.reader.alert(alert) for alert in ids)
        return [alert for alert in found if alert is not None]
