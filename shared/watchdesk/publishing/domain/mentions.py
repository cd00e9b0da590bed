"""Where a reply reaches only whom it names: the name it must hold, and how it gets there."""

import re

_NAMED = r"(?<![=/\w])@{}(?![\w@]|[.-]\w)"


def mentions_handle(text: str, handle: str) -> bool:
    """Whether the text speaks to this very account: `@ana` is somebody else than `@ana@mastodon.example`."""
    return re.search(_NAMED.format(re.escape(handle)), text, re.IGNORECASE) is not None


def with_mention(text: str, handle: str) -> str:
    """The text that reaches the account of this handle. Putting the name in twice is putting it in once."""
    handle = handle.removeprefix("@")
    return text if mentions_handle(text, handle) else f"@{handle} {text}".rstrip()
