"""The responses about messages. A field that is not named here is not shown."""

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
    by: str = Field(description="The subject of a token, or `platform` if our reply was seen there.")
    at: datetime
    reason: str
    reference: str


class MessageStatusResponse(ResponseModel):
    id: str = Field(description="Its id in an address.")
    key: str = Field(description="A reply names it in `reply_to`.")
    account: str
    surface: Surface
    urgency: Urgency
    reason: str = Field(description="Why triage chose the urgency.")
    state: MessageState
    received_at: datetime
    deadline: datetime
    claimed_by: str | None
    claimed_at: datetime | None
    claim_until: datetime | None = Field(description="When the claim expires, unless something is done before.")
    alert: str | None = Field(description="The id of its last alert.")
    attachments: int | None = Field(description="How many there are. None: only opening the message tells.")
    edited_at: datetime | None
    deleted_at: datetime | None = Field(description="When the platform said that it was deleted there.")
    disposition: DispositionResponse | None


class SearchMatchResponse(ResponseModel):
    author: str
    excerpt: str


class ListedMessageResponse(MessageStatusResponse):
    overdue_since: datetime | None
    alert_code: str | None = Field(description="The code by which people call that alert.")
    found: SearchMatchResponse | None = Field(
        description="Where the words of a search are. Only a search shows any words."
    )


class MessagePageResponse(ResponseModel):
    messages: list[ListedMessageResponse]
    after: str | None = Field(description="Send it to get the next page. None: this is the last page.")


def status_response(status: MessageStatus) -> MessageStatusResponse:
    return MessageStatusResponse.model_validate(_status_fields(status))


def page_response(page: MessagePage) -> MessagePageResponse:
    after = page_token(page.after) if page.after else None
    return MessagePageResponse(messages=[listed_response(listed) for listed in page.messages], after=after)


def listed_response(listed: ListedMessage) -> ListedMessageResponse:
    additional = {"overdue_since": listed.overdue_since, "alert_code": listed.alert_code, "found": listed.match}
    return ListedMessageResponse.model_validate(_status_fields(listed.status) | additional)


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
