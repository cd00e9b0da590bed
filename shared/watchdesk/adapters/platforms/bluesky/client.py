"""What a feed asks Bluesky through: one question, answered with the account's session or not at all."""

from dataclasses import dataclass
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from watchdesk.adapters.platforms.bluesky.errors import DeadSession, StaleAccess
from watchdesk.adapters.platforms.bluesky.session import BlueskySession
from watchdesk.adapters.platforms.bluesky.xrpc import Query, Xrpc
from watchdesk.domain.errors import Defect

Answer = TypeVar("Answer", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class BlueskyClient:
    session: BlueskySession
    xrpc: Xrpc

    def get(self, kind: type[Answer], method: str, query: Query, proxy: str | None = None) -> Answer:
        """The answer read as `kind`. A session that ran out is renewed once, and the question asked again.

        Raises Defect if the answer has not the documented shape, and what errors.py says of a refusal.
        """
        tokens = self.session.tokens()
        try:
            answer = self.xrpc.get(tokens.base, method, tokens.access, query, proxy)
        except StaleAccess:
            self.session.renew(tokens)
        except DeadSession:
            self.session.replace(tokens)
        else:
            return _read(kind, answer)
        tokens = self.session.tokens()
        return _read(kind, self.xrpc.get(tokens.base, method, tokens.access, query, proxy))


def _read(kind: type[Answer], answer: object) -> Answer:
    try:
        return kind.model_validate(answer)
    except ValidationError as error:
        wrong = ", ".join(
            sorted({str(each["type"]) for each in error.errors(include_input=False, include_url=False)})
        )
        raise Defect(f"Bluesky's answer has not the documented shape: {wrong}") from None
