"""The HTTP API of the duty desk, as the command line asks it. All of it is safe to repeat."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from infra.cli.api_client import Api, read_as
from infra.cli.exits import RefusedError
from watchdesk.core.message import MessageKey
from watchdesk.desk.http.alert_responses import AlertAnswer, AlertDetailsAnswer, AlertsAnswer
from watchdesk.desk.http.message_ids import id_of
from watchdesk.desk.http.message_responses import MessagePageAnswer, StandingAnswer
from watchdesk.desk.http.opened_responses import OpenedAnswer


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskApi(Api):
    """Every method raises RefusedError, saying what to change or what to do instead."""

    def page(self, query: Mapping[str, str]) -> MessagePageAnswer:
        return read_as(MessagePageAnswer, self.again("GET", "/v1/messages", query=query))

    def open(self, message: str, reason: str) -> OpenedAnswer:
        query = {"reason": reason} if reason else None
        return read_as(OpenedAnswer, self.again("GET", _path(message), query=query))

    def hold(self, deed: str, message: str, *, take_over: bool) -> StandingAnswer:
        """The deed is claim or release."""
        query = {"take_over": "true"} if take_over else None
        return read_as(StandingAnswer, self.again("POST", f"{_path(message)}/{deed}", query=query))

    def dispose(self, message: str, body: Mapping[str, Any]) -> StandingAnswer:
        return read_as(StandingAnswer, self.again("POST", f"{_path(message)}/dispose", body=body))

    def alerts(self, query: Mapping[str, str]) -> AlertsAnswer:
        return read_as(AlertsAnswer, self.again("GET", "/v1/alerts", query=query))

    def alert(self, alert: str) -> AlertDetailsAnswer:
        return read_as(AlertDetailsAnswer, self.again("GET", _alert(alert)))

    def acknowledge(self, alert: str) -> AlertAnswer:
        return read_as(AlertAnswer, self.again("POST", f"{_alert(alert)}/acknowledge"))


def _path(message: str) -> str:
    """Of a message's key, as lists show it, or of its id."""
    if "#" not in message:
        return f"/v1/messages/{quote(message, safe='')}"
    try:
        return f"/v1/messages/{id_of(MessageKey.parse(message))}"
    except ValueError:
        raise RefusedError("that is no message's key: give it as `watchdesk desk list` shows it") from None


def _alert(alert: str) -> str:
    return f"/v1/alerts/{quote(alert, safe='')}"
