"""What a duty person means by the text they send back, however they write it.

Forgiving of case, spaces, punctuation and pleasantries, and of nothing else: a word that is not known makes the
whole reply one that is not understood, so that "not OK" never takes an alert. Only the first line counts; what
phones put below it is nobody's word.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import NewType

from watchdesk.alerting.domain.alert import CODE_ALPHABET, CODE_LENGTH, Code

InboundId = NewType("InboundId", str)
MAX_LENGTH = 1600
"""Characters of a reply that are looked at: more than a text of ten parts holds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class InboundText:
    """One text that somebody sent to our number. Neither who nor what is ever shown."""

    id: InboundId
    """The carrier's side gives every text one, and brings it with the text however often that comes."""
    sender: str = field(repr=False)
    words: str = field(repr=False)
    at: datetime
    """When it was first brought, the same however often it comes."""


@dataclass(frozen=True, slots=True)
class AnswerAllowance:
    """`most` answers in all under this name."""

    name: str
    most: int


class ReplyAction(StrEnum):
    ACKNOWLEDGE = "acknowledge"
    ESCALATE = "escalate"
    CLOSE = "close"


class ReplyScope(StrEnum):
    """Which alerts a reply without a code is about."""

    LATEST = "latest"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class AlertReply:
    """Something to be done about alerts: the one of this code, or those of this scope."""

    action: ReplyAction
    about: Code | ReplyScope


class Keyword(StrEnum):
    """Something asked of the number itself, not about any alert."""

    STOP = "stop"
    START = "start"
    HELP = "help"


@dataclass(frozen=True, slots=True)
class NotUnderstood:
    """Nothing is done, and the sender is told how to say it."""


ParsedReply = AlertReply | Keyword | NotUnderstood

_WORDS: Mapping[ReplyAction, Sequence[str]] = {
    ReplyAction.ACKNOWLEDGE: [
        *("a", "ack", "acked", "acknowledge", "acknowledged", "k", "ok", "okay", "y", "yes", "yep", "yeah"),
        *("got", "have", "mine", "taken", "\U0001f44d"),
    ],
    ReplyAction.ESCALATE: ["e", "esc", "escalate", "up"],
    ReplyAction.CLOSE: ["c", "close", "closed", "done"],
}
_ACTION_OF = {word: action for action, words in _WORDS.items() for word in words}
_GLUED = {"a": ReplyAction.ACKNOWLEDGE, "e": ReplyAction.ESCALATE, "c": ReplyAction.CLOSE}
_ALL = frozenset({"all", "both", "everything"})
_FILLER = frozenset(
    {
        *("boss", "cheers", "great", "maam", "please", "sarge", "sir", "ta", "thank", "thanks", "you"),
        *("alert", "and", "code", "i", "im", "it", "ive", "now", "of", "on", "the", "them", "this", "to"),
    }
)
_STOP_FIRST = frozenset({"stop", "stopall", "unsubscribe"})
_STOP_ALONE = frozenset({"arret", "cancel", "end", "optout", "quit", "remove"})
"""What AWS takes for STOP: the first however it goes on, the others only when they stand alone.
https://docs.aws.amazon.com/sms-voice/latest/userguide/keywords-required.html
"""
_START = frozenset({"start", "unstop", "optin"})
_HELP = frozenset({"help", "info"})
_WORD = re.compile(r"[^\W_]+|\U0001f44d")
_CODE = re.compile(f"[{CODE_ALPHABET.lower()}]{{{CODE_LENGTH}}}")
_HALF = re.compile(f"[{CODE_ALPHABET.lower()}]{{{CODE_LENGTH // 2}}}")


def parse_reply(text: str) -> ParsedReply:
    """What it asks for. Every text has an answer; none raises."""
    words = _words(text)
    return _order(words) or _answer(words)


def _words(text: str) -> list[str]:
    """Of the first line that says anything, in small letters, apostrophes closed up: `I've` is one word."""
    for line in text[:MAX_LENGTH].splitlines():
        folded = unicodedata.normalize("NFKC", line).casefold()
        words = _WORD.findall(re.sub("['`\u2018\u2019]", "", folded))
        if words:
            return words
    return []


def _order(words: Sequence[str]) -> Keyword | None:
    whole = "".join(words)
    if whole in _STOP_ALONE or (words and words[0] in _STOP_FIRST):
        return Keyword.STOP
    if whole in _START:
        return Keyword.START
    return Keyword.HELP if words and words[0] in _HELP else None


def _answer(words: Sequence[str]) -> AlertReply | NotUnderstood:
    actions, codes, is_all = set[ReplyAction](), set[Code](), False
    for word in _joined(words):
        action, code = _meaning(word)
        actions |= {action} if action else set()
        codes |= {code} if code else set()
        is_all = is_all or word in _ALL or word == "aa"
        if not (action or code or word in _ALL or word in _FILLER):
            return NotUnderstood()
    if len(actions) > 1 or len(codes) + is_all > 1 or not (actions or codes or is_all):
        return NotUnderstood()
    about = ReplyScope.ALL if is_all else next(iter(codes), ReplyScope.LATEST)
    return AlertReply(next(iter(actions), ReplyAction.ACKNOWLEDGE), about)


def _meaning(word: str) -> tuple[ReplyAction | None, Code | None]:
    """`a`, `k7mx`, and both in one: `k7mxa`."""
    if word == "aa":
        return ReplyAction.ACKNOWLEDGE, None
    if _CODE.fullmatch(word):
        return None, Code(word.upper())
    code, last = word[:-1], word[-1]
    if _CODE.fullmatch(code) and last in _GLUED:
        return _GLUED[last], Code(code.upper())
    return _ACTION_OF.get(word), None


def _joined(words: Sequence[str]) -> Iterator[str]:
    """The words, with a code that was written in two halves put together: `K7 MX`, `K7-MX`."""
    left = list(words)
    while left:
        word = left.pop(0)
        is_halved = bool(left) and _HALF.fullmatch(word) and _HALF.fullmatch(left[0])
        yield word + left.pop(0) if is_halved else word
