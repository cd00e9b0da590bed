"""The interface of posts."""

from aws_lambda_powertools.utilities.idempotency.persistence.base import BasePersistenceLayer

from watchdesk.adapters.api.application import Application
from watchdesk.adapters.api.deed_routes import DeedRoutes
from watchdesk.adapters.api.desk import Desk
from watchdesk.adapters.api.media_routes import MediaRoutes
from watchdesk.adapters.api.once import AcceptOnce
from watchdesk.adapters.api.order_routes import OrderRoutes
from watchdesk.adapters.api.post_routes import PostRoutes


def publishing(desk: Desk, records: BasePersistenceLayer) -> Application:
    application = Application()
    accept_once = AcceptOnce(desk, records)
    return application.add(
        PostRoutes(desk, accept_once, application.app), DeedRoutes(desk), MediaRoutes(desk), OrderRoutes(desk)
    )
