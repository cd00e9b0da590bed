"""The interface of the duty desk."""

from watchdesk.adapters.api.alert_routes import AlertRoutes
from watchdesk.adapters.api.application import Application
from watchdesk.adapters.api.duty_desk import DutyDesk
from watchdesk.adapters.api.message_routes import MessageRoutes


def handling(desk: DutyDesk, application: Application | None = None) -> Application:
    """By itself, or hung into an interface that stands already."""
    return (application or Application()).add(MessageRoutes(desk), AlertRoutes(desk))
