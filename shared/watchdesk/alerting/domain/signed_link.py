"""The signed link in a text. It proves that its holder was sent exactly this notification."""

import base64
import hashlib
import hmac
import re
import string
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from watchdesk.alerting.domain.alert import ID_ALPHABET, ID_LENGTH, AlertId
from watchdesk.alerting.domain.notification import Notification

LINK_LIFE = timedelta(hours=12)
"""A person texted at the end of a shift may read the text at the start of the next one. A link only shows counts
and acknowledges alerts, so a life of one night costs little, while an expired link would cost a further climb."""

MAC_BYTES = 16
"""HMAC-SHA256 is cut to 128 bits, which is half. RFC 2104 section 5 allows no less."""
MAC_LENGTH = 22
LONGEST_NUMBER = 4
"""Four digits in base 36 count 1,679,616 notifications: one every ten minutes for 31 years."""
LONGEST_TOKEN = ID_LENGTH + 1 + LONGEST_NUMBER + 1 + MAC_LENGTH
_DIGITS = string.digits + string.ascii_lowercase
_TOKEN = re.compile(
    rf"(?P<head>(?P<alert>[{ID_ALPHABET}]{{{ID_LENGTH}}})(?P<kid>[a-z])(?P<n>[0-9a-z]{{1,{LONGEST_NUMBER}}}))"
    rf"\.(?P<mac>[A-Za-z0-9_-]{{{MAC_LENGTH}}})"
)


@dataclass(frozen=True, slots=True)
class LinkKey:
    """One signing key. `kid` is one lower-case letter. The secret is never shown."""

    kid: str
    secret: bytes = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkToken:
    """The parts of a token. Nothing in them is to be believed before the token is found valid."""

    alert: AlertId
    n: int
    kid: str
    head: str
    mac: str


def link_url(base: str, token: str) -> str:
    return f"{base}/a/{token}"


def sign(alert: AlertId, notification: Notification, key: LinkKey) -> str:
    """Return the token of this notification's link. It is bound to the person and the expiry but shows neither."""
    head = f"{alert}{key.kid}{_base36(notification.n)}"
    return f"{head}.{_mac(head, notification, key.secret)}"


def parse_token(token: str) -> LinkToken | None:
    found = _TOKEN.fullmatch(token)
    if found is None:
        return None
    return LinkToken(
        alert=AlertId(found["alert"]),
        n=int(found["n"], 36),
        kid=found["kid"],
        head=found["head"],
        mac=found["mac"],
    )


def is_valid(claim: LinkToken, notification: Notification, secret: bytes, now: datetime) -> bool:
    """Return whether the token is genuine and not expired.

    It is compared as text, so that no other spelling is accepted, and in constant time.
    """
    genuine = hmac.compare_digest(claim.mac, _mac(claim.head, notification, secret))
    return genuine and now < notification.expires_at


def _mac(head: str, notification: Notification, secret: bytes) -> str:
    # Neither the head nor the time holds a `|`, so no two different notifications sign the same text.
    signed = f"{head}|{notification.expires_at.isoformat()}|{notification.person}"
    digest = hmac.new(secret, signed.encode(), hashlib.sha256).digest()[:MAC_BYTES]
    return base64.urlsafe_b64encode(digest).decode().rstrip("=")


def _base36(number: int) -> str:
    digits = ""
    while number:
        number, digit = divmod(number, 36)
        digits = _DIGITS[digit] + digits
    return digits or "0"
