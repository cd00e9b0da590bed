"""How similar a status is to what was sent, after everything that servers do to a text on its way into HTML.

A status that is wrongly called another lets the post go out twice. So a status is only called another if so little
of the text is shared that no change of its form explains it.
"""

import re
from collections import Counter
from enum import IntEnum
from typing import Annotated, Any

from pydantic import BeforeValidator

from watchdesk.platforms.mastodon.normalised_text import letters_of, normalised
from watchdesk.platforms.mastodon.text import plain_text
from watchdesk.platforms.mastodon.wire import Entity, Lenient, Text
from watchdesk.publishing.ports.posts import OutgoingPart

GRAM = 4
"""Letters per run. Unrelated texts of one language share many shorter runs."""
LEAST_SHARED = 0.5
"""Of the runs of the shorter text. A text that shares less is another one."""

_SPACE = re.compile(r"\s+")
_TAG = re.compile(r"<[^<>]*>")
_DOMAIN = re.compile(r"(?<![=/\w])(@\w+(?:[.-]+\w+)*)@\w+(?:[.-]+\w+)*")
"""`@ana@mastodon.example` is shown as `@ana`."""
_SCHEME = re.compile(r"(?:https?://|mailto:)(?:www\.)?|\bwww\.", re.IGNORECASE)
"""Servers that make links of bare addresses put a scheme in front."""
_NAMES = re.compile(r"^(?:@\w+(?:[.-]+\w+)*(?:\s+|$))+")
_NAME = re.compile(r"(?<![=/\w])@(\w+)")


class Similarity(IntEnum):
    OTHER = 0
    DOUBTFUL = 1
    SAME = 2


def _list(value: Any) -> Any:  # noqa: ANN401
    return value if isinstance(value, list) else []


class StatusEdit(Entity):
    """One wording of a status, as the status itself or its history shows it."""

    content: Lenient[Text] = None
    spoiler_text: Lenient[Text] = None
    media_attachments: Annotated[tuple[Any, ...], BeforeValidator(_list)] = ()


def similarity_of(edition: StatusEdit, part: OutgoingPart) -> Similarity:
    """Compare warning and text as one: of a post without a text, Mastodon makes the warning its text."""
    is_reply = part.reply_to is not None
    shown = _comparable_words(plain_text(edition.content or ""), is_reply=is_reply)
    sent = _comparable_words(part.text, is_reply=is_reply)
    shown_warning, warning = normalised(edition.spoiler_text or ""), normalised(part.content_warning)
    is_whole = _unspaced(shown_warning + shown) == _unspaced(warning + sent)
    if is_whole and len(edition.media_attachments) == len(part.images):
        return Similarity.SAME
    pairs = ((shown, sent), (shown_warning + shown, warning + sent))
    return Similarity.DOUBTFUL if any(may_be_same(*pair) for pair in pairs) else Similarity.OTHER


def may_be_same(shown: str, sent: str) -> bool:
    """Say whether the shown text may be the sent one in another form, or a part of it, or with something added."""
    if _names_others(shown, sent):
        return False
    # A server that takes the text for HTML or Markdown shows no tag.
    forms = {letters_of(sent), letters_of(_TAG.sub("", sent))}
    return any(_shares_much(letters_of(shown), form) for form in forms)


def _names_others(shown: str, sent: str) -> bool:
    """Say whether both name people, and not one of them is the same. No server changes whom a post names."""
    people, others = ({letters_of(name) for name in _NAME.findall(text)} for text in (shown, sent))
    return bool(people) and bool(others) and not people & others


def _shares_much(shown: str, sent: str) -> bool:
    if min(len(shown), len(sent)) < GRAM:
        # So few letters prove nothing.
        return len(sent) < GRAM or shown in sent
    grams, others = _grams(shown), _grams(sent)
    return (grams & others).total() >= LEAST_SHARED * min(grams.total(), others.total())


def _grams(letters: str) -> Counter[str]:
    return Counter(letters[at : at + GRAM] for at in range(len(letters) - GRAM + 1))


def _comparable_words(text: str, *, is_reply: bool) -> str:
    """Return the words to compare. An answer loses its first names, which may have been added on the way."""
    plain = _SCHEME.sub("", _DOMAIN.sub(r"\1", normalised(text.strip())))
    return _NAMES.sub("", plain) if is_reply else plain


def _unspaced(text: str) -> str:
    return _SPACE.sub("", text)
