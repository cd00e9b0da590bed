"""The client that feeds and outlets use: every call is made with the account's session."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from watchdesk.core.errors import Defect, Unconfirmed
from watchdesk.platforms.bluesky.errors import DeadSession, StaleAccess
from watchdesk.platforms.bluesky.session import BlueskySession
from watchdesk.platforms.bluesky.tokens import Tokens
from watchdesk.platforms.bluesky.xrpc import Query, Xrpc

Answer = TypeVar("Answer", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class BlueskyClient:
    session: BlueskySession
    xrpc: Xrpc

    def get(self, kind: type[Answer], method: str, query: Query, proxy: str | None = None) -> Answer:
        """Return the response read as `kind`. A session that has run out is renewed once, and the call repeated.

        Raises Defect if the response does not have the documented shape, and otherwise what errors.py says.
        """
        return _read(
            kind, self._with_session(lambda own: self.xrpc.get(own.base, method, own.access, query, proxy))
        )

    def write(self, kind: type[Answer], method: str, body: Mapping[str, Any], proxy: str | None = None) -> Answer:
        """Change something, once.

        Raises Unconfirmed if the change may have taken effect although the call failed.
        """
        answer = self._with_session(lambda own: self.xrpc.write(own.base, method, own.access, body, proxy))
        try:
            return _read(kind, answer)
        except Defect as error:
            raise Unconfirmed(str(error)) from None

    def upload(self, kind: type[Answer], content: bytes, content_type: str) -> Answer:
        """Upload a file. The server deletes files that no record names, so an upload may be repeated."""
        return _read(
            kind, self._with_session(lambda own: self.xrpc.upload(own.base, own.access, content, content_type))
        )

    def _with_session(self, call: Callable[[Tokens], Any]) -> Any:  # noqa: ANN401  the caller's model reads it
        tokens = self.session.tokens()
        try:
            return call(tokens)
        except StaleAccess:
            self.session.renew(tokens)
        except DeadSession:
            self.session.replace(tokens)
        return call(self.session.tokens())


def _read(kind: type[Answer], answer: object) -> Answer:
    try:
        return kind.model_validate(answer)
    except ValidationError as error:
        wrong = ", ".join(
            sorted({str(each["type"]) for each in error.errors(include_input=False, include_url=False)})
        )
        raise Defect(f"Bluesky's answer has not the documented shape: {wrong}") from None
