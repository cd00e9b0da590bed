"""A code that was sent to a number. Only its salted digest is stored."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import scrypt
from hmac import compare_digest
from typing import Protocol

from watchdesk.register.domain.person import PersonId
from watchdesk.register.domain.phone_number import Fingerprint

LIFE = timedelta(minutes=10)
TRIES = 5
DIGITS = 6
_COST = 2**13
"""The cost of scrypt: about 20 ms for one try. To try all million codes takes longer than a code is valid."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SentCode:
    """`digest` is that of the salted code. The code itself is only on the phone."""

    person: PersonId
    number: Fingerprint
    """The number to which it was sent."""
    salt: str
    digest: str
    expires_at: datetime
    tries: int = TRIES
    """How many tries are left."""

    def matches(self, code: str) -> bool:
        return compare_digest(self.digest, digest_of(code, self.salt))


def digest_of(code: str, salt: str) -> str:
    return scrypt(code.encode(), salt=bytes.fromhex(salt), n=_COST, r=8, p=1, dklen=32).hex()


class CodeStore(Protocol):
    """Stores one code for each person. A later code replaces the earlier one."""

    def put(self, code: SentCode) -> None: ...

    def try_one(self, person: PersonId) -> SentCode | None:
        """Use up one try and return the code, or return None if there is no code or no try is left.

        Two who try at once use up two.
        """
        ...

    def take(self, code: SentCode) -> bool:
        """Remove the code, or return False if it is already removed. So a code proves a number only once."""
        ...
