"""Describes the API as OpenAPI 3.1, from the routes and models that answer it."""

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
    "This API is the duty desk of a force's accounts: list the messages that wait, read one, claim it, and say "
    "what was done. It also publishes on these accounts: submit a post, follow it, withdraw it. Every response "
    "but 2xx is a problem document (RFC 9457) that says what to change. If the gateway answers before the API "
    'does, because a token is not valid or there are too many requests, the body is `{"message": ...}` instead. '
    "What does not exist and what is not permitted give the same response. Accounts are named by their ids in "
    "the register."
)
TAGS = {
    "messages": "What the public has sent. The audit trail records each reading, claim and disposition.",
    "alerts": "What is overdue, who was texted, and who has acknowledged it.",
    "posts": "What a force says in public, with one delivery for each account.",
    "decisions": "Approve, reject or withdraw a post, and settle its deliveries.",
    "images": "Images are uploaded by themselves, and a post names them.",
    "freezes": "While a freeze holds, nothing is published.",
    "names": "Withhold an officer's name, or show it again.",
}
ROUTES = (PostRoutes, DecisionRoutes, MediaRoutes, FreezeRoutes, NameRoutes, MessageRoutes, AlertRoutes)
"""Every class that declares routes."""
UNUSED_SCHEMAS = ("HTTPValidationError", "ValidationError", "ResponseValidationError")
"""Powertools always describes these, although every error of this API is a problem document."""


def api_description() -> dict[str, Any]:
    # A description calls no route, so the groups need no use cases.
    app = Application(*map(object.__new__, ROUTES)).app
    text = app.get_openapi_json_schema(
        title=TITLE,
        version=VERSION,
        description=ABOUT,
        tags=[Tag(name=name, description=about) for name, about in TAGS.items()],
        security_schemes={
            "token": HTTPBearer(bearerFormat="JWT", description="A token of the force's identity provider.")
        },
        security=[{"token": []}],
    )
    description: dict[str, Any] = json.loads(text)
    for name in UNUSED_SCHEMAS:
        description["components"]["schemas"].pop(name, None)
    description["paths"] = dict(sorted(description["paths"].items()))
    return description


def description_text(description: dict[str, Any]) -> str:
    return json.dumps(description, indent=1, ensure_ascii=False) + "\n"
