"""What proves to a platform that we are the account, and what the platform makes of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol


class Credentials(Protocol):
    def read(self, secret: str) -> Mapping[str, str]:
        """The JSON object kept under this name. Raises Reconnect if there is none or it is not such an object."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Probe:
    """What a platform said of a credential that was just tried."""

    handle: str
    native_id: str
    state: str
    """`active`, or the platform's word for what the account is instead."""
    direct_messages: str
    """`readable`, `not watched`, or what keeps them from being read."""
