"""Ids in the forms of the servers. Every id is greater than the one before."""

import hashlib
from datetime import datetime

from infra.local.simulators.mastodon.flavours import Ids
from infra.local.simulators.timestamps import EPOCH, MILLISECOND

CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
BASE62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
SEQUENCE_BITS = 16
ULID_LENGTH = 26
RANDOM_BITS = 80
FLAKE_LENGTH = 18
FLAKE_WORKER_BITS = 58
FIRST_ROW = 9_000


class Identifiers:
    """Makes the ids of one server."""

    def __init__(self, seed: str, form: Ids) -> None:
        self.form = form
        self._noise = int.from_bytes(hashlib.sha256(seed.encode()).digest())
        self._last_snowflake = 0
        self._last_row = FIRST_ROW

    def of_object(self, moment: datetime) -> str:
        """Return an id for a status, an account or a file. It contains the time."""
        snowflake = (moment - EPOCH) // MILLISECOND << SEQUENCE_BITS
        self._last_snowflake = max(snowflake, self._last_snowflake + 1)
        return self._formed(self._last_snowflake)

    def of_row(self, moment: datetime) -> str:
        """Return an id for a notification or a conversation. It is a count with gaps for the rows of others."""
        if self.form is Ids.ULID:
            return self.of_object(moment)
        self._last_row += 1 + self._last_row % 3 // 2
        return str(self._last_row)

    def _formed(self, number: int) -> str:
        if self.form is Ids.ULID:
            moment, sequence = number >> SEQUENCE_BITS, number & (1 << SEQUENCE_BITS) - 1
            low = sequence << RANDOM_BITS - SEQUENCE_BITS | self._noise & (1 << RANDOM_BITS - SEQUENCE_BITS) - 1
            return _digits(moment << RANDOM_BITS | low, CROCKFORD, ULID_LENGTH)
        if self.form is Ids.FLAKE:
            worker = self._noise & (1 << FLAKE_WORKER_BITS - SEQUENCE_BITS) - 1
            spread = number >> SEQUENCE_BITS << FLAKE_WORKER_BITS | worker << SEQUENCE_BITS
            return _digits(spread | number & (1 << SEQUENCE_BITS) - 1, BASE62, FLAKE_LENGTH)
        return str(number)


def _digits(number: int, alphabet: str, length: int) -> str:
    written = ""
    for _ in range(length):
        number, digit = divmod(number, len(alphabet))
        written = alphabet[digit] + written
    return written


def sort_key(text: str, *, as_number: bool = True) -> tuple[int, str]:
    """Return the sort key of an id: numbers by value and other texts before them, or everything as text."""
    return (len(text), text) if as_number and text.isdigit() else (0, text)
