"""How a text and the name under it become what the public reads, and how the name is removed again."""

import re

from watchdesk.core.unicode_text import normalised

SEPARATOR = "\n\n"


def signature(text: str, name: str) -> str:
    """Return what follows the text: the separator and the name, or nothing if there is no name."""
    return f"{SEPARATOR}{name}" if text and name else name


def without_signature(part: str, name: str) -> str:
    """Return the part without the name, if the part ends with it."""
    signed = part.removesuffix(SEPARATOR + name)
    return "" if signed == name else signed


def same_words(first: str, second: str) -> bool:
    """Say whether a reader would call the texts the same: case and white space do not count."""
    return _normalised(first) == _normalised(second)


def text_names_person(text: str, first: str, last: str) -> bool:
    """Say whether the text itself names the person. Such a name cannot be removed automatically."""
    return re.search(rf"\b{re.escape(_normalised(f'{first} {last}'))}\b", _normalised(text)) is not None


def _normalised(text: str) -> str:
    return " ".join(normalised("NFC", text).casefold().split())
