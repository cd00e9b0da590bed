"""A code that was sent to a number, kept so that whoever reads it cannot tell what it was."""

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
"""Of scrypt: some 20 ms a try. All million codes take longer than one lives."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SentCode:
    """`digest` is of the salted code; the code itself is nowhere but on the phone."""

    person: PersonId
    number: Fingerprint
    """It was sent to."""
    salt: str
    digest: str
    expires_at: datetime
    tries: int = TRIES
    """How many are left."""

    def matches(self, code: str) -> bool:
        return compare_digest(self.digest, digest_of(code, self.salt))


def digest_of(code: str, salt: str) -> str:
    return scrypt(code.encode(), salt=bytes.fromhex(salt), n=_COST, r=8, p=1, dklen=32).hex()


class CodeStore(Protocol):
    """One code a person: a later one takes the place of the earlier."""

    def put(self, code: SentCode) -> None: ...

    def try_one(self, person: PersonId) -> SentCode | None:
        """The code, after one of its tries has been used up; None if there is none, or none is left.

        Two who try at once use up two.
        """
        ...

    def take(self, code: SentCode) -> bool:
        """Take it off the shelf; False if it is no longer there. So it proves once, whoever else tries now."""
        ...
