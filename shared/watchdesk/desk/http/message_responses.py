"""What the desk is answered about messages. What is not named here is not shown."""

from datetime import datetime

from pydantic import Field

from watchdesk.core.account import Surface
from watchdesk.core.disposition import DispositionCode
from watchdesk.core.message import MessageState, Urgency
from watchdesk.desk.domain.message_status import MessageStatus
from watchdesk.desk.domain.views import ListedMessage, MessagePage
from watchdesk.desk.http.message_addresses import id_of, page_token
from watchdesk.http.models import ResponseModel


class DispositionResponse(ResponseModel):
    outcome: DispositionCode
    by: str = Field(description="Whose subject; `platform` where a reply of ours was seen there.")
    at: datetime
    reason: str
    reference: str


class MessageStatusResponse(ResponseModel):
    id: str = Field(description="How its address names it.")
    key: str = Field(description="What a reply names in `reply_to`.")
    account: str
    surface: Surface
    urgency: Urgency
    reason: str = Field(description="Why triage chose the urgency.")
    state: MessageState
    received_at: datetime
    deadline: datetime
    claimed_by: str | None
    claimed_at: datetime | None
    claim_until: datetime | None = Field(description="When the claim runs out, unless something is done before.")
    alert: str | None = Field(description="The id of the alert it was last handed to.")
    attachments: int | None = Field(description="How many; none: only opening it tells.")
    edited_at: datetime | None
    deleted_at: datetime | None = Field(description="When the platform said that it is gone there.")
    disposition: DispositionResponse | None


class SearchMatchResponse(ResponseModel):
    author: str
    excerpt: str


class ListedMessageResponse(MessageStatusResponse):
    overdue_since: datetime | None
    alert_code: str | None = Field(description="What people call that alert.")
    found: SearchMatchResponse | None = Field(
        description="Where the words of a search stand; only a search shows any."
    )


class MessagePageResponse(ResponseModel):
    messages: list[ListedMessageResponse]
    after: str | None = Field(description="Where the next page begins; none: this was the last.")


def status_response(status: MessageStatus) -> MessageStatusResponse:
    return MessageStatusResponse.model_validate(_status_fields(status))


def page_response(page: MessagePage) -> MessagePageResponse:
    after = page_token(page.after) if page.after else None
    return MessagePageResponse(messages=[listed_response(each) for each in page.messages], after=after)


def listed_response(listed: ListedMessage) -> ListedMessageResponse:
    besides = {"overdue_since": listed.overdue_since, "alert_code": listed.alert_code, "found": listed.found}
    return ListedMessageResponse.model_validate(_status_fields(listed.status) | besides)


def _status_fields(status: MessageStatus) -> dict[str, object]:
    waiting, key = status.waiting, status.key
    return {
        "id": id_of(key),
        "key": str(key),
        "account": key.account,
        "surface": key.surface,
        "urgency": waiting.urgency,
        "reason": status.reason,
        "state": waiting.state,
        "received_at": status.received_at,
        "deadline": waiting.deadline,
        "claimed_by": status.claimed_by,
        "claimed_at": waiting.claimed_at,
        "claim_until": status.claim_until,
        "alert": waiting.alert,
        "attachments": status.attachments,
        "edited_at": status.edited_at,
        "deleted_at": status.deleted_at,
        "disposition": status.disposition,
    }
