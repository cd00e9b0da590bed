"""The API of posts as a gateway calls it, over a newsroom in memory: real routes, real use cases, no AWS."""

import json
from dataclasses import dataclass, field, replace
from functools import cache, partial
from typing import Any, cast

from tests.fakes.idempotency_records import FakeRecords
from tests.fakes.media import FakeMediaDrop
from tests.handlers.lambda_context import LambdaContext
from tests.worlds.publishing import JANE, SELBY, TEXT, Newsroom
from watchdesk.bootstrap.publishing import publishing_api
from watchdesk.bootstrap.publishing.use_cases import PublishingUseCases
from watchdesk.core.principal import Action

EVERY_ROLE = f"[{' '.join(f'{action}:*' for action in Action)}]"
"""As an HTTP API hands a list of claims on."""


@dataclass(frozen=True)
class Reply:
    status: int
    headers: dict[str, str]
    body: Any

    @property
    def codes(self) -> set[str]:
        return {problem["code"] for problem in self.body["problems"]}

    @property
    def fields(self) -> set[str]:
        return {problem["field"] for problem in self.body["problems"]}

    @property
    def kind(self) -> str:
        return str(self.body["type"]).removeprefix("urn:watchdesk:problem:")


class Stage:
    """Routes are built once for all tests, and call the use cases of whichever newsroom is on stage."""

    def __init__(self) -> None:
        self.use: PublishingUseCases | None = None
        self.records = FakeRecords()
        self.application = publishing_api(cast("PublishingUseCases", self), self.records)

    def __getattr__(self, name: str) -> Any:
        """Whatever a route takes for a use case calls the one on stage by the same name."""
        return partial(self._call, name)

    def _call(self, name: str, *arguments: Any, **named: Any) -> Any:
        return getattr(self.use, name)(*arguments, **named)


stage = cache(Stage)


@dataclass
class Api:
    newsroom: Newsroom = field(default_factory=Newsroom)
    drop: FakeMediaDrop = field(default_factory=FakeMediaDrop)

    def __post_init__(self) -> None:
        self.use = replace(self.newsroom.use, drop=self.drop)
        self.records = stage().records
        self.records.held.clear()

    def call(self, method: str, path: str, body: Any = None, **given: Any) -> Reply:
        return self.answers(http_event(method, path, body, **given))

    def application(self, event: dict[str, Any]) -> dict[str, Any]:
        stage().use = self.use
        return stage().application(event, LambdaContext())

    def answers(self, event: dict[str, Any]) -> Reply:
        answer = json.loads(json.dumps(self.application(event)))
        headers = {name.lower(): value for name, value in answer["headers"].items()}
        return Reply(answer["statusCode"], headers, json.loads(answer["body"]))

    def publish(self, key: str = "key-1", *, roles: str = EVERY_ROLE, subject: str = JANE, **fields: Any) -> Reply:
        headers = {"idempotency-key": key}
        return self.call("POST", "/v1/posts", a_post(**fields), headers=headers, roles=roles, subject=subject)

    @property
    def is_untouched(self) -> bool:
        """Nothing was stored, told or asked for."""
        room = self.newsroom
        stored = room.store.posts or room.store.delivered or room.freezes.standing or room.uploads.uploads
        return not (stored or room.trail.deeds or room.requests.asked or self.drop.kept or self.records.held)


def a_post(**fields: Any) -> dict[str, Any]:
    return {"text": TEXT, "accounts": [SELBY]} | fields


def claims_of(subject: str | None, roles: str | None) -> dict[str, str]:
    claims = {"iss": "https://login.example", "aud": "desk", "token_use": "id"}
    claims |= {} if subject is None else {"sub": subject}
    return claims | ({} if roles is None else {"roles": roles})


def http_event(  # noqa: PLR0913  one call, its parts named
    method: str,
    path: str,
    body: Any = None,
    *,
    subject: str | None = JANE,
    roles: str | None = EVERY_ROLE,
    headers: dict[str, str] | None = None,
    query: str = "",
) -> dict[str, Any]:
    """A call of an HTTP API behind its JWT authorizer, payload format 2.0."""
    text = body if isinstance(body, str | None) else json.dumps(body)
    event: dict[str, Any] = {
        "version": "2.0",
        "routeKey": f"{method} {path}",
        "rawPath": path,
        "rawQueryString": query,
        "headers": {"host": "api.example", "content-type": "application/json", **(headers or {})},
        "requestContext": {
            "accountId": "123456789012",
            "apiId": "api",
            "authorizer": {"jwt": {"claims": claims_of(subject, roles), "scopes": None}},
            "domainName": "api.example",
            "http": {"method": method, "path": path, "protocol": "HTTP/1.1", "sourceIp": "192.0.2.1"},
            "requestId": "request-1",
            "routeKey": f"{method} {path}",
            "stage": "$default",
        },
        "isBase64Encoded": False,
    }
    event |= {"queryStringParameters": dict(each.split("=", 1) for each in query.split("&"))} if query else {}
    return event | ({} if text is None else {"body": text})


def refused(api, reply, status):
    assert reply.status == status
    assert reply.headers["content-type"] == "application/problem+json"
    assert reply.body["status"] == status
    assert reply.body["title"]
    assert reply.body["detail"]
    assert api.is_untouched
    return reply
