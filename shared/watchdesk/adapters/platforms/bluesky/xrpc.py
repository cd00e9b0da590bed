"""One call to one server: paced, and every refusal as an error of ours."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from watchdesk.adapters.http import Http
from watchdesk.adapters.platforms.bluesky.errors import refusal
from watchdesk.adapters.platforms.bluesky.nesting import parsed
from watchdesk.adapters.platforms.bluesky.pace import Pace
from watchdesk.domain.errors import TryLater, Unconfirmed
from watchdesk.ports import Clock

Query = Mapping[str, str | list[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Xrpc:
    http: Http
    clock: Clock
    pace: Pace = field(default_factory=Pace)

    def get(self, base: str, method: str, token: str, query: Query | None = None, proxy: str | None = None) -> Any:  # noqa: ANN401  the caller's model reads it
        """Ask `method` of the server at `base`, or through it of the service `proxy`."""
        headers = {"authorization": f"Bearer {token}"} | ({"atproto-proxy": proxy} if proxy else {})
        return self._send("GET", f"{base}/xrpc/{method}", headers, query=query)

    def refresh(self, base: str, token: str) -> Any:  # noqa: ANN401
        """A new pair of tokens; the same pair, if the same token is sent again within two hours."""
        headers = {"authorization": f"Bearer {token}"}
        return self._send("POST", f"{base}/xrpc/com.atproto.server.refreshSession", headers)

    def log_in(self, base: str, identifier: str, password: str) -> Any:  # noqa: ANN401
        """A new session. Logins have a limit of their own (30 in five minutes), which says nothing of the rest."""
        body = json.dumps({"identifier": identifier, "password": password}).encode()
        headers = {"content-type": "application/json"}
        return self._send("POST", f"{base}/xrpc/com.atproto.server.createSession", headers, body=body, paced=False)

    def _send(  # noqa: PLR0913  one call, its parts named
        self,
        verb: str,
        url: str,
        headers: Mapping[str, str],
        *,
        query: Query | None = None,
        body: bytes | None = None,
        paced: bool = True,
    ) -> Any:  # noqa: ANN401
        if paced:
            self.pace.hold_back(self.clock.now())
        try:
            reply = self.http.send(
                verb, url, query=query, headers={"accept": "application/json", **headers}, body=body
            )
        except Unconfirmed as error:
            # A session that was opened or refreshed without our hearing of it does no harm: ask again.
            raise TryLater(str(error)) from error
        now = self.clock.now()
        if paced:
            self.pace.note(reply.headers, now)
        if not reply.ok:
            raise refusal(reply, now)
        return parsed(reply.body)
