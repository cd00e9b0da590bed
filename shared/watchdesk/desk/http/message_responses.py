"""What the desk is answered about messages. What is not named here is not shown."""

from datetime import datetime

from pydantic import Field

from watchdesk.core.account import Surface
from watchdesk.core.disposition import OutcomeCode
from watchdesk.core.message import MessageState, Urgency
from watchdesk.desk.domain.message_status import Standing
from watchdesk.desk.domain.views import Listed, MessagePage
from watchdesk.desk.http.message_ids import id_of, text_of
from watchdesk.http.models import Answer


class DispositionAnswer(Answer):
    outcome: OutcomeCode
    by: str = Field(description="Whose subject; `platform` where a reply of ours was seen there.")
    at: datetime
    reason: str
    reference: str


class StandingAnswer(Answer):
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
    disposition: DispositionAnswer | None


class FoundAnswer(Answer):
    author: str
    excerpt: str


class ListedAnswer(StandingAnswer):
    overdue_since: datetime | None
    alert_code: str | None = Field(description="What people call that alert.")
    found: FoundAnswer | None = Field(description="Where the words of a search stand; only a search shows any.")


class MessagePageAnswer(Answer):
    messages: list[ListedAnswer]
    after: str | None = Field(description="Where the next page begins; none: this was the last.")


def standing_answer(standing: Standing) -> StandingAnswer:
    return StandingAnswer.model_validate(_standing(standing))


def page_answer(page: MessagePage) -> MessagePageAnswer:
    after = text_of(page.after) if page.after else None
    return MessagePageAnswer(messages=[listed_answer(each) for each in page.messages], after=after)


def listed_answer(listed: Listed) -> ListedAnswer:
    besides = {"overdue_since": listed.overdue_since, "alert_code": listed.alert_code, "found": listed.found}
    return ListedAnswer.model_validate(_standing(listed.standing) | besides)


def _standing(standing: Standing) -> dict[str, object]:
    waiting, key = standing.waiting, standing.key
    return {
        "id": id_of(key),
        "key": str(key),
        "account": key.account,
        "surface": key.surface,
        "urgency": waiting.urgency,
        "reason": standing.reason,
        "state": waiting.state,
        "received_at": standing.received_at,
        "deadline": waiting.deadline,
        "claimed_by": standing.claimed_by,
        "claimed_at": waiting.claimed_at,
        "claim_until": standing.claim_until,
        "alert": waiting.alert,
        "attachments": standing.attachments,
        "edited_at": standing.edited_at,
        "deleted_at": standing.deleted_at,
        "disposition": standing.disposition,
    }
