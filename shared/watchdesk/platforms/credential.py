"""The credentials of accounts, and what a platform answers when one is tried."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol


class Credentials(Protocol):
    """The accounts' credentials, by the name that `Account.secret` holds."""

    def read(self, name: str) -> Mapping[str, str]:
        """Return the fields of one credential. Raises Reconnect if there is none or it is no object of texts."""
        ...

    def forget(self, name: str) -> None:
        """Forget the credential, so that it is read again next time: the platform has just refused it."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class ProbeResult:
    """What a platform answered to a credential that was just tried."""

    handle: str
    native_id: str
    state: str
    """`active`, or the platform's word for another state."""
    direct_messages: str
    """`readable`, `not watched`, or the reason why they cannot be read."""
    warnings: tuple[str, ...] = ()
    """One sentence for everything else that is wrong, with what to do about it."""
