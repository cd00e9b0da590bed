"""Credentials in a dict."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from watchdesk.core.errors import Reconnect


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
