"""The responses about alerts. They hold no words and no names of the public."""

from datetime import datetime

from pydantic import Field

from watchdesk.alerting.domain.alert import AlertState
from watchdesk.alerting.domain.alert_history import EventKind
from watchdesk.alerting.domain.notification import TextState
from watchdesk.desk.domain.views import AlertDetails
from watchdesk.desk.http.message_responses import ListedMessageResponse, listed_response
from watchdesk.http.models import ResponseModel
from watchdesk.register.domain.alert_group import AlertGroup


class AlertResponse(ResponseModel):
    id: str
    code: str = Field(description="People call it by this code on the phone and on the radio.")
    account: str
    group: AlertGroup
    state: AlertState
    opened_at: datetime
    step: int = Field(description="How many steps it has climbed since it was opened.")
    acknowledged_by: str | None = Field(
        description="The id of a person in the register, or the subject of a token."
    )
    acknowledged_at: datetime | None
    resolved_at: datetime | None


class AlertListResponse(ResponseModel):
    alerts: list[AlertResponse]


class AlertTextResponse(ResponseModel):
    person: str
    name: str
    step: int
    state: TextState
    sent_at: datetime | None = Field(description="When the carrier accepted it.")


class AlertEventResponse(ResponseModel):
    at: datetime
    kind: EventKind
    about: str
    messages: int


class AlertDetailsResponse(ResponseModel):
    alert: AlertResponse
    members: list[ListedMessageResponse]
    texts: list[AlertTextResponse]
    history: list[AlertEventResponse]


def details_response(details: AlertDetails) -> AlertDetailsResponse:
    texts = [
        {
            "person": alert_text.text.person,
            "name": alert_text.name,
            "step": alert_text.text.step,
            "state": alert_text.text.state,
            "sent_at": alert_text.text.sent_at,
        }
        for alert_text in details.texts
    ]
    return AlertDetailsResponse.model_validate(
        {
            "alert": details.alert,
            "members": [listed_response(member) for member in details.members],
            "texts": texts,
            "history": list(details.history),
        }
    )
