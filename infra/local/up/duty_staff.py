"""The duty staff of this machine: who is on duty by the rota, and how they answer."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import urllib3

from infra.cli.register.declared import DeclaredRegister
from infra.local.up.received_texts import ReceivedText
from infra.local.up.table_reader import AlertRow, TableSnapshot
from watchdesk.alerting.domain.alert import AlertState
from watchdesk.core.account import Account, AccountId
from watchdesk.register.domain.policy import EscalationStep

ANSWER_DELAY = timedelta(seconds=20)
"""What somebody takes to find the phone."""
STEPS_BEFORE_ANSWER = 2
"""Every second alert climbs this far before anybody answers it, so that one can watch it climb."""


@dataclass(frozen=True, slots=True)
class DutyStaff:
    """Everybody in the rotas, with the telephones they were declared with."""

    register: DeclaredRegister
    send: Callable[[str, str], object]
    """Texts these words from this number to the force's own."""

    def on_duty(self, at: datetime) -> Mapping[str, tuple[str, ...]]:
        """The numbers of those on duty, by rota; the last resort always is."""
        phones = {person.id: person.phone for person in self.register.people}
        rotas = {str(rota.id): tuple(phones[each] for each in rota.on_duty(at)) for rota in self.register.rotas}
        return {**rotas, "last resort": (phones[self.register.force.last_resort],)}

    def name(self, phone: str) -> str:
        return next((person.name for person in self.register.people if person.phone == phone), phone)

    def ladder(self, account: AccountId) -> Sequence[EscalationStep]:
        policy = next(each.policy for each in self.register.accounts if each.id == account)
        return next(each.steps for each in self.register.policies if each.id == policy)

    def two_of(self, accounts: Sequence[Account], steps: int) -> tuple[Account, Account]:
        """One whose ladder has more steps than these, and one with another policy."""
        long = next(each for each in accounts if len(self.ladder(each.id)) > steps)
        return long, next(each for each in accounts if each.policy != long.policy)

    def reply(self, text: ReceivedText, code: str) -> str:
        """Answer it by a text from the phone it came to; the words."""
        words = f"{code} a"
        self.send(text.phone, words)
        return words

    @staticmethod
    def look(link: str) -> int:
        """As a phone's preview does."""
        return urllib3.request("GET", link, retries=False, timeout=15).status

    @staticmethod
    def press(link: str) -> int:
        """I have it."""
        return urllib3.request("POST", link, retries=False, timeout=15).status


def texts_about(alert: AlertRow, texts: Sequence[ReceivedText]) -> list[ReceivedText]:
    return [text for text in texts if text.claim is not None and text.claim.alert == alert.id]


@dataclass
class AutomaticResponder:
    """Who answers while a person only watches: every other alert by its link, the rest by text, late."""

    staff: DutyStaff
    _known: list[str] = field(default_factory=list)
    _answered: set[str] = field(default_factory=set)

    def answer(self, sight: TableSnapshot, texts: Sequence[ReceivedText], now: datetime) -> Iterator[str]:
        """Answer what they would by now, and say so."""
        for alert in sight.alerts:
            if alert.id not in self._known:
                self._known.append(alert.id)
            told = [text for text in texts_about(alert, texts) if text.at <= now - ANSWER_DELAY]
            if not told or alert.state != AlertState.OPEN or alert.id in self._answered:
                continue
            if self._known.index(alert.id) % 2 == 0:
                yield self._by_link(alert, told[-1])
            elif alert.step >= STEPS_BEFORE_ANSWER:
                yield self._by_text(alert, told[-1])

    def _by_link(self, alert: AlertRow, text: ReceivedText) -> str:
        self._answered.add(alert.id)
        status = self.staff.press(text.link or "")
        return f"{self.staff.name(text.phone)} pressed the link of {alert.code} ({status})"

    def _by_text(self, alert: AlertRow, text: ReceivedText) -> str:
        self._answered.add(alert.id)
        words = self.staff.reply(text, alert.code)
        return f"{self.staff.name(text.phone)} texted back: {words}"
