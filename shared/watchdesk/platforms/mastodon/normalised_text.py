"""One form of a text, whatever a server does to the text: it may encode addresses and decode entities, or not.

GoToSocial percent-encodes the addresses of links and decodes entities, and Mastodon does neither. So both the text
that was sent and the text that is shown are brought into this form before they are compared.
"""

import re
import unicodedata
from html import unescape
from urllib.parse import unquote

from watchdesk.core import unicode_text
from watchdesk.platforms.mastodon.text import with_readable_numbers

MOST_LAYERS = 4
"""How often a text may be encoded. A server encodes what a writer may have encoded already."""

_HOST = re.compile(r"https?://[^/?#\s]*", re.IGNORECASE)
_PUNYCODE = re.compile(r"(?<![a-z0-9-])xn--([a-z0-9-]{1,59}+)(?![a-z0-9-])", re.IGNORECASE)
_LAST_SLASH = re.compile(r"/(?=[\s.,;:!?)\]]|$)")
"""Servers put a slash behind a bare host."""


def normalised(text: str) -> str:
    """Return the text with entities and addresses decoded, hosts in lower case, and no invisible characters."""
    for _ in range(MOST_LAYERS):
        decoded = unquote(unescape(with_readable_numbers(text)), errors="replace")
        if decoded == text:
            break
        text = decoded
    text = _PUNYCODE.sub(_international, _HOST.sub(lambda host: host[0].lower(), text))
    visible = "".join(each for each in text if unicodedata.category(each) != "Cf")
    return _LAST_SLASH.sub("", unicode_text.normalised("NFC", visible))


def letters_of(text: str) -> str:
    """Return only the letters and digits, without case and accents."""
    plain = unicode_text.normalised("NFKD", text).casefold()
    return "".join(each for each in plain if each.isalnum())


def _international(label: "re.Match[str]") -> str:
    try:
        return label[1].lower().encode().decode("punycode")
    except UnicodeError:
        return label[0]
