"""One call to one server: within its rate limit, and every error response as an error of ours."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

from watchdesk.core.clock import Clock
from watchdesk.core.errors import TryLater, Unconfirmed
from watchdesk.core.http_client import HttpClient, HttpResponse
from watchdesk.platforms.bluesky.deep_json import parsed
from watchdesk.platforms.bluesky.errors import refusal
from watchdesk.platforms.bluesky.rate_limit import RateLimit

Query = Mapping[str, str | list[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Xrpc:
    http: HttpClient
    clock: Clock
    pace: RateLimit = field(default_factory=RateLimit)

    def get(self, base: str, method: str, token: str, query: Query | None = None, proxy: str | None = None) -> Any:  # noqa: ANN401  the caller's model reads it
        """Call `method` of the server at `base`, or through it of the service `proxy`."""
        return self._send("GET", f"{base}/xrpc/{method}", _bearer(token, proxy), query=query)

    def write(self, base: str, method: str, token: str, body: Mapping[str, Any], proxy: str | None = None) -> Any:  # noqa: ANN401
        """Change something. Raises Unconfirmed unless the server said clearly whether the change was made."""
        headers = _bearer(token, proxy) | {"content-type": "application/json"}
        reply = self._ask("POST", f"{base}/xrpc/{method}", headers, body=json.dumps(body).encode())
        if reply.ok:
            try:
                return parsed(reply.body)
            except TryLater as error:
                raise Unconfirmed(str(error)) from error
        refused = refusal(reply, self.clock.now())
        raise Unconfirmed(str(refused)) if reply.status >= HTTPStatus.INTERNAL_SERVER_ERROR else refused

    def upload(self, base: str, token: str, content: bytes, content_type: str) -> Any:  # noqa: ANN401
        """Upload a file, to be named in a record soon."""
        headers = _bearer(token) | {"content-type": content_type}
        return self._send("POST", f"{base}/xrpc/com.atproto.repo.uploadBlob", headers, body=content)

    def refresh(self, base: str, token: str) -> Any:  # noqa: ANN401
        """Return a new pair of tokens. The same token sent again within two hours yields the same pair."""
        return self._send("POST", f"{base}/xrpc/com.atproto.server.refreshSession", _bearer(token))

    def log_in(self, base: str, identifier: str, password: str) -> Any:  # noqa: ANN401
        """Open a new session.

        Logins have a limit of their own (30 in five minutes), which says nothing of other calls.
        """
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
        """Make a call that does no harm if its response is lost: a query, a session, an upload."""
        try:
            reply = self._ask(verb, url, headers, query=query, body=body, paced=paced)
        except Unconfirmed as error:
            raise TryLater(str(error)) from error
        if not reply.ok:
            raise refusal(reply, self.clock.now())
        return parsed(reply.body)

    def _ask(  # noqa: PLR0913
        self,
        verb: str,
        url: str,
        headers: Mapping[str, str],
        *,
        query: Query | None = None,
        body: bytes | None = None,
        paced: bool = True,
    ) -> HttpResponse:
        if paced:
            self.pace.hold_back(self.clock.now())
        reply = self.http.send(
            verb, url, query=query, headers={"accept": "application/json", **headers}, body=body
        )
        if paced:
            self.pace.note(reply.headers, self.clock.now())
        return reply


def _bearer(token: str, proxy: str | None = None) -> dict[str, str]:
    return {"authorization": f"Bearer {token}"} | ({"atproto-proxy": proxy} if proxy else {})
