"""Which characters and how many of them a post may carry, whatever the platform."""

import re
import unicodedata
from collections.abc import Iterator

from watchdesk.core.problems import Problem, ProblemCode

BIDI = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Embeddings, overrides and isolates (Unicode UAX #9): they make words read in another order than they are
written. The two marks U+200E and U+200F only hint, and stay."""

LONGEST_TOTAL = 250_000
"""UTF-8 bytes of all that was written, so that a post fits the 400 KB of one DynamoDB item."""
LONGEST_ID = 1000
"""Bytes, within the 1,024 of a DynamoDB sort key."""
LONGEST_NOTE = 2000

_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}")
_UNSEEN = ("C", "Z")
_MESSAGES = {
    ProblemCode.BROKEN_CHARACTER: "Type it again: it holds half of a character.",
    ProblemCode.CONTROL_CHARACTER: "Take out the control characters; only line breaks and tabs are kept.",
    ProblemCode.BIDI_CHARACTER: "Take out the characters that turn the direction of reading.",
}


def character_problems(text: str, field: str) -> Iterator[Problem]:
    """Each kind of forbidden character once."""
    found = {code for character in set(text) if (code := _forbidden(character))}
    for code in sorted(found):
        yield Problem(code=code, field=field, message=_MESSAGES[code])


def is_language(text: str) -> bool:
    """A BCP 47 tag of the plain kind: en, cy, en-GB."""
    return _LANGUAGE.fullmatch(text) is not None


def is_empty(text: str) -> bool:
    """Nothing in it would be seen."""
    return all(unicodedata.category(character).startswith(_UNSEEN) for character in text)


def is_id(text: str) -> bool:
    """It could name something that is stored."""
    return 0 < utf8_size(text) <= LONGEST_ID and text.isprintable()


def utf8_size(text: str) -> int:
    """Bytes in UTF-8; a half surrogate pair counts as the character it would be shown as."""
    return len(text.encode(errors="replace"))


def _forbidden(character: str) -> ProblemCode | None:
    if character in BIDI:
        return ProblemCode.BIDI_CHARACTER
    match unicodedata.category(character):
        case "Cs":
            return ProblemCode.BROKEN_CHARACTER
        case "Cc" if character not in "\n\t":
            return ProblemCode.CONTROL_CHARACTER
    return None
