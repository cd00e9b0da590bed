"""The routes of alerts: see what is overdue and who was texted, and acknowledge an alert."""

from dataclasses import dataclass
from typing import Annotated

from aws_lambda_powertools.event_handler.openapi.params import Query

from watchdesk.alerting.domain.alert import AlertId, AlertState
from watchdesk.desk.domain.queries import AlertQuery
from watchdesk.desk.http.alert_responses import (
    AlertDetailsResponse,
    AlertListResponse,
    AlertResponse,
    details_response,
)
from watchdesk.desk.http.requests import AccountsQuery, ZonedInstant, accounts_of
from watchdesk.desk.usecases.acknowledge_at_desk import AcknowledgeAtDesk
from watchdesk.desk.usecases.list_alerts import ListAlerts
from watchdesk.desk.usecases.read_alert import ReadAlert
from watchdesk.http.routing import NOT_FOUND, Caller, route

ALERTS, ALERT, TAG = "/v1/alerts", "/v1/alerts/<alert>", "alerts"
StateQuery = Annotated[AlertState | None, Query(description="None: those open or acknowledged.")]
SinceQuery = Annotated[
    ZonedInstant | None,
    Query(description="Only alerts opened then or later. Without it, resolved alerts are those of the last week."),
]


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertRoutes:
    list_all: ListAlerts
    read: ReadAlert
    acknowledge: AcknowledgeAtDesk

    @route("GET", ALERTS, "List alerts", tag=TAG)
    def list_alerts(
        self, caller: Caller, account: AccountsQuery = None, state: StateQuery = None, since: SinceQuery = None
    ) -> AlertListResponse:
        """List alerts, the oldest first; resolved alerts are listed the newest first."""
        query = AlertQuery(state=state, accounts=accounts_of(account), since=since)
        return AlertListResponse.model_validate({"alerts": list(self.list_all(query, caller))})

    @route("GET", ALERT, "See an alert's messages, its texts and its history", tag=TAG, errors=NOT_FOUND)
    def read_alert(self, alert: str, caller: Caller) -> AlertDetailsResponse:
        """Show the alert without any words of its messages."""
        return details_response(self.read(AlertId(alert), caller))

    @route("POST", f"{ALERT}/acknowledge", "Acknowledge an alert", tag=TAG, errors=NOT_FOUND)
    def acknowledge_alert(self, alert: str, caller: Caller) -> AlertResponse:
        """Acknowledge the alert and show it as it is then: the first person has it. Safe to repeat."""
        return AlertResponse.model_validate(self.acknowledge(AlertId(alert), caller))
