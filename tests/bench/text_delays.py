"""Measure the calls of the ports, and the delays of texts, between the use cases and the stores in memory."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from watchdesk.alerting.domain.bundling import BUNDLE_WINDOW
from watchdesk.alerting.domain.pager_entry import PagerEntry, PagerEntryKind, RateLimitClass
from watchdesk.alerting.domain.rate_limits import BUCKETS, next_allowed_at
from watchdesk.alerting.domain.text import Text
from watchdesk.alerting.ports.alerts import AlertQueue, AlertReader, OpenAlerts
from watchdesk.alerting.ports.pagers import PagerQueue, PagerRequests, TextLedger
from watchdesk.alerting.ports.replies import AlertAnswers
from watchdesk.core.message import WaitingMessage
from watchdesk.inbox.ports.messages import DueMessages, MessageStore, OpenMessages
from watchdesk.register.domain.person import PersonId

PORTS = (
    MessageStore,
    DueMessages,
    OpenMessages,
    OpenAlerts,
    AlertQueue,
    AlertReader,
    AlertAnswers,
    PagerRequests,
    PagerQueue,
    TextLedger,
)
PORT_METHODS = frozenset(name for port in PORTS for name in vars(port) if not name.startswith("_"))


class CountedStore:
    """A store that counts every call through a port."""

    def __init__(self, store: Any, calls: Counter[str], kind: str) -> None:
        self._store, self._calls, self._kind = store, calls, kind

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._store, name)
        if name not in PORT_METHODS:
            return found
        calls, counted = self._calls, f"{self._kind}.{name}"

        def call(*arguments: Any, **named: Any) -> Any:
            calls[counted] += 1
            return found(*arguments, **named)

        setattr(self, name, call)
        return call


@dataclass(slots=True)
class TextDelays:
    """The delays from each passed deadline to the first text about it."""

    delays: list[timedelta] = field(default_factory=list)
    already_told: int = 0
    """The messages that joined an unanswered alert which had already been texted."""
    held_back: list[timedelta] = field(default_factory=list)
    """The delays of first texts that a person's cap held back."""
    texts: defaultdict[tuple[PersonId, RateLimitClass], list[datetime]] = field(
        default_factory=lambda: defaultdict(list)
    )
    owed: defaultdict[str, list[datetime]] = field(default_factory=lambda: defaultdict(list))
    """For each alert without a text, the times since which its messages are overdue."""
    told: set[str] = field(default_factory=set)
    dealt_with: int = 0
    """The messages that were handled between the sweep and the first text, so that no text was needed."""

    def handed_over(self, alert: str, since: datetime) -> None:
        if alert in self.told:
            self.already_told += 1
        else:
            self.owed[alert].append(since)

    def dropped(self, entries: Iterable[PagerEntry]) -> None:
        for entry in entries:
            self.dealt_with += len(self.owed.pop(entry.alert, []))

    def texted(self, person: PersonId, text: Text) -> None:
        for entry in text.entries:
            if entry.kind is PagerEntryKind.ALERT and entry.alert not in self.told:
                self.told.add(entry.alert)
                ready_at = entry.wanted_at + BUNDLE_WINDOW
                is_held_back = next_allowed_at(self.texts[person, entry.limit_class], ready_at) > ready_at
                delays = self.held_back if is_held_back else self.delays
                delays += [text.at - since for since in self.owed.pop(entry.alert, [])]
        self.texts[person, text.limit_class].append(text.at)

    def most_used_cap(self) -> float:
        """Return the largest used share of any cap of any person; 1 is a full cap."""
        shares = [
            _most_within(times, bucket.within) / bucket.most for times in self.texts.values() for bucket in BUCKETS
        ]
        return max(shares, default=0.0)


def observe_engine(engine: Any, calls: Counter[str]) -> TextDelays:
    """Wrap the stores of the engine to count calls and record delays."""
    delays = TextDelays()
    messages, pagers = engine.messages, engine.pagers

    def handed_over(waiting: WaitingMessage, alert: str, _: datetime) -> None:
        seen_at = messages.stored[waiting.key].message.first_seen_at
        delays.handed_over(alert, max(waiting.deadline, seen_at))

    messages.hand_over = _after(messages.hand_over, handed_over)
    pagers.begin = _after(pagers.begin, lambda pager, text: delays.texted(pager.person, text))
    pagers.drop = _before(pagers.drop, lambda _, entries, __: delays.dropped(entries))
    engine.messages = CountedStore(messages, calls, "messages")
    engine.alerts = CountedStore(engine.alerts, calls, "alerts")
    engine.pagers = CountedStore(pagers, calls, "pagers")
    return delays


def _after(call: Callable[..., bool], tell: Callable[..., None]) -> Callable[..., bool]:
    def told(*arguments: Any) -> bool:
        is_done = call(*arguments)
        if is_done:
            tell(*arguments)
        return is_done

    return told


def _before(call: Callable[..., None], tell: Callable[..., None]) -> Callable[..., None]:
    def told(*arguments: Any) -> None:
        tell(*arguments)
        call(*arguments)

    return told


def _most_within(times: Sequence[datetime], span: timedelta) -> int:
    """Return the largest number of times, which are in order, within any shorter span."""
    most, first = 0, 0
    for last, at in enumerate(times):
        while at - times[first] >= span:
            first += 1
        most = max(most, last - first + 1)
    return most
