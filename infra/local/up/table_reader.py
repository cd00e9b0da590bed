"""Read the tables of the running system from outside."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from infra.local.up.clients import LocalAwsClients
from watchdesk.aws.dynamodb.codec import from_wire
from watchdesk.core.message import MessageKey, MessageState

Items = Iterator[Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class MessageRow:
    """A stored message."""

    key: MessageKey
    urgency: str
    state: str
    deadline: datetime
    text: str

    @property
    def is_waiting(self) -> bool:
        """Whether the message still waits for an answer."""
        return MessageState(self.state).is_waiting


@dataclass(frozen=True, slots=True)
class AlertRow:
    """A stored alert."""

    id: str
    account: str
    group: str
    code: str
    state: str
    step: int
    acknowledged_by: str | None


@dataclass(frozen=True, slots=True)
class AccountRow:
    """The state of an account's feeds.

    `watched_until` is the earliest of its feeds. It is None if a feed was never read to its end.
    """

    id: str
    watched_until: datetime | None
    trouble: str


@dataclass(frozen=True, slots=True)
class DeliveryRow:
    """A stored delivery of a post on one account."""

    post: str
    account: str
    state: str


@dataclass(frozen=True, slots=True)
class TableSnapshot:
    """The rows of all tables at about the same time."""

    messages: tuple[MessageRow, ...] = ()
    alerts: tuple[AlertRow, ...] = ()
    accounts: tuple[AccountRow, ...] = ()
    deliveries: tuple[DeliveryRow, ...] = ()


class TableReader:
    """Reads whole tables, which are small on this machine."""

    def __init__(self, clients: LocalAwsClients, outputs: Mapping[str, str]) -> None:
        self._clients = clients
        self._outputs = outputs

    def read(self) -> TableSnapshot:
        """Return all messages by deadline, alerts by id, accounts and deliveries."""
        messages = [_message(item) for item in self._items("Messages") if item["sk"] == "message"]
        alerts = [_alert(item) for item in self._items("Alerts") if item["sk"] == "alert"]
        return TableSnapshot(
            tuple(sorted(messages, key=lambda message: message.deadline)),
            tuple(sorted(alerts, key=lambda alert: alert.id)),
            tuple(_accounts(self._items("Watch"))),
            tuple(_delivery(item) for item in self._items("Posts") if item["sk"].startswith("delivery#")),
        )

    def _items(self, table: str) -> Items:
        pages = self._clients.dynamodb.get_paginator("scan")
        for page in pages.paginate(TableName=self._outputs[f"{table}TableName"]):
            yield from map(from_wire, page["Items"])


def _message(item: Mapping[str, Any]) -> MessageRow:
    return MessageRow(
        MessageKey.parse(item["pk"]),
        item["urgency"],
        item.get("state", MessageState.UNREAD),
        datetime.fromisoformat(item["deadline"]),
        item.get("text", ""),
    )


def _alert(item: Mapping[str, Any]) -> AlertRow:
    return AlertRow(
        item["pk"],
        item["account"],
        item["group"],
        item["code"],
        item.get("state", "open"),
        int(item.get("step", 0)),
        item.get("acknowledged_by"),
    )


def _delivery(item: Mapping[str, Any]) -> DeliveryRow:
    return DeliveryRow(item["pk"], item["sk"].removeprefix("delivery#"), item["state"])


def _accounts(items: Items) -> Iterator[AccountRow]:
    found = list(items)
    for account in sorted(item["pk"] for item in found if item["sk"] == "poll"):
        feeds = [item for item in found if item["pk"] == account and item["sk"].startswith("feed#")]
        instants = [item.get("watched_until") for item in feeds]
        earliest = min((datetime.fromisoformat(at) for at in instants if at), default=None)
        trouble_kinds = [
            item["trouble"]["kind"] for item in found if item["pk"] == account and item.get("trouble")
        ]
        yield AccountRow(account, earliest if all(instants) else None, ", ".join(sorted(set(trouble_kinds))))
