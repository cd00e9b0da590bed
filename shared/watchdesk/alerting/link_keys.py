"""The keys that sign the links in texts, out of one secret: `{"current": "a", "a": "<random>"}`.

Every name but `current` is a key id. To rotate: add `b`, set `current` to `b`, and take `a` out when the last
link it signed has expired.
"""

import math
import re
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Protocol

from watchdesk.alerting.domain.signed_link import LinkKey
from watchdesk.core.errors import NeedsAPerson

KID = re.compile(r"[a-z]")
SHORTEST = 32
"""Characters of a secret: as many bytes as SHA-256 gives, RFC 2104 section 3."""

REFRESH_AFTER = 30
"""Seconds: made-up key ids in made-up links must not cost a call each."""


class Secrets(Protocol):
    """Kept for some minutes and read again after."""

    def read(self, name: str) -> Mapping[str, str]: ...

    def forget(self, name: str) -> None: ...


@dataclass(slots=True)
class StoredKeyRing:
    """The port KeyRing. Raises NeedsAPerson for a secret that is not of this form."""

    secrets: Secrets
    name: str
    seconds: Callable[[], float] = time.monotonic
    _refreshed_at: float = -math.inf

    def current(self) -> LinkKey:
        stored = self.secrets.read(self.name)
        key = _key(stored, stored.get("current", ""))
        if key is None:
            raise NeedsAPerson("the secret of the link keys names no current key of its own")
        return key

    def find(self, kid: str) -> LinkKey | None:
        """A key that another process has just begun to sign with may be younger than what we kept."""
        key = _key(self.secrets.read(self.name), kid)
        if key is None and self.seconds() - self._refreshed_at >= REFRESH_AFTER:
            self._refreshed_at = self.seconds()
            self.secrets.forget(self.name)
            key = _key(self.secrets.read(self.name), kid)
        return key


def _key(stored: Mapping[str, str], kid: str) -> LinkKey | None:
    if not KID.fullmatch(kid) or kid not in stored:
        return None
    secret = stored[kid]
    if len(secret) < SHORTEST:
        raise NeedsAPerson(f"link key {kid} is shorter than {SHORTEST} characters")
    return LinkKey(kid, secret.encode())
