"""Observe the running system from outside: its tables, the texts on the phones, and the failures."""

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
    """Remembers every text, prints what is new, and says whether texts reached people on duty."""

    def __init__(self, system: RunningSystem, progress: ProgressLog) -> None:
        self._system = system
        self._progress = progress
        self._texts_taken = len(system.phones.all_texts())
        self.tables = system.table_reader.read()
        self.alert_texts: tuple[ReceivedText, ...] = ()
        self.other_texts: tuple[ReceivedText, ...] = ()
        """Texts without a link, such as the confirmation of a reply."""
        self.texts_to_people_on_duty = 0
        """How many of the alert texts went to a person on duty."""

    def update(self) -> None:
        """Read the tables, texts and failures again. Raises ProgramFailedError if a server has ended."""
        self._system.check_running()
        texts = self._system.phones.all_texts()
        self._take_texts(texts[self._texts_taken :])
        self._texts_taken = len(texts)
        self.tables = self._system.table_reader.read()
        for failure in self._system.failures.collect():
            self._progress.log(f"{failure.function} logged: {failure.text}")

    def urgent_alert(self, account: Account) -> AlertRow:
        """Return the first urgent alert of the account. Raises StopIteration if it has none."""
        return next(iter(self._urgent_alerts(account)))

    def urgent_texts(self, account: Account) -> list[ReceivedText]:
        """Return the texts about urgent alerts of the account."""
        return [text for alert in self._urgent_alerts(account) for text in texts_about(alert, self.alert_texts)]

    def _urgent_alerts(self, account: Account) -> list[AlertRow]:
        key = (account.id, Urgency.URGENT)
        return [alert for alert in self.tables.alerts if (alert.account, alert.group) == key]

    def _take_texts(self, texts: Sequence[ReceivedText]) -> None:
        now = datetime.now(UTC)
        on_duty = {phone for phones in self._system.staff.on_duty(now).values() for phone in phones}
        for text in texts:
            self._progress.log(f"text to {text.phone}: {text.body}")
        about_alerts = tuple(text for text in texts if text.link_token is not None)
        self.alert_texts += about_alerts
        self.other_texts += tuple(text for text in texts if text.link_token is None)
        self.texts_to_people_on_duty += sum(text.phone in on_duty for text in about_alerts)
