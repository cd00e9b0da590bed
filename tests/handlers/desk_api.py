"""The API of the desk as a gateway calls it, over a duty room in memory: real routes, real use cases, no AWS."""

import json
from dataclasses import dataclass, field, fields
from functools import cache, partial
from typing import Any

from tests.handlers.api import EVERY_ROLE, Reply, http_event
from tests.handlers.lambda_context import LambdaContext
from tests.worlds.desk import PC, DutyRoom
from watchdesk.core.disposition import DispositionCode, DispositionRequest
from watchdesk.core.message import MessageKey
from watchdesk.desk.http.app import handling
from watchdesk.desk.http.facade import DutyDesk
from watchdesk.desk.http.message_addresses import id_of

CRIME = {"outcome": "crime_recorded", "reference": "NY-12/345"}
SPAM = DispositionRequest(outcome=DispositionCode.SPAM, reason="An advertisement.")


def desk_of(room: DutyRoom) -> DutyDesk:
    use = room.use
    return DutyDesk(
        page=use.list_messages,
        open=use.open_message,
        claim=use.claims.claim,
        release=use.claims.release,
        dispose=use.dispose,
        alerts=use.alerts.all,
        alert=use.alerts.one,
        acknowledge=use.acknowledge,
    )


class Stage:
    """Routes are built once for all tests, and ask whichever desk is on stage."""

    def __init__(self) -> None:
        self.desk: DutyDesk | None = None
        self.application = handling(
            DutyDesk(**{each.name: partial(self._ask, each.name) for each in fields(DutyDesk)})
        )

    def _ask(self, name: str, *arguments: Any, **named: Any) -> Any:
        return getattr(self.desk, name)(*arguments, **named)


stage = cache(Stage)


@dataclass
class DeskApi:
    room: DutyRoom = field(default_factory=DutyRoom)

    def __post_init__(self) -> None:
        self.desk = desk_of(self.room)

    def application(self, event: dict[str, Any]) -> dict[str, Any]:
        stage().desk = self.desk
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
