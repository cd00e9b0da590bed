"""The simulated platforms, from outside: their accounts, and what the public does there."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import urllib3

from watchdesk.core.account import Platform


class SimulatorRequestError(RuntimeError):
    """A simulator did not do what was asked of it."""


@dataclass(frozen=True, slots=True)
class SimulatorClient:
    platform: Platform
    url: str

    def is_ready(self) -> bool:
        try:
            self._ask("GET", "clock")
        except (urllib3.exceptions.HTTPError, SimulatorRequestError):
            return False
        return True

    def add_account(self, handle: str, name: str) -> Mapping[str, Any]:
        """The credentials of an official account; asked again, those of the same one."""
        found: Mapping[str, Any] = self._ask("POST", "accounts", {"handle": handle, "display_name": name})
        return found

    def act(self, member: str, verb: str, **what: str) -> str:
        """Let a member of the public do something; the id of what came of it."""
        return str(self._ask("POST", f"public/{member}/{verb}", what)["id"])

    def lose(self, route: str, method: str) -> None:
        """Carry out the next such request, and let its answer get lost."""
        self._ask("POST", "faults", {"kind": "lost", "route": route, "method": method, "times": 1})

    def shown(self, handle: str) -> list[str]:
        """The texts of the account's posts that the public sees."""
        return [str(post["text"]) for post in self._ask("GET", f"posts?account={quote(handle)}")]

    def _ask(self, method: str, path: str, body: Mapping[str, str | int] | None = None) -> Any:  # noqa: ANN401  JSON
        answer = urllib3.request(
            method,
            f"{self.url}/_simulator/{path}",
            body=None if body is None else json.dumps(body).encode(),
            headers={"Content-Type": "application/json"},
            retries=False,
            timeout=10,
        )
        if answer.status != HTTPStatus.OK:
            problem = answer.data.decode(errors="replace")[:200]
            raise SimulatorRequestError(f"{self.platform} answered {answer.status} to {path}: {problem}")
        return answer.json()
