"""Reads JSON whose depth somebody else has chosen.

A record may hold any fields of any depth. One that is nested a few thousand levels deep would make Python's parser
fail on the whole page, with everybody else's messages on it.
"""

import json
import re
from typing import Any

from watchdesk.core.errors import TryLater

DEEPEST = 200
"""The deepest level that is kept. The deepest thread asked for (see threads.py) takes less."""

_TOKEN = re.compile(rb'"(?:[^"\\]++|\\.)*+"?|[\[{\]}]', re.DOTALL)


def parsed(body: bytes) -> Any:  # noqa: ANN401  whatever the server sent; models read it
    """Return the parsed body, without values that are nested too deep. Raises TryLater if it is not JSON."""
    try:
        try:
            return json.loads(body)
        except RecursionError:
            return json.loads(_shallow(body))
    except ValueError as error:
        raise TryLater("Bluesky answered with a body that is not JSON") from error


def _shallow(body: bytes) -> bytes:
    """Return the same JSON with `null` for every value nested deeper than DEEPEST."""
    kept, depth, start = [], 0, 0
    for token in _TOKEN.finditer(body):
        if token[0] in b"[{":
            depth += 1
            if depth == DEEPEST:
                kept.append(body[start : token.start()] + b"null")
        elif token[0] in b"]}":
            if depth == DEEPEST:
                start = token.end()
            depth -= 1
    return b"".join([*kept, body[start:] if depth < DEEPEST else b""])
