"""Reads the keys that sign the links in texts from one secret: `{"current": "a", "a": "<random>"}`.

Every name but `current` is a key id. To rotate the keys, add `b`, set `current` to `b`, and remove `a` when the
last link that it signed has expired.
"""

import math
import re
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Protocol

from watchdesk.alerting.domain.signed_link import LinkKey
from watchdesk.core.errors import NeedsAPerson

KEY_ID = re.compile(r"[a-z]")
MIN_SECRET_LENGTH = 32
"""Characters. A secret has as many bytes as a hash of SHA-256 (RFC 2104, section 3)."""

REFRESH_AFTER = 30
"""Seconds. Without this pause, every invented key id in an invented link would cost a request."""


class Secrets(Protocol):
    """A store of secrets that keeps what it has read for some minutes."""

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
        """Return the key with this id, or None if there is none.

        Another process may have begun to sign with a key that is newer than what is kept here, so the secret is
        read again before the answer is None.
        """
        key = _key(self.secrets.read(self.name), kid)
        if key is None and self.seconds() - self._refreshed_at >= REFRESH_AFTER:
            self._refreshed_at = self.seconds()
            self.secrets.forget(self.name)
            key = _key(self.secrets.read(self.name), kid)
        return key


def _key(stored: Mapping[str, str], kid: str) -> LinkKey | None:
    if not KEY_ID.fullmatch(kid) or kid not in stored:
        return None
    secret = stored[kid]
    if len(secret) < MIN_SECRET_LENGTH:
        raise NeedsAPerson(f"link key {kid} is shorter than {MIN_SECRET_LENGTH} characters")
    return LinkKey(kid, secret.encode())
