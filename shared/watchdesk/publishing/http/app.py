"""The interface of posts."""

from aws_lambda_powertools.utilities.idempotency.persistence.base import BasePersistenceLayer

from watchdesk.http.application import Application
from watchdesk.publishing.http.decision_routes import DecisionRoutes
from watchdesk.publishing.http.facade import Desk
from watchdesk.publishing.http.freeze_routes import FreezeRoutes
from watchdesk.publishing.http.idempotency import AcceptOnce
from watchdesk.publishing.http.media_routes import MediaRoutes
from watchdesk.publishing.http.post_routes import PostRoutes


def publishing(desk: Desk, records: BasePersistenceLayer) -> Application:
    application = Application()
    accept_once = AcceptOnce(desk, records)
    return application.add(
        PostRoutes(desk, accept_once, application.app), DecisionRoutes(desk), MediaRoutes(desk), FreezeRoutes(desk)
    )
