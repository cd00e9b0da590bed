"""The alphabet of a text message: what one part can carry, and how anything else is brought into it.

The GSM 7 bit default alphabet and its extension table, 3GPP TS 23.038 sections 6.2.1 and 6.2.1.1.
"""

import unicodedata

BASIC = (
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ"
    " !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
"""One septet each. The escape to the extension table (0x1B) is no character."""

EXTENSION = "\f^{}\\[~]|€"
"""Two septets each: the escape and the character."""

ONE_PART = 160
"""Septets of a text that needs no second part: 140 octets of seven bits (3GPP TS 23.040 section 9.2.3.24)."""

TYPOGRAPHIC = str.maketrans("\u2018\u2019\u201c\u201d\u2013\u2014", "''\"\"--")
"""Curly quotation marks and dashes: one of them would make a text three parts of another alphabet."""

_SEPTETS = dict.fromkeys(BASIC, 1) | dict.fromkeys(EXTENSION, 2)


def is_gsm7(text: str) -> bool:
    return all(character in _SEPTETS for character in text)


def septets(text: str) -> int:
    """The length a phone network counts. Raises KeyError for a character outside the alphabet."""
    return sum(_SEPTETS[character] for character in text)


def fold(text: str) -> str:
    """The nearest text in the alphabet, on one line: é stays, ŵ becomes w, what has no likeness becomes `?`."""
    composed = unicodedata.normalize("NFC", " ".join(text.translate(TYPOGRAPHIC).split()))
    return "".join(map(_nearest_characters, composed))


def cut(text: str, room: int) -> str:
    """As much of the beginning as fits into `room` septets."""
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
    return "".join(each for each in plain if each in _SEPTETS and each.isprintable()) or "?"
