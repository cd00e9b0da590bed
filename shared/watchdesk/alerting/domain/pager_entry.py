"""One entry of a person's pager: something the person is to be told by text."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from watchdesk.alerting.domain.alert import Alert, AlertId, AlertState, Code
from watchdesk.core.account import AccountId
from watchdesk.register.domain.alert_group import AlertGroup
from watchdesk.register.domain.person import PersonId

FOLLOW_UP_LIFE = timedelta(hours=1)
"""After this time nobody needs to hear any more that another person has taken the alert."""


class PagerEntryKind(StrEnum):
    ALERT = "alert"
    """The alert is open and asks for an answer. The daily test is of this kind too; its group says so."""
    FOLLOW_UP = "follow_up"
    """The entry says who has taken the alert and when. It asks for nothing."""


class RateLimitClass(StrEnum):
    """The rate limits of the two classes are counted separately, so neither uses up those of the other."""

    URGENT = "urgent"
    ORDINARY = "ordinary"


@dataclass(frozen=True, slots=True, kw_only=True)
class PagerEntry:
    """One thing that one person is to be told by text."""

    alert: AlertId
    account: AccountId
    group: AlertGroup
    code: Code
    wanted_at: datetime
    n: int = 0
    """The number of the notification within the alert. A follow-up has no notification."""
    kind: PagerEntryKind = PagerEntryKind.ALERT
    tries: int = 0
    """How many texts were to tell this entry, including the one it stands in."""
    is_capped: bool = False
    """A rate limit held the entry back, and the history of its alert says so."""

    @staticmethod
    def of(
        alert: Alert, now: datetime, *, n: int = 0, kind: PagerEntryKind = PagerEntryKind.ALERT
    ) -> "PagerEntry":
        return PagerEntry(
            alert=alert.id,
            account=alert.account,
            group=alert.group,
            code=alert.code,
            wanted_at=now,
            n=n,
            kind=kind,
        )

    @property
    def key(self) -> tuple[AlertId, PagerEntryKind, int]:
        """Return what identifies the entry within its pager."""
        return self.alert, self.kind, self.n

    @property
    def asks_for_answer(self) -> bool:
        """Return whether the entry belongs to a notification. A follow-up does not."""
        return self.kind is PagerEntryKind.ALERT

    def is_news(self, alert: Alert, person: PersonId, now: datetime) -> bool:
        """Return whether the entry still tells the person something about the alert as it stands now."""
        if self.kind is PagerEntryKind.FOLLOW_UP:
            return alert.state is AlertState.ACKNOWLEDGED and now < self.wanted_at + FOLLOW_UP_LIFE
        return alert.state is AlertState.OPEN and person not in alert.answered_by

    @property
    def limit_class(self) -> RateLimitClass:
        is_urgent = self.group is AlertGroup.URGENT and self.kind is PagerEntryKind.ALERT
        return RateLimitClass.URGENT if is_urgent else RateLimitClass.ORDINARY
