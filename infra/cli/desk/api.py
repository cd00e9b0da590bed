"""The HTTP API of the duty desk, as the command line asks it. All of it is safe to repeat."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from infra.cli.api_client import ApiClient, parse_reply
from infra.cli.exits import RefusedError
from watchdesk.core.message import MessageKey
from watchdesk.desk.http.alert_responses import AlertDetailsResponse, AlertListResponse, AlertResponse
from watchdesk.desk.http.message_addresses import id_of
from watchdesk.desk.http.message_responses import MessagePageResponse, MessageStatusResponse
from watchdesk.desk.http.opened_message_responses import OpenedMessageResponse


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskApiClient(ApiClient):
    """Every method raises RefusedError, saying what to change or what to do instead."""

    def page(self, query: Mapping[str, str]) -> MessagePageResponse:
        return parse_reply(MessagePageResponse, self.again("GET", "/v1/messages", query=query))

    def open(self, message: str, reason: str) -> OpenedMessageResponse:
        query = {"reason": reason} if reason else None
        return parse_reply(OpenedMessageResponse, self.again("GET", _path(message), query=query))

    def hold(self, deed: str, message: str, *, take_over: bool) -> MessageStatusResponse:
        """The deed is claim or release."""
        query = {"take_over": "true"} if take_over else None
        return parse_reply(MessageStatusResponse, self.again("POST", f"{_path(message)}/{deed}", query=query))

    def dispose(self, message: str, body: Mapping[str, Any]) -> MessageStatusResponse:
        return parse_reply(MessageStatusResponse, self.again("POST", f"{_path(message)}/dispose", body=body))

    def alerts(self, query: Mapping[str, str]) -> AlertListResponse:
        return parse_reply(AlertListResponse, self.again("GET", "/v1/alerts", query=query))

    def alert(self, alert: str) -> AlertDetailsResponse:
        return parse_reply(AlertDetailsResponse, self.again("GET", _alert(alert)))

    def acknowledge(self, alert: str) -> AlertResponse:
        return parse_reply(AlertResponse, self.again("POST", f"{_alert(alert)}/acknowledge"))


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
