"""The client of the duty desk's HTTP API. Every request is safe to repeat."""

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
    """Every method raises RefusedError, which says what to change or what to do instead."""

    def list_messages(self, query: Mapping[str, str]) -> MessagePageResponse:
        return parse_reply(MessagePageResponse, self.send_with_retries("GET", "/v1/messages", query=query))

    def open_message(self, message: str, reason: str) -> OpenedMessageResponse:
        query = {"reason": reason} if reason else None
        return parse_reply(
            OpenedMessageResponse, self.send_with_retries("GET", _message_path(message), query=query)
        )

    def claim_or_release(self, action: str, message: str, *, take_over: bool) -> MessageStatusResponse:
        """Send `claim` or `release`."""
        query = {"take_over": "true"} if take_over else None
        return parse_reply(
            MessageStatusResponse,
            self.send_with_retries("POST", f"{_message_path(message)}/{action}", query=query),
        )

    def dispose(self, message: str, body: Mapping[str, Any]) -> MessageStatusResponse:
        return parse_reply(
            MessageStatusResponse, self.send_with_retries("POST", f"{_message_path(message)}/dispose", body=body)
        )

    def list_alerts(self, query: Mapping[str, str]) -> AlertListResponse:
        return parse_reply(AlertListResponse, self.send_with_retries("GET", "/v1/alerts", query=query))

    def read_alert(self, alert: str) -> AlertDetailsResponse:
        return parse_reply(AlertDetailsResponse, self.send_with_retries("GET", _alert_path(alert)))

    def acknowledge(self, alert: str) -> AlertResponse:
        return parse_reply(AlertResponse, self.send_with_retries("POST", f"{_alert_path(alert)}/acknowledge"))


def _message_path(message: str) -> str:
    """Return the path of a message, given its key as lists show it, or its id."""
    if "#" not in message:
        return f"/v1/messages/{quote(message, safe='')}"
    try:
        return f"/v1/messages/{id_of(MessageKey.parse(message))}"
    except ValueError:
        raise RefusedError("this is not the key of a message: copy it from `watchdesk desk list`") from None


def _alert_path(alert: str) -> str:
    return f"/v1/alerts/{quote(alert, safe='')}"
