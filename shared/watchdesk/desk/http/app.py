"""The interface of the duty desk."""

from watchdesk.desk.http.alert_routes import AlertRoutes
from watchdesk.desk.http.facade import DutyDesk
from watchdesk.desk.http.message_routes import MessageRoutes
from watchdesk.http.application import Application


def handling(desk: DutyDesk, application: Application | None = None) -> Application:
    """By itself, or hung into an interface that stands already."""
    return (application or Application()).add(MessageRoutes(desk), AlertRoutes(desk))
