"""What proves to a platform that we are the account, and what the platform makes of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol


class Credentials(Protocol):
    """The accounts' credentials, by the name `Account.secret` holds."""

    def read(self, name: str) -> Mapping[str, str]:
        """The fields of one credential. Raises Reconnect if there is none or it is no object of texts."""
        ...

    def forget(self, name: str) -> None:
        """Read it anew next time: the platform has just refused it."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class ProbeResult:
    """What a platform said of a credential that was just tried."""

    handle: str
    native_id: str
    state: str
    """`active`, or the platform's word for what the account is instead."""
    direct_messages: str
    """`readable`, `not watched`, or what keeps them from being read."""
    warnings: tuple[str, ...] = ()
    """What else is wrong, and what to do about it, a sentence each."""
