"""What the store can hold of an item from outside, whatever the outside has put into it."""

import json
from dataclasses import asdict, replace

from watchdesk.core.message import Attachment, Inbound, Unreadable

LONGEST_NAME = 1_000
"""Characters of an author's name or handle that are stored with the message. Platforms allow at most 640."""
WHOLE_NAME = "author's whole name"
"""The kind of the attachment that keeps a longer name, so that search and disclosure still find it."""
LONGEST_RAW = 100_000
"""Characters of an item that the store refused."""
REFUSED_BY_STORE = "the store refused the message"


def with_short_names(body: Inbound) -> Inbound:
    """Return the message with names that every table can hold. A longer name is kept beside the text."""
    names = (body.author.handle, body.author.name)
    long_names = tuple(dict.fromkeys(name for name in names if len(name) > LONGEST_NAME))
    if not long_names:
        return body
    handle, name = (name[:LONGEST_NAME] for name in names)
    kept = tuple(Attachment(kind=WHOLE_NAME, url="", alt=name) for name in long_names)
    author = replace(body.author, handle=handle, name=name)
    return replace(body, author=author, attachments=(*body.attachments, *kept))


def kept_raw(body: Inbound | Unreadable) -> Unreadable:
    """Return an item that the store refused as one that it takes: raw, as ASCII, and cut to a limit."""
    raw = json.dumps(asdict(body), default=str)
    cut = f"; cut from {len(raw)} characters" if len(raw) > LONGEST_RAW else ""
    return Unreadable(
        surface=body.surface, native_id=body.native_id, raw=raw[:LONGEST_RAW], problem=REFUSED_BY_STORE + cut
    )
