"""The characters that a post may contain, and how many, on every platform."""

import re
import unicodedata
from collections.abc import Iterator

from watchdesk.core.problems import Problem, ProblemCode

BIDI = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Embeddings, overrides and isolates (Unicode UAX #9). They show words in another order than they are written.

The marks U+200E and U+200F do not reorder words and are allowed.
"""

LONGEST_TOTAL = 250_000
"""The most UTF-8 bytes in all texts of a post, so that it fits into one DynamoDB item of 400 KB."""
LONGEST_ID = 1000
"""The most bytes in an id. A DynamoDB sort key has up to 1,024."""
LONGEST_NOTE = 2000

_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}")
_UNSEEN = ("C", "Z")
_MESSAGES = {
    ProblemCode.BROKEN_CHARACTER: "Type it again: it holds half of a character.",
    ProblemCode.CONTROL_CHARACTER: "Take out the control characters; only line breaks and tabs are kept.",
    ProblemCode.BIDI_CHARACTER: "Take out the characters that turn the direction of reading.",
}


def character_problems(text: str, field: str) -> Iterator[Problem]:
    """Yield one problem for each kind of forbidden character."""
    found = {code for character in set(text) if (code := _forbidden(character))}
    for code in sorted(found):
        yield Problem(code=code, field=field, message=_MESSAGES[code])


def is_language(text: str) -> bool:
    """Return whether the text is a simple BCP 47 tag, such as en, cy or en-GB."""
    return _LANGUAGE.fullmatch(text) is not None


def is_empty(text: str) -> bool:
    """Return whether the text shows nothing."""
    return all(unicodedata.category(character).startswith(_UNSEEN) for character in text)


def is_id(text: str) -> bool:
    """Return whether the text could be the id of something stored."""
    return 0 < utf8_size(text) <= LONGEST_ID and text.isprintable()


def utf8_size(text: str) -> int:
    """Return the number of bytes in UTF-8. Half a surrogate pair counts as its replacement character."""
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
