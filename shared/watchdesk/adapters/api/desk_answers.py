"""What the desk is answered about messages. What is not named here is not shown."""

from datetime import datetime

from pydantic import Field

from watchdesk.adapters.api.answers import Answer
from watchdesk.adapters.api.message_ids import id_of, text_of
from watchdesk.domain.account import Surface
from watchdesk.domain.desk_view import HistoryLine, Listed, MessagePage, OpenedMessage
from watchdesk.domain.disposition import OutcomeCode
from watchdesk.domain.handling import Standing
from watchdesk.domain.message import Inbound, Message, MessageState, Unreadable, Urgency


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


class AuthorAnswer(Answer):
    id: str
    handle: str
    name: str


class AttachmentAnswer(Answer):
    kind: str
    url: str
    alt: str


class BodyAnswer(Answer):
    """What the public wrote: show it as text, and never follow its links by yourself."""

    author: AuthorAnswer
    text: str
    sent_at: datetime = Field(description="As the writer or the platform claims.")
    url: str
    in_reply_to: str | None
    attachments: list[AttachmentAnswer]
    filtered: bool = Field(description="The platform hid it from the ordinary inbox.")
    version: str


class UnreadableAnswer(Answer):
    """What could not be understood, as it came."""

    raw: str
    problem: str


class SaidAnswer(Answer):
    """One of the two is there."""

    body: BodyAnswer | None
    unreadable: UnreadableAnswer | None


class ThreadAnswer(SaidAnswer):
    id: str
    key: str
    state: MessageState
    answered_at: datetime | None


class HistoryAnswer(Answer):
    at: datetime
    what: str
    by: str
    facts: dict[str, str]


class OpenedAnswer(SaidAnswer):
    message: ListedAnswer
    versions: list[SaidAnswer] = Field(description="What it said after each edit.")
    thread: list[ThreadAnswer] = Field(description="The newest others of its conversation, as they were sent.")
    history: list[HistoryAnswer]
    readers: list[str] = Field(description="Who else has read it in the last quarter of an hour.")
    reply_to: str | None = Field(
        description="What a post to /v1/posts names to answer it; none: there is nothing to answer."
    )


def standing_answer(standing: Standing) -> StandingAnswer:
    return StandingAnswer.model_validate(_standing(standing))


def page_answer(page: MessagePage) -> MessagePageAnswer:
    after = text_of(page.after) if page.after else None
    return MessagePageAnswer(messages=[listed_answer(each) for each in page.messages], after=after)


def listed_answer(listed: Listed) -> ListedAnswer:
    besides = {"overdue_since": listed.overdue_since, "alert_code": listed.alert_code, "found": listed.found}
    return ListedAnswer.model_validate(_standing(listed.standing) | besides)


def opened_answer(opened: OpenedMessage) -> OpenedAnswer:
    message = opened.message
    can_be_answered = isinstance(message.body, Inbound) and message.deleted_at is None
    return OpenedAnswer.model_validate(
        {
            **_said(message.body),
            "message": listed_answer(opened.listed),
            "versions": [_said(each) for each in opened.versions],
            "thread": [_thread(each) for each in opened.thread],
            "history": [_history(each) for each in opened.history],
            "readers": list(opened.readers),
            "reply_to": str(message.key) if can_be_answered else None,
        }
    )


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


def _said(body: Inbound | Unreadable) -> dict[str, object]:
    is_read = isinstance(body, Inbound)
    return {"body": body if is_read else None, "unreadable": None if is_read else body}


def _thread(message: Message) -> dict[str, object]:
    named = {"id": id_of(message.key), "key": str(message.key), "state": message.state}
    return {**_said(message.body), **named, "answered_at": message.answered_at}


def _history(line: HistoryLine) -> dict[str, object]:
    return {"at": line.at, "what": line.what, "by": line.by, "facts": dict(line.facts)}
