"""docs/openapi.json: the interface as OpenAPI 3.1, made of the very routes and models that answer."""

import json
from typing import Any

from aws_lambda_powertools.event_handler.openapi.models import HTTPBearer, Tag

from watchdesk.desk.http.alert_routes import AlertRoutes
from watchdesk.desk.http.message_routes import MessageRoutes
from watchdesk.http.application import Application
from watchdesk.publishing.http.decision_routes import DecisionRoutes
from watchdesk.publishing.http.freeze_routes import FreezeRoutes
from watchdesk.publishing.http.media_routes import MediaRoutes
from watchdesk.publishing.http.name_routes import NameRoutes
from watchdesk.publishing.http.post_routes import PostRoutes

TITLE = "Watchdesk"
VERSION = "1.0.0"
ABOUT = (
    "The duty desk of a force's accounts: see which messages wait, read one, take it in hand, say what was done. "
    "And publishing on them: hand a post in, see how far it is, take it back. Every answer but 2xx is a "
    "problem document (RFC 9457) that says what to change. Where the gateway answers before the API does, for a "
    'token that does not hold or too much at once, its body is `{"message": ...}` instead. What does not exist '
    "and what is not permitted read the same. Accounts are named by their ids in the register."
)
TAGS = {
    "messages": "What the public has sent. Every reading, claim and disposition is told to the audit trail.",
    "alerts": "What is overdue, who was told, and who has it.",
    "posts": "What a force says in public, with one delivery for each account.",
    "deeds": "What is done to a post that stands.",
    "images": "Images are uploaded by themselves, and named by a post.",
    "freezes": "Nothing goes out while something grave is happening.",
    "names": "Whose name is shown no more.",
}
ROUTES = (PostRoutes, DecisionRoutes, MediaRoutes, FreezeRoutes, NameRoutes, MessageRoutes, AlertRoutes)
UNUSED = ("HTTPValidationError", "ValidationError", "ResponseValidationError")
"""Powertools describes them always; here every error is a problem document."""


def api_description() -> dict[str, Any]:
    # A description calls no route, so the groups need no use cases.
    routed = Application(*map(object.__new__, ROUTES)).app
    text = routed.get_openapi_json_schema(
        title=TITLE,
        version=VERSION,
        description=ABOUT,
        tags=[Tag(name=name, description=told) for name, told in TAGS.items()],
        security_schemes={
            "token": HTTPBearer(bearerFormat="JWT", description="Of the force's identity provider.")
        },
        security=[{"token": []}],
    )
    described: dict[str, Any] = json.loads(text)
    for name in UNUSED:
        described["components"]["schemas"].pop(name, None)
    described["paths"] = dict(sorted(described["paths"].items()))
    return described


def description_text(described: dict[str, Any]) -> str:
    return json.dumps(described, indent=1, ensure_ascii=False) + "\n"
