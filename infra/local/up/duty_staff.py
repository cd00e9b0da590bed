"""The duty staff of the local run: who is on duty by the rota, and how they answer."""

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
"""A person needs this long to find the phone and answer."""
STEPS_BEFORE_ANSWER = 2
"""Every second alert reaches this escalation step before anybody answers it, so that one can watch it climb."""


@dataclass(frozen=True, slots=True)
class DutyStaff:
    """All people in the rotas, with the phone numbers that the register declares."""

    register: DeclaredRegister
    send: Callable[[str, str], object]
    """Sends a text from this number, with this body, to the number of the force."""

    def on_duty(self, at: datetime) -> Mapping[str, tuple[str, ...]]:
        """Return the phone numbers of the people on duty, by rota. The last resort is always on duty."""
        phones = {person.id: person.phone for person in self.register.people}
        rotas = {
            str(rota.id): tuple(phones[person] for person in rota.on_duty(at)) for rota in self.register.rotas
        }
        return {**rotas, "last resort": (phones[self.register.force.last_resort],)}

    def name_of(self, phone: str) -> str:
        """Return the name of the person with this phone number."""
        return next((person.name for person in self.register.people if person.phone == phone), phone)

    def escalation_steps(self, account_id: AccountId) -> Sequence[EscalationStep]:
        """Return the escalation steps of the account's policy."""
        policy_id = next(account.policy for account in self.register.accounts if account.id == account_id)
        return next(policy.steps for policy in self.register.policies if policy.id == policy_id)

    def choose_two_accounts(self, accounts: Sequence[Account], steps: int) -> tuple[Account, Account]:
        """Return an account with more than `steps` escalation steps, and an account with another policy."""
        first = next(account for account in accounts if len(self.escalation_steps(account.id)) > steps)
        return first, next(account for account in accounts if account.policy != first.policy)

    def reply(self, text: ReceivedText, code: str) -> str:
        """Acknowledge the alert with this code by a text from the phone that got `text`. Return what it says."""
        body = f"{code} a"
        self.send(text.phone, body)
        return body

    @staticmethod
    def open_link(link: str) -> int:
        """Open the link, as the preview of a phone does, and return the HTTP status."""
        return urllib3.request("GET", link, retries=False, timeout=15).status

    @staticmethod
    def acknowledge_by_link(link: str) -> int:
        """Press the button behind the link, and return the HTTP status."""
        return urllib3.request("POST", link, retries=False, timeout=15).status


def texts_about(alert: AlertRow, texts: Sequence[ReceivedText]) -> list[ReceivedText]:
    """Return the texts whose link is for this alert."""
    return [text for text in texts if text.link_token is not None and text.link_token.alert == alert.id]


@dataclass
class AutomaticResponder:
    """Answers while a person only watches: every second alert by its link, the others by a text, later."""

    staff: DutyStaff
    _known: list[str] = field(default_factory=list)
    _answered: set[str] = field(default_factory=set)

    def answer(self, tables: TableSnapshot, texts: Sequence[ReceivedText], now: datetime) -> Iterator[str]:
        """Answer every alert that is due for an answer, and yield a line about each answer."""
        for alert in tables.alerts:
            if alert.id not in self._known:
                self._known.append(alert.id)
            noticed = [text for text in texts_about(alert, texts) if text.at <= now - ANSWER_DELAY]
            if not noticed or alert.state != AlertState.OPEN or alert.id in self._answered:
                continue
            if self._known.index(alert.id) % 2 == 0:
                yield self._answer_by_link(alert, noticed[-1])
            elif alert.step >= STEPS_BEFORE_ANSWER:
                yield self._answer_by_text(alert, noticed[-1])

    def _answer_by_link(self, alert: AlertRow, text: ReceivedText) -> str:
        self._answered.add(alert.id)
        status = self.staff.acknowledge_by_link(text.link or "")
        return f"{self.staff.name_of(text.phone)} acknowledged {alert.code} by its link ({status})"

    def _answer_by_text(self, alert: AlertRow, text: ReceivedText) -> str:
        self._answered.add(alert.id)
        body = self.staff.reply(text, alert.code)
        return f"{self.staff.name_of(text.phone)} texted back: {body}"
