"""What is answered to whoever reads a message: all of it, and what belongs to it."""

from dataclasses import replace
from datetime import datetime

from pydantic import Field

from watchdesk.core.message import Inbound, Message, MessageState, Unreadable
from watchdesk.desk.domain.views import HistoryLine, OpenedMessage
from watchdesk.desk.http.message_addresses import id_of
from watchdesk.desk.http.message_responses import ListedMessageResponse, listed_response
from watchdesk.http.models import ResponseModel

MAX_TEXT_LENGTH = 250_000
MAX_RELATED_TEXT_LENGTH = 5_000
MAX_VERSIONS = 20
"""Characters, each of up to 12 bytes as JSON spells it, so that no message is too large to be read at all: a
function answers with 6 MB at most. https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html"""


class AuthorResponse(ResponseModel):
    id: str
    handle: str
    name: str


class AttachmentResponse(ResponseModel):
    kind: str
    url: str
    alt: str


class BodyResponse(ResponseModel):
    """What the public wrote: show it as text, and never follow its links by yourself."""

    author: AuthorResponse
    text: str
    sent_at: datetime = Field(description="As the writer or the platform claims.")
    url: str
    in_reply_to: str | None
    attachments: list[AttachmentResponse]
    filtered: bool = Field(description="The platform hid it from the ordinary inbox.")
    version: str


class UnreadableResponse(ResponseModel):
    """What could not be understood, as it came."""

    raw: str
    problem: str


class MessageContentResponse(ResponseModel):
    """One of the two is there."""

    body: BodyResponse | None
    unreadable: UnreadableResponse | None
    cut: bool = Field(description="It is longer than what is shown.")


class ThreadMessageResponse(MessageContentResponse):
    id: str
    key: str
    state: MessageState
    answered_at: datetime | None


class HistoryLineResponse(ResponseModel):
    at: datetime
    what: str
    by: str
    facts: dict[str, str]


class OpenedMessageResponse(MessageContentResponse):
    message: ListedMessageResponse
    versions: list[MessageContentResponse] = Field(description="What it said after each edit; the newest of them.")
    thread: list[ThreadMessageResponse] = Field(
        description="The newest others of its conversation, as they were sent."
    )
    history: list[HistoryLineResponse]
    readers: list[str] = Field(description="Who else has read it in the last quarter of an hour.")
    reply_to: str | None = Field(
        description="What a post to /v1/posts names to answer it; none: there is nothing to answer."
    )


def opened_response(opened: OpenedMessage) -> OpenedMessageResponse:
    message = opened.message
    can_be_answered = isinstance(message.body, Inbound) and message.deleted_at is None
    return OpenedMessageResponse.model_validate(
        {
            **_said(message.body, MAX_TEXT_LENGTH),
            "message": listed_response(opened.listed),
            "versions": [_said(each, MAX_RELATED_TEXT_LENGTH) for each in opened.versions[-MAX_VERSIONS:]],
            "thread": [_thread(each) for each in opened.thread],
            "history": [_history(each) for each in opened.history],
            "readers": list(opened.readers),
            "reply_to": str(message.key) if can_be_answered else None,
        }
    )


def _said(body: Inbound | Unreadable, longest: int) -> dict[str, object]:
    if isinstance(body, Inbound):
        shown = replace(body, text=body.text[:longest])
        return {"body": shown, "unreadable": None, "cut": len(body.text) > longest}
    raw = replace(body, raw=body.raw[:longest])
    return {"body": None, "unreadable": raw, "cut": len(body.raw) > longest}


def _thread(message: Message) -> dict[str, object]:
    named = {"id": id_of(message.key), "key": str(message.key), "state": message.state}
    return {**_said(message.body, MAX_RELATED_TEXT_LENGTH), **named, "answered_at": message.answered_at}


def _history(line: HistoryLine) -> dict[str, object]:
    return {"at": line.at, "what": line.what, "by": line.by, "facts": dict(line.facts)}
