"""Alerts at the duty desk: see what is overdue and who was told, and say that one has it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated

from aws_lambda_powertools.event_handler.openapi.params import Query

from watchdesk.alerting.domain.alert import AlertId, AlertState
from watchdesk.desk.domain.views import AlertQuery
from watchdesk.desk.http.alert_responses import (
    AlertDetailsResponse,
    AlertListResponse,
    AlertResponse,
    details_response,
)
from watchdesk.desk.http.facade import DutyDesk
from watchdesk.desk.http.requests import AccountsQuery, ZonedInstant, accounts_of
from watchdesk.http.routing import NOT_FOUND, Caller, Route

TAG = "alerts"


@dataclass(frozen=True, slots=True)
class AlertRoutes:
    desk: DutyDesk

    def routes(self) -> Iterator[Route]:
        alerts, alert = "/v1/alerts", "/v1/alerts/<alert>"
        yield Route(
            method="GET",
            path=alerts,
            call=self.list_alerts,
            summary="List alerts",
            answer=AlertListResponse,
            tag=TAG,
            errors={},
        )
        yield Route(
            method="GET",
            path=alert,
            call=self.read_alert,
            summary="See an alert's messages, its texts and its history",
            answer=AlertDetailsResponse,
            tag=TAG,
            errors=NOT_FOUND,
        )
        yield Route(
            method="POST",
            path=f"{alert}/acknowledge",
            call=self.acknowledge_alert,
            summary="Say that one has an alert",
            answer=AlertResponse,
            tag=TAG,
            errors=NOT_FOUND,
        )

    def list_alerts(
        self,
        who: Caller,
        account: AccountsQuery = None,
        state: Annotated[AlertState | None, Query(description="None: those open or acknowledged.")] = None,
        since: Annotated[
            ZonedInstant | None,
            Query(description="Opened then or later. Of those resolved, without it: in the last week."),
        ] = None,
    ) -> AlertListResponse:
        """The oldest first; those that are resolved the newest first."""
        query = AlertQuery(state=state, accounts=accounts_of(account), since=since)
        return AlertListResponse.model_validate({"alerts": list(self.desk.alerts(query, who))})

    def read_alert(self, alert: str, who: Caller) -> AlertDetailsResponse:
        """Without a word of its messages."""
        return details_response(self.desk.alert(AlertId(alert), who))

    def acknowledge_alert(self, alert: str, who: Caller) -> AlertResponse:
        """Answered with the alert as it stands then: whoever was first has it. Safe to repeat."""
        return AlertResponse.model_validate(self.desk.acknowledge(AlertId(alert), who))
