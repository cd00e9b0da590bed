"""What feeds and outlets reach Bluesky through: one call, made with the account's session or not at all."""

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
        """The answer read as `kind`. A session that ran out is renewed once, and the question asked again.

        Raises Defect if the answer has not the documented shape, and what errors.py says of a refusal.
        """
        return _read(
            kind, self._with_session(lambda own: self.xrpc.get(own.base, method, own.access, query, proxy))
        )

    def write(self, kind: type[Answer], method: str, body: Mapping[str, Any], proxy: str | None = None) -> Answer:
        """Do it once. Raises Unconfirmed if it may have been done all the same."""
        answer = self._with_session(lambda own: self.xrpc.write(own.base, method, own.access, body, proxy))
        try:
            return _read(kind, answer)
        except Defect as error:
            raise Unconfirmed(str(error)) from None

    def upload(self, kind: type[Answer], content: bytes, content_type: str) -> Answer:
        """Lend the server a file. What no record names is thrown away, so this may be done any number of times."""
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
