"""What word processors, Windows and phone books put into a text, taken out before anything is checked."""

import re
from collections.abc import Iterator
from dataclasses import replace

from watchdesk.core.problems import Advice, AdviceCode
from watchdesk.publishing.domain.post_request import PostRequest

_LINE_BREAK = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
_MARK_BEFORE_NUMBER = re.compile(r"[\u202A\u202D\u2066\u2068\u200E](?=[+(0-9])")
_MARK_BEHIND_NUMBER = re.compile(r"(?<=[0-9])[\u202C\u2069\u200E]")
"""Phone books put these directional marks round a phone number. Elsewhere they could turn a text round."""


def plain_typed(text: str) -> str:
    """Return the text with every line break as U+000A and no directional marks round phone numbers."""
    text = _LINE_BREAK.sub("\n", text)
    return _MARK_BEHIND_NUMBER.sub("", _MARK_BEFORE_NUMBER.sub("", text))


def plain_request(request: PostRequest) -> PostRequest:
    """Return the request with all its texts so."""
    return replace(
        request,
        text=plain_typed(request.text),
        variants={platform: plain_typed(text) for platform, text in request.variants.items()},
        images=tuple(replace(image, alt=plain_typed(image.alt)) for image in request.images),
        content_warning=plain_typed(request.content_warning),
    )


def advice_on_changes(request: PostRequest) -> Iterator[Advice]:
    """Yield one piece of advice if the request does not stay as it was typed."""
    if plain_request(request) != request:
        message = "Line breaks and invisible marks were made plain: read the preview once more."
        yield Advice(code=AdviceCode.CHARACTERS_CHANGED, message=message)
