"""The id of a message in an address, and the token of a page's end, in letters that paths and queries can hold.

A message's key holds `#`, and on some platforms `/`. Gateways and proxies do not treat these in the same way.
"""

import base64
import binascii
from datetime import datetime

from watchdesk.core.errors import Unknown
from watchdesk.core.message import MessageKey
from watchdesk.desk.domain.message_order import PageEnd

MAX_KEY_BYTES = 2048
"""The longest partition key of DynamoDB, and so of every key that is stored."""
SEPARATOR = "|"


def id_of(key: MessageKey) -> str:
    return _packed(str(key))


def key_of(message_id: str) -> MessageKey:
    """Return the key of the message. Raises Unknown for an id that no stored message can have."""
    try:
        text = _unpacked(message_id)
        key = MessageKey.parse(text)
    except ValueError:
        raise Unknown("there is no such message") from None
    if not (key.account and key.native_id and len(text.encode()) <= MAX_KEY_BYTES):
        raise Unknown("there is no such message")
    return key


def page_token(page_end: PageEnd) -> str:
    at, key = page_end
    return _packed(f"{at.isoformat()}{SEPARATOR}{key}")


def page_end_of(token: str) -> PageEnd:
    """Return the end of the page. Raises ValueError for a token that no page has given."""
    at, _, key = _unpacked(token).partition(SEPARATOR)
    instant = datetime.fromisoformat(at)
    if instant.tzinfo is None:
        raise ValueError("the instant has no zone")
    return instant, MessageKey.parse(key)


def _packed(text: str) -> str:
    return base64.urlsafe_b64encode(text.encode(errors="replace")).decode().rstrip("=")


def _unpacked(packed: str) -> str:
    """Return the text. Raises ValueError for anything that `_packed` does not return."""
    try:
        text = base64.b64decode(packed + "=" * (-len(packed) % 4), altchars=b"-_", validate=True).decode()
    except (binascii.Error, UnicodeError):
        raise ValueError("this is not one of our ids") from None
    if _packed(text) != packed:
        raise ValueError("this is not one of our ids")
    return text
