"""Identifiers in the forms of Bluesky. They depend on a seed, so every run makes the same ones."""

import base64
import hashlib
import hmac
import json
import re
from datetime import datetime
from typing import Any

from infra.local.simulators.timestamps import EPOCH, MILLISECOND

SORTABLE = "234567abcdefghijklmnopqrstuvwxyz"
TID_LENGTH = 13
TID = re.compile(r"[234567abcdefghij][234567abcdefghijklmnopqrstuvwxyz]{12}")
CLOCK_BITS = 10
DAG_CBOR = b"\x01\x71\x12\x20"
RAW = b"\x01\x55\x12\x20"


class Tids:
    """Timestamp identifiers of 13 sortable characters. Each is greater than the one before."""

    def __init__(self, seed: str) -> None:
        self._clock_id = hashlib.sha256(seed.encode()).digest()[0]
        self._last = 0

    def next(self, moment: datetime) -> str:
        """Return the next identifier."""
        microseconds = (moment - EPOCH) // MILLISECOND * 1000
        self._last = max(microseconds, self._last + 1)
        return tid(self._last << CLOCK_BITS | self._clock_id)


def tid(number: int) -> str:
    return "".join(SORTABLE[number >> 5 * place & 31] for place in reversed(range(TID_LENGTH)))


def _base32(data: bytes) -> str:
    return base64.b32encode(data).decode().lower().rstrip("=")


def cid(value: object) -> str:
    """Return the CID of a record. Equal content has an equal CID. Here the digest is of JSON, not DAG-CBOR."""
    text = json.dumps(value, sort_keys=True, ensure_ascii=False)
    return "b" + _base32(DAG_CBOR + hashlib.sha256(text.encode()).digest())


def blob_cid(data: bytes) -> str:
    return "b" + _base32(RAW + hashlib.sha256(data).digest())


def did(seed: str, handle: str) -> str:
    return "did:plc:" + _base32(hashlib.sha256(f"{seed}/did/{handle}".encode()).digest())[:24]


def app_password(seed: str, handle: str, name: str) -> str:
    letters = _base32(hashlib.sha256(f"{seed}/app-password/{handle}/{name}".encode()).digest())
    return "-".join(letters[at : at + 4] for at in range(0, 16, 4))


def _part(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


def jwt(secret: bytes, kind: str, claims: dict[str, Any]) -> str:
    header = _part(json.dumps({"typ": kind, "alg": "HS256"}).encode())
    signed = f"{header}.{_part(json.dumps(claims).encode())}"
    return f"{signed}.{_part(hmac.digest(secret, signed.encode(), 'sha256'))}"


def jwt_claims(secret: bytes, token: str) -> dict[str, Any] | None:
    """Return the claims of the token, or None if it was not signed with this secret."""
    signed, _, signature = token.rpartition(".")
    expected = _part(hmac.digest(secret, signed.encode(), "sha256"))
    if not hmac.compare_digest(signature.encode(), expected.encode()):
        return None
    payload = signed.partition(".")[2]
    claims: dict[str, Any] = json.loads(base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))
    return claims
