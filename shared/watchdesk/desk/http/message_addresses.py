"""How an address names a message, and where a page of messages ended: in letters that any path and query can hold.

A message's key holds `#`, and on some platforms `/`: gateways and proxies do not agree on what becomes of those.
"""

import base64
import binascii
from datetime import datetime

from watchdesk.core.errors import Unknown
from watchdesk.core.message import MessageKey
from watchdesk.desk.domain.views import PageEnd

MAX_KEY_BYTES = 2048
"""Bytes, as for every key that is stored."""
SEPARATOR = "|"


def id_of(key: MessageKey) -> str:
    return _packed(str(key))


def key_of(given: str) -> MessageKey:
    """Raises Unknown for what names no message that could be stored."""
    try:
        text = _unpacked(given)
        key = MessageKey.parse(text)
    except ValueError:
        raise Unknown("there is no such message") from None
    if not (key.account and key.native_id and len(text.encode()) <= MAX_KEY_BYTES):
        raise Unknown("there is no such message")
    return key


def page_token(place: PageEnd) -> str:
    at, key = place
    return _packed(f"{at.isoformat()}{SEPARATOR}{key}")


def page_end_of(given: str) -> PageEnd:
    """Raises ValueError for what no page has ever ended with."""
    at, _, key = _unpacked(given).partition(SEPARATOR)
    instant = datetime.fromisoformat(at)
    if instant.tzinfo is None:
        raise ValueError("no place")
    return instant, MessageKey.parse(key)


def _packed(text: str) -> str:
    return base64.urlsafe_b64encode(text.encode(errors="replace")).decode().rstrip("=")


def _unpacked(given: str) -> str:
    """Raises ValueError for anything but what `_packed` gives."""
    try:
        text = base64.b64decode(given + "=" * (-len(given) % 4), altchars=b"-_", validate=True).decode()
    except (binascii.Error, UnicodeError):
        raise ValueError("not one of ours") from None
    if _packed(text) != given:
        raise ValueError("not one of ours")
    return text
