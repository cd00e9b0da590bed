"""How similar a status is to what was sent, after everything that servers do to a text on its way into HTML."""

import re
import unicodedata
from enum import IntEnum
from typing import Annotated, Any

from pydantic import BeforeValidator

from watchdesk.platforms.mastodon.text import plain_text
from watchdesk.platforms.mastodon.wire import Entity, Lenient, Text
from watchdesk.publishing.ports.posts import OutgoingPart

_SPACE = re.compile(r"\s+")
_DOMAIN = re.compile(r"(?<![=/\w])(@\w+(?:[.-]+\w+)*)@\w+(?:[.-]+\w+)*")
"""`@ana@mastodon.example` is shown as `@ana`."""
_SCHEME = re.compile(r"(?:https?://|mailto:)(?:www\.)?|\bwww\.", re.IGNORECASE)
"""Servers that make links of bare addresses put a scheme in front."""
_NAMES = re.compile(r"^(?:@\w+(?:[.-]+\w+)*(?:\s+|$))+")
_SIGNS = re.compile(r"[\W_]+")


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
    shown, sent = (
        _comparable_words(plain_text(edition.content or ""), is_reply=is_reply),
        _comparable_words(part.text, is_reply=is_reply),
    )
    shown_whole, sent_whole = (edition.spoiler_text or "") + shown, part.content_warning + sent
    if _unspaced(shown_whole) == _unspaced(sent_whole) and len(edition.media_attachments) == len(part.images):
        return Similarity.SAME
    is_like = _letters(shown) == _letters(sent) or _letters(shown_whole) == _letters(sent_whole)
    return Similarity.DOUBTFUL if is_like else Similarity.OTHER


def _comparable_words(text: str, *, is_reply: bool) -> str:
    """Return the words to compare. An answer loses its first names, which may have been added on the way."""
    plain = _SCHEME.sub("", _DOMAIN.sub(r"\1", unicodedata.normalize("NFC", text.strip())))
    return _NAMES.sub("", plain) if is_reply else plain


def _unspaced(text: str) -> str:
    return _SPACE.sub("", unicodedata.normalize("NFC", text))


def _letters(text: str) -> str:
    return _SIGNS.sub("", text).casefold()
