"""Find the messages that are not disposed of, in the order in which they become overdue."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from watchdesk.alerting.domain.alert import Alert
from watchdesk.alerting.ports.alerts import AlertReader
from watchdesk.core.principal import Principal
from watchdesk.desk.domain.message_order import PageEnd, sort_key, waiting_order
from watchdesk.desk.domain.message_status import MessageStatus
from watchdesk.desk.domain.queries import MessageQuery
from watchdesk.desk.ports import MessageList


@dataclass(frozen=True, slots=True, kw_only=True)
class FindWaitingMessages:
    messages: MessageList
    alert_reader: AlertReader

    def __call__(
        self, query: MessageQuery, principal: Principal, after: PageEnd | None, alerts: Sequence[Alert]
    ) -> Iterator[MessageStatus]:
        """Yield the messages that a sweep has yet to look at, and the members of `alerts`."""
        keys = {key for key in self.messages.due() if query.covers(key.account, principal)}
        for alert in alerts:
            keys.update(self.alert_reader.members(alert.id))
        start = None if after is None else sort_key(after)
        for status in sorted(self.messages.statuses(keys), key=waiting_order):
            if start is None or waiting_order(status) > start:
                yield status
