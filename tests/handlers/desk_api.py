"""The API of the desk as a gateway calls it, over a duty room in memory: real routes, real use cases, no AWS."""

import json
from dataclasses import dataclass, field, fields
from functools import cache, partial
from typing import Any

from tests.handlers.api import EVERY_ROLE, Reply, http_event
from tests.handlers.lambda_context import LambdaContext
from tests.worlds.desk import PC, DeskUseCases, DutyRoom
from watchdesk.core.disposition import DispositionCode, DispositionRequest
from watchdesk.core.message import MessageKey
from watchdesk.desk.http.alert_routes import AlertRoutes
from watchdesk.desk.http.message_addresses import id_of
from watchdesk.desk.http.message_routes import MessageRoutes
from watchdesk.http.application import Application

CRIME = {"outcome": "crime_recorded", "reference": "NY-12/345"}
SPAM = DispositionRequest(outcome=DispositionCode.SPAM, reason="An advertisement.")


class Stage:
    """Routes are built once for all tests, and call the use cases of whichever room is on stage."""

    def __init__(self) -> None:
        self.use: DeskUseCases | None = None
        self.application = Application(
            MessageRoutes(**self._calls(MessageRoutes, "message_routes")),
            AlertRoutes(**self._calls(AlertRoutes, "alert_routes")),
        )

    def _calls(self, group: type, name: str) -> dict[str, Any]:
        return {field.name: partial(self._call, name, field.name) for field in fields(group)}

    def _call(self, group: str, name: str, *arguments: Any, **named: Any) -> Any:
        return getattr(getattr(self.use, group), name)(*arguments, **named)


stage = cache(Stage)


@dataclass
class DeskApi:
    room: DutyRoom = field(default_factory=DutyRoom)

    def application(self, event: dict[str, Any]) -> dict[str, Any]:
        stage().use = self.room.use
        return stage().application(event, LambdaContext())

    def call(self, method: str, path: str, body: Any = None, **given: Any) -> Reply:
        return self.answers(http_event(method, path, body, **{"subject": PC, "roles": EVERY_ROLE, **given}))

    def answers(self, event: dict[str, Any]) -> Reply:
        answer = json.loads(json.dumps(self.application(event)))
        headers = {name.lower(): value for name, value in answer["headers"].items()}
        return Reply(answer["statusCode"], headers, json.loads(answer["body"]))

    def about(self, key: MessageKey, deed: str = "", body: Any = None, **given: Any) -> Reply:
        """Read it, or do something with it."""
        path = f"/v1/messages/{id_of(key)}"
        return self.call("POST", f"{path}/{deed}", body, **given) if deed else self.call("GET", path, **given)
