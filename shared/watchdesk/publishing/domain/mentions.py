"""On some platforms a reply reaches only the accounts that its text mentions."""

import re
from dataclasses import replace

from watchdesk.publishing.domain.post_request import PostRequest

_MENTION = r"(?<![=/\w])@{}(?![\w@]|[.-]\w)"


def mentions_handle(text: str, handle: str) -> bool:
    """Say whether the text mentions exactly this handle: `@ana` is not `@ana@social.example`."""
    return re.search(_MENTION.format(re.escape(handle)), text, re.IGNORECASE) is not None


def with_mention(text: str, handle: str) -> str:
    """Return the text with the handle in front, unless the text mentions it already. Safe to repeat."""
    handle = handle.removeprefix("@")
    return text if mentions_handle(text, handle) else f"@{handle} {text}".rstrip()


def request_with_mention(request: PostRequest, handle: str) -> PostRequest:
    """Return the request with the handle in each text, or unchanged if the handle is empty."""
    if not handle:
        return request
    variants = {platform: with_mention(text, handle) for platform, text in request.variants.items()}
    return replace(request, text=with_mention(request.text, handle), variants=variants)
