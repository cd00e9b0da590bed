"""Stands between the use cases and the stores in memory: counts what is asked, and sees when people are told."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from watchdesk.alerting.domain.bundling import BUNDLE_WINDOW
from watchdesk.alerting.domain.pager import EntryKind, PagerEntry, RateLimitClass, Text
from watchdesk.alerting.domain.rate_limits import BUCKETS, next_allowed_at
from watchdesk.alerting.ports.alerts import AlertAnswers, AlertQueue, AlertReader, OpenAlerts
from watchdesk.alerting.ports.pagers import PagerQueue, PagerRequests, TextLedger
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
ASKED = frozenset(name for port in PORTS for name in vars(port) if not name.startswith("_"))


class Counted:
    """A store, of which every call through a port is counted."""

    def __init__(self, store: Any, calls: Counter[str], kind: str) -> None:
        self._store, self._calls, self._kind = store, calls, kind

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._store, name)
        if name not in ASKED:
            return found
        calls, counted = self._calls, f"{self._kind}.{name}"

        def call(*words: Any, **named: Any) -> Any:
            calls[counted] += 1
            return found(*words, **named)

        setattr(self, name, call)
        return call


@dataclass(slots=True)
class Witness:
    """From each deadline that passed to the first text that told of it."""

    delays: list[timedelta] = field(default_factory=list)
    already_told: int = 0
    """Messages that joined an alert of which somebody had been told, and which nobody had answered yet."""
    held_back: list[timedelta] = field(default_factory=list)
    """Those whose first text a person's cap held back."""
    texts: defaultdict[tuple[PersonId, RateLimitClass], list[datetime]] = field(
        default_factory=lambda: defaultdict(list)
    )
    owed: defaultdict[str, list[datetime]] = field(default_factory=lambda: defaultdict(list))
    """Since when messages wait past their deadline of whose alert nobody has been told."""
    told: set[str] = field(default_factory=set)
    dealt_with: int = 0
    """Messages that were dealt with between the sweep and the first text, so that none had to leave."""

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
            if entry.kind is EntryKind.ALERT and entry.alert not in self.told:
                self.told.add(entry.alert)
                ready_at = entry.wanted_at + BUNDLE_WINDOW
                is_held_back = next_allowed_at(self.texts[person, entry.limit_class], ready_at) > ready_at
                delays = self.held_back if is_held_back else self.delays
                delays += [text.at - since for since in self.owed.pop(entry.alert, [])]
        self.texts[person, text.limit_class].append(text.at)

    def most_used_cap(self) -> float:
        """Of all caps, people and lanes, the largest share of a cap that was ever used; 1 is full."""
        shares = [
            _most_within(times, bucket.within) / bucket.most for times in self.texts.values() for bucket in BUCKETS
        ]
        return max(shares, default=0.0)


def watched(engine: Any, calls: Counter[str]) -> Witness:
    """Put a witness and counters round an engine's stores."""
    witness = Witness()
    messages, pagers = engine.messages, engine.pagers

    def handed_over(waiting: WaitingMessage, alert: str, _: datetime) -> None:
        seen_at = messages.kept[waiting.key].message.first_seen_at
        witness.handed_over(alert, max(waiting.deadline, seen_at))

    messages.hand_over = _after(messages.hand_over, handed_over)
    pagers.begin = _after(pagers.begin, lambda pager, text: witness.texted(pager.person, text))
    pagers.drop = _before(pagers.drop, lambda _, entries, __: witness.dropped(entries))
    engine.messages = Counted(messages, calls, "messages")
    engine.alerts = Counted(engine.alerts, calls, "alerts")
    engine.pagers = Counted(pagers, calls, "pagers")
    return witness


def _after(call: Callable[..., bool], tell: Callable[..., None]) -> Callable[..., bool]:
    def told(*words: Any) -> bool:
        is_done = call(*words)
        if is_done:
            tell(*words)
        return is_done

    return told


def _before(call: Callable[..., None], tell: Callable[..., None]) -> Callable[..., None]:
    def told(*words: Any) -> None:
        tell(*words)
        call(*words)

    return told


def _most_within(times: Sequence[datetime], span: timedelta) -> int:
    """The most of them, in order, that lie within any span shorter than this."""
    most, first = 0, 0
    for last, at in enumerate(times):
        while at - times[first] >= span:
            first += 1
        most = max(most, last - first + 1)
    return most
