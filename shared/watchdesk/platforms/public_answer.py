"""What a server shows to everybody, asked without any account's credential."""

from collections.abc import Mapping
from typing import Final

from watchdesk.core.errors import TryLater
from watchdesk.core.http_client import HttpClient

ACCEPT: Final = {"accept": "application/json"}
SERVER_ERROR: Final = 500


def public_answer(http: HttpClient, url: str, query: Mapping[str, str | list[str]] | None = None) -> object:
    """Return the JSON at this address, or None for what is not there or not shown to everybody.

    Raises TryLater if the server does not answer.
    """
    reply = http.send("GET", url, query=query, headers=ACCEPT)
    if reply.status >= SERVER_ERROR:
        raise TryLater(f"the server answered {reply.status}")
    return reply.json() if reply.ok else None
