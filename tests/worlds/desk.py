"""A force's duty desk with everything it needs in memory, and people who may do different things at it."""

from datetime import timedelta
from typing import Any

from tests.builders import (
    DUTY,
    INSPECTOR,
    SELBY,
    a_force,
    a_message,
    a_person,
    a_policy,
    a_rota,
    an_account,
    an_inbound,
)
from tests.fakes import FakeClock, FakeMessageStore, FakeRegister
from tests.fakes.alerts import FakeAlertStore
from tests.fakes.audit import FakeAuditTrail
from tests.fakes.desk import FakeAlertList, FakeMessageList
from tests.fakes.pagers import FakePagerStore
from watchdesk.alerting.domain.alert import Alert, AlertId, Code
from watchdesk.bootstrap.alerting.answering import AnswerPorts, build_take_alert
from watchdesk.bootstrap.desk import DeskStores, alert_routes, message_routes
from watchdesk.core.account import AccountId
from watchdesk.core.message import Message, MessageKey
from watchdesk.core.principal import Principal, from_claims
from watchdesk.desk.domain.message_status import MessageStatus
from watchdesk.platforms.registry import FACTS
from watchdesk.register.domain.alert_group import AlertGroup

YORK = AccountId("york-mastodon")
PC, SERGEANT, MALLORY = "pc-subject", "sergeant-subject", "mallory-subject"
WORDS = "zwyntoll: there is a man with a knife on Micklegate"


def somebody(subject: str, *roles: str) -> Principal:
    principal = from_claims({"sub": subject, "roles": list(roles)})
    assert principal is not None
    return principal


def pc(*roles: str) -> Principal:
    return somebody(PC, *(roles or ("view:*", "claim:*", "dispose:*", "acknowledge:*")))


def sergeant(*roles: str) -> Principal:
    return somebody(SERGEANT, *(roles or ("view:*", "claim:*", "dispose:*", "acknowledge:*", "supervise:*")))


class DeskUseCases:
    """The use cases of the desk, as they are wired behind its routes."""

    def __init__(self, stores: DeskStores) -> None:
        self.message_routes, self.alert_routes = message_routes(stores), alert_routes(stores)
        self.list_messages, self.open_message = self.message_routes.list_page, self.message_routes.open
        self.claim, self.release = self.message_routes.claim, self.message_routes.release
        self.dispose = self.message_routes.dispose
        self.list_alerts, self.read_alert = self.alert_routes.list_all, self.alert_routes.read
        self.acknowledge = self.alert_routes.acknowledge


class DutyRoom:
    """Two accounts, and whatever a test lets come in."""

    def __init__(self) -> None:
        self.clock = FakeClock()
        self.register = FakeRegister(
            a_force(),
            an_account(),
            an_account(YORK, name="York Mastodon"),
            a_policy(),
            a_rota(DUTY, "sergeant"),
            a_rota(INSPECTOR, "inspector"),
            a_person("sergeant", name="Sgt Hale"),
        )
        self.messages, self.alerts, self.trail = FakeMessageStore(), FakeAlertStore(), FakeAuditTrail()
        self.desk = FakeMessageList(self.messages, self.trail)
        self.pagers = FakePagerStore(self.alerts)
        self.use = DeskUseCases(
            DeskStores(
                register=self.register,
                facts=FACTS,
                messages=self.desk,
                changes=self.desk,
                archive=self.messages,
                alerts=FakeAlertList(self.alerts),
                alert_reader=self.alerts,
                take_alert=build_take_alert(
                    AnswerPorts(
                        reader=self.alerts,
                        answers=self.alerts,
                        requests=self.pagers,
                        register=self.register,
                        clock=self.clock,
                    )
                ),
                audit_trail=self.trail,
                audit_history=self.trail,
                clock=self.clock,
            )
        )

    def receives(
        self, native_id: str = "1001", *, account: str = SELBY, minutes: float = 60, **fields: Any
    ) -> MessageKey:
        """Sent and seen now, due in so many minutes."""
        now = self.clock.now()
        said = {name: fields.pop(name) for name in ("text", "thread_id", "attachments") if name in fields}
        body = an_inbound(native_id, sent_at=now, **said)
        given = {"first_seen_at": now, "deadline": now + timedelta(minutes=minutes)} | fields
        message = a_message(body, account=account, **given)
        self.messages.add([message])
        return message.key

    def raises_alert(
        self, *keys: MessageKey, number: int = 1, group: AlertGroup = AlertGroup.ROUTINE, account: str = SELBY
    ) -> Alert:
        """As a sweep does: it looks after the messages from here."""
        now = self.clock.now()
        alert = Alert(
            id=AlertId(f"A00000000{number}"),
            account=AccountId(account),
            group=group,
            code=Code(f"K7M{number}"),
            opened_at=now,
            attention_at=now,
        )
        assert self.alerts.open(alert, keys)
        for waiting in self.messages.read(keys):
            assert self.messages.hand_over(waiting, alert.id, now)
        return self.alerts.stored[alert.id].alert

    def stored(self, key: MessageKey) -> Message:
        message = self.messages.message(key)
        assert message is not None
        return message

    def status(self, key: MessageKey) -> MessageStatus:
        (status,) = self.desk.statuses([key])
        return status

    @property
    def deeds(self) -> list[tuple[str, str]]:
        """Who did what."""
        return [(deed.actor, deed.action) for deed in self.trail.deeds]
