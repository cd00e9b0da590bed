"""A client of the control routes of the simulated platforms."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import urllib3

from watchdesk.core.account import Platform


class SimulatorRequestError(RuntimeError):
    """A simulator answered a request with an error."""


@dataclass(frozen=True, slots=True)
class SimulatorClient:
    """Adds accounts to one simulated platform and lets the public act on it. Raises SimulatorRequestError."""

    platform: Platform
    url: str

    def is_ready(self) -> bool:
        """Return whether the simulator answers."""
        try:
            self._request("GET", "clock")
        except (urllib3.exceptions.HTTPError, SimulatorRequestError):
            return False
        return True

    def add_account(self, handle: str, name: str) -> Mapping[str, Any]:
        """Add an official account and return its credentials. A second call returns those of the same account."""
        found: Mapping[str, Any] = self._request("POST", "accounts", {"handle": handle, "display_name": name})
        return found

    def act(self, member: str, action: str, **arguments: str) -> str:
        """Let a member of the public do something, and return the id of the result."""
        return str(self._request("POST", f"public/{member}/{action}", arguments)["id"])

    def lose_next_response(self, route: str, method: str) -> None:
        """Let the simulator carry out the next such request and then close the connection without a response."""
        self._request("POST", "faults", {"kind": "lost", "route": route, "method": method, "times": 1})

    def shown_texts(self, handle: str) -> list[str]:
        """Return the texts of the account's posts that the public sees."""
        return [str(post["text"]) for post in self._request("GET", f"posts?account={quote(handle)}")]

    def _request(self, method: str, path: str, body: Mapping[str, str | int] | None = None) -> Any:  # noqa: ANN401  JSON
        response = urllib3.request(
            method,
            f"{self.url}/_simulator/{path}",
            body=None if body is None else json.dumps(body).encode(),
            headers={"Content-Type": "application/json"},
            retries=False,
            timeout=10,
        )
        if response.status != HTTPStatus.OK:
            problem = response.data.decode(errors="replace")[:200]
            raise SimulatorRequestError(f"{self.platform} answered {response.status} to {path}: {problem}")
        return response.json()
