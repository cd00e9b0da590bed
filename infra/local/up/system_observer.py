"""Whoever looks on while it runs: what came to the phones, and whether it came to people on duty."""

from collections.abc import Sequence
from datetime import UTC, datetime

from infra.local.up.duty_staff import texts_about
from infra.local.up.progress_log import ProgressLog
from infra.local.up.received_texts import ReceivedText
from infra.local.up.system import RunningSystem
from infra.local.up.table_reader import AlertRow
from watchdesk.core.account import Account
from watchdesk.core.message import Urgency


class SystemObserver:
    """Looks again and again, says what is new, and remembers it."""

    def __init__(self, system: RunningSystem, steps: ProgressLog) -> None:
        self._system = system
        self._steps = steps
        self._seen = len(system.phones.look())
        self.sight = system.lookout.look()
        self.about_alerts: tuple[ReceivedText, ...] = ()
        self.others: tuple[ReceivedText, ...] = ()
        """Answers to replies, and whatever else asks for nothing."""
        self.to_people_on_duty = 0
        """How many of those about alerts."""

    def look(self) -> None:
        self._system.check()
        texts = self._system.phones.look()
        self._take(texts[self._seen :])
        self._seen = len(texts)
        self.sight = self._system.lookout.look()
        for failure in self._system.troubles.look():
            self._steps.say(f"{failure.function} logged: {failure.what}")

    def alert_of(self, account: Account) -> AlertRow:
        """Its urgent one."""
        return next(
            alert for alert in self.sight.alerts if (alert.account, alert.group) == (account.id, Urgency.URGENT)
        )

    def texts_to(self, account: Account) -> list[ReceivedText]:
        """Those about its urgent alert."""
        mine = [
            alert for alert in self.sight.alerts if (alert.account, alert.group) == (account.id, Urgency.URGENT)
        ]
        return [text for alert in mine for text in texts_about(alert, self.about_alerts)]

    def told(self, account: Account) -> tuple[AlertRow, ReceivedText]:
        """Its urgent alert, and the last text about it."""
        return self.alert_of(account), self.texts_to(account)[-1]

    def _take(self, texts: Sequence[ReceivedText]) -> None:
        now = datetime.now(UTC)
        on_duty = {phone for phones in self._system.staff.on_duty(now).values() for phone in phones}
        for text in texts:
            self._steps.say(f"text to {text.phone}: {text.words}")
        alerting = tuple(text for text in texts if text.claim is not None)
        self.about_alerts += alerting
        self.others += tuple(text for text in texts if text.claim is None)
        self.to_people_on_duty += sum(text.phone in on_duty for text in alerting)
