"""A user of a server who writes with a token, through the same API as every app."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

from watchdesk.core.http_client import HttpClient, HttpResponse, Urllib3Client


@dataclass(frozen=True, slots=True)
class ServerUser:
    """A user with a token."""

    server: str
    token: str = field(repr=False)
    http: HttpClient = field(default_factory=Urllib3Client, repr=False)

    @property
    def username(self) -> str:
        return str(self._ask("GET", "/api/v1/accounts/verify_credentials")["username"])

    def writes(self, text: str, *, visibility: str = "public", to: str | None = None, warning: str = "") -> str:
        """Post a status, and return its id."""
        status = {"status": text, "visibility": visibility, "in_reply_to_id": to, "spoiler_text": warning}
        return str(
            self._ask("POST", "/api/v1/statuses", {name: each for name, each in status.items() if each})["id"]
        )

    def reads(self, status: str) -> dict[str, Any] | None:
        """Return the status as the server shows it to this user, or None if it is gone or hidden."""
        headers = {"authorization": f"Bearer {self.token}"}
        path = f"/api/v1/statuses/{status}"
        reply = self.http.send("GET", f"{self.server}{path}", headers=headers)
        if reply.status == HTTPStatus.NOT_FOUND:
            return None
        shown: dict[str, Any] = _accepted(f"GET {path}", reply)
        return shown

    def edits(self, status: str, text: str) -> None:
        self._ask("PUT", f"/api/v1/statuses/{status}", {"status": text})

    def deletes(self, status: str) -> None:
        self._ask("DELETE", f"/api/v1/statuses/{status}")

    def _ask(self, verb: str, path: str, body: Mapping[str, Any] | None = None) -> Any:
        headers = {"authorization": f"Bearer {self.token}", "content-type": "application/json"}
        sent = None if body is None else json.dumps(body).encode()
        return _accepted(
            f"{verb} {path}", self.http.send(verb, f"{self.server}{path}", headers=headers, body=sent)
        )


def _accepted(call: str, reply: HttpResponse) -> Any:
    if not reply.ok:
        raise AssertionError(f"{call} answered {reply.status}: {reply.body[:200]!r}")
    return reply.json()
