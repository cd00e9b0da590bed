"""The alphabet of a text message, and how other characters are brought into it.

It is the GSM 7 bit default alphabet and its extension table, 3GPP TS 23.038 sections 6.2.1 and 6.2.1.1.
"""

import unicodedata

from watchdesk.core.unicode_text import normalised

BASIC = (
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ"
    " !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
"""These characters take one septet each. The escape to the extension table (0x1B) is not a character."""

EXTENSION = "\f^{}\\[~]|€"
"""These characters take two septets each: the escape and the character."""

ONE_PART = 160
"""Septets. A longer text needs a second part: one part has 140 octets (3GPP TS 23.040 section 9.2.3.24)."""

TYPOGRAPHIC = str.maketrans("\u2018\u2019\u201c\u201d\u2013\u2014", "''\"\"--")
"""Curly quotation marks and dashes. A single one would turn a text into three parts of another alphabet."""

_SEPTETS = dict.fromkeys(BASIC, 1) | dict.fromkeys(EXTENSION, 2)


def is_gsm7(text: str) -> bool:
    return all(character in _SEPTETS for character in text)


def septets(text: str) -> int:
    """Return the length that a phone network counts. Raises KeyError for a character outside the alphabet."""
    return sum(_SEPTETS[character] for character in text)


def fold(text: str) -> str:
    """Return the nearest text in the alphabet, on one line.

    For example é stays, ŵ becomes w, and a character that resembles no other becomes `?`.
    """
    composed = normalised("NFC", " ".join(text.translate(TYPOGRAPHIC).split()))
    return "".join(map(_nearest_characters, composed))


def cut(text: str, room: int) -> str:
    """Return as much of the beginning as fits into `room` septets, without trailing spaces."""
    kept = ""
    for character in text:
        room -= _SEPTETS[character]
        if room < 0:
            break
        kept += character
    return kept.rstrip()


def _nearest_characters(character: str) -> str:
    if character in _SEPTETS and character.isprintable():
        return character
    plain = unicodedata.normalize("NFKD", character).encode("ascii", "ignore").decode()
    return "".join(letter for letter in plain if letter in _SEPTETS and letter.isprintable()) or "?"
