"""Parses the text that a person on duty sends back.

Case, spaces, punctuation and polite words do not matter. Any other unknown word makes the whole reply one that is
not understood, so that "not OK" never takes an alert. Only the first line counts, because phones add lines of
their own below it.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import NewType

from watchdesk.alerting.domain.alert import CODE_ALPHABET, CODE_LENGTH, Code
from watchdesk.core.unicode_text import normalised

InboundId = NewType("InboundId", str)
MAX_LENGTH = 1600
"""Characters of a reply that are read. A text of ten parts holds fewer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class InboundText:
    """One text that somebody sent to our number. Neither the sender nor the words are ever shown."""

    id: InboundId
    """The provider's id of the text. It stays the same however often the text is delivered."""
    sender: str = field(repr=False)
    words: str = field(repr=False)
    at: datetime
    """When it was first delivered."""


@dataclass(frozen=True, slots=True)
class AnswerAllowance:
    """At most `most` answers in all are sent under this name."""

    name: str
    most: int


class ReplyAction(StrEnum):
    """What a reply asks to be done about alerts."""

    ACKNOWLEDGE = "acknowledge"
    ESCALATE = "escalate"
    CLOSE = "close"


class ReplyScope(StrEnum):
    """Which alerts a reply without a code is about."""

    LATEST = "latest"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class AlertReply:
    """A reply that asks for something to be done about the alert of this code or the alerts of this scope."""

    action: ReplyAction
    about: Code | ReplyScope


class Keyword(StrEnum):
    """A reply that is about the number itself and not about an alert."""

    STOP = "stop"
    START = "start"
    HELP = "help"


@dataclass(frozen=True, slots=True)
class NotUnderstood:
    """A reply that changes nothing. Its sender is told how to reply."""


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
_ACTION_SUFFIXES = {"a": ReplyAction.ACKNOWLEDGE, "e": ReplyAction.ESCALATE, "c": ReplyAction.CLOSE}
_ALL = frozenset({"all", "both", "everything"})
_POLITE_WORDS = frozenset(
    {
        *("boss", "cheers", "great", "maam", "please", "sarge", "sir", "ta", "thank", "thanks", "you"),
        *("alert", "and", "code", "i", "im", "it", "ive", "now", "of", "on", "the", "them", "this", "to"),
    }
)
_STOP_FIRST = frozenset({"stop", "stopall", "unsubscribe"})
_STOP_ALONE = frozenset({"arret", "cancel", "end", "optout", "quit", "remove"})
"""The words that AWS takes for STOP. Those of the first set may begin a longer text; the others stand alone.
https://docs.aws.amazon.com/sms-voice/latest/userguide/keywords-required.html
"""
_START = frozenset({"start", "unstop", "optin"})
_HELP = frozenset({"help", "info"})
_WORD = re.compile(r"[^\W_]+|\U0001f44d")
_CODE = re.compile(f"[{CODE_ALPHABET.lower()}]{{{CODE_LENGTH}}}")
_HALF = re.compile(f"[{CODE_ALPHABET.lower()}]{{{CODE_LENGTH // 2}}}")


def parse_reply(text: str) -> ParsedReply:
    """Return what a text asks for. This function never raises."""
    words = _words(text)
    return _keyword(words) or _alert_reply(words)


def _words(text: str) -> list[str]:
    """Return the words of the first line that has any, in small letters. `I've` is one word."""
    for line in text[:MAX_LENGTH].splitlines():
        folded = normalised("NFKC", line).casefold()
        words = _WORD.findall(re.sub("['`\u2018\u2019]", "", folded))
        if words:
            return words
    return []


def _keyword(words: Sequence[str]) -> Keyword | None:
    whole = "".join(words)
    if whole in _STOP_ALONE or (words and words[0] in _STOP_FIRST):
        return Keyword.STOP
    if whole in _START:
        return Keyword.START
    return Keyword.HELP if words and words[0] in _HELP else None


def _alert_reply(words: Sequence[str]) -> AlertReply | NotUnderstood:
    actions, codes, is_all = set[ReplyAction](), set[Code](), False
    for word in _joined(words):
        action, code = _word_meaning(word)
        actions |= {action} if action else set()
        codes |= {code} if code else set()
        is_all = is_all or word in _ALL or word == "aa"
        if not (action or code or word in _ALL or word in _POLITE_WORDS):
            return NotUnderstood()
    if len(actions) > 1 or len(codes) + is_all > 1 or not (actions or codes or is_all):
        return NotUnderstood()
    about = ReplyScope.ALL if is_all else next(iter(codes), ReplyScope.LATEST)
    return AlertReply(next(iter(actions), ReplyAction.ACKNOWLEDGE), about)


def _word_meaning(word: str) -> tuple[ReplyAction | None, Code | None]:
    """Return the action and the code that a word stands for: `a`, `k7mx`, or both in one, `k7mxa`."""
    if word == "aa":
        return ReplyAction.ACKNOWLEDGE, None
    if _CODE.fullmatch(word):
        return None, Code(word.upper())
    code, last = word[:-1], word[-1]
    if _CODE.fullmatch(code) and last in _ACTION_SUFFIXES:
        return _ACTION_SUFFIXES[last], Code(code.upper())
    return _ACTION_OF.get(word), None


def _joined(words: Sequence[str]) -> Iterator[str]:
    """Yield the words, and join a code that was written in two halves, such as `K7 MX` or `K7-MX`."""
    left = list(words)
    while left:
        word = left.pop(0)
        is_halved = bool(left) and _HALF.fullmatch(word) and _HALF.fullmatch(left[0])
        yield word + left.pop(0) if is_halved else word
