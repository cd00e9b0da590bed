"""How a text and the name under it become what the public reads, and how the name comes off again."""

import re
import unicodedata

SEPARATOR = "\n\n"


def signature(text: str, name: str) -> str:
    """What stands behind the text. Nothing if nobody is named."""
    return f"{SEPARATOR}{name}" if text and name else name


def without_signature(part: str, name: str) -> str:
    """The part without the name, if it ends with it."""
    signed = part.removesuffix(SEPARATOR + name)
    return "" if signed == name else signed


def same_words(one: str, other: str) -> bool:
    """To whoever reads them: neither capitals nor spaces make a difference."""
    return _normalised(one) == _normalised(other)


def text_names_person(text: str, first: str, last: str) -> bool:
    """Somebody is named in the text itself, where nothing can take the name off."""
    return re.search(rf"\b{re.escape(_normalised(f'{first} {last}'))}\b", _normalised(text)) is not None


def _normalised(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())
