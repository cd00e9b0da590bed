"""Stored sessions and credentials in dicts, under the promises of their ports."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from watchdesk.domain.account import AccountId
from watchdesk.domain.errors import LeaseLost, Reconnect


@dataclass(slots=True)
class FakeSessions:
    stored: dict[AccountId, tuple[Mapping[str, str], int]] = field(default_factory=dict)
    writes: int = 0

    def read(self, account: AccountId) -> tuple[Mapping[str, str] | None, int]:
        return self.stored.get(account, (None, 0))

    def write(self, account: AccountId, session: Mapping[str, str], revision: int) -> int:
        if self.read(account)[1] != revision:
            raise LeaseLost("another run was faster")
        self.writes += 1
        self.stored[account] = (dict(session), revision + 1)
        return revision + 1


@dataclass(slots=True)
class FakeCredentials:
    kept: dict[str, Mapping[str, str]] = field(default_factory=dict)
    forgotten: list[str] = field(default_factory=list)

    def read(self, name: str) -> Mapping[str, str]:
        if name not in self.kept:
            raise Reconnect("no credential is stored")
        return self.kept[name]

    def forget(self, name: str) -> None:
        self.forgotten.append(name)
