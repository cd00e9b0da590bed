"""The response to somebody who reads a message: all of it, and what belongs to it."""

from dataclasses import replace
from datetime import datetime

from pydantic import Field

from watchdesk.core.message import Inbound, Message, MessageState, Unreadable
from watchdesk.desk.domain.message_history import HistoryLine
from watchdesk.desk.domain.views import OpenedMessage
from watchdesk.desk.http.message_addresses import id_of
from watchdesk.desk.http.message_responses import ListedMessageResponse, listed_response
from watchdesk.http.models import ResponseModel

MAX_TEXT_LENGTH = 250_000
MAX_RELATED_TEXT_LENGTH = 5_000
MAX_VERSIONS = 20
"""Lengths are in characters, each of which JSON may write in 12 bytes. With these limits every message can be
read, because the response of a function may have 6 MB. https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html"""


class AuthorResponse(ResponseModel):
    id: str
    handle: str
    name: str


class AttachmentResponse(ResponseModel):
    kind: str
    url: str
    alt: str


class BodyResponse(ResponseModel):
    """Hold what the public wrote. Show it as text, and never follow its links automatically."""

    author: AuthorResponse
    text: str
    sent_at: datetime = Field(description="As the writer or the platform claims.")
    url: str
    in_reply_to: str | None
    attachments: list[AttachmentResponse]
    filtered: bool = Field(description="The platform hid it from the ordinary inbox.")
    version: str


class UnreadableResponse(ResponseModel):
    """Hold an item that could not be understood, as the platform sent it."""

    raw: str
    problem: str


class MessageContentResponse(ResponseModel):
    """Either `body` or `unreadable` is present."""

    body: BodyResponse | None
    unreadable: UnreadableResponse | None
    cut: bool = Field(description="The text is longer than what is shown.")


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
    versions: list[MessageContentResponse] = Field(
        description="What it said after each edit. Only the newest versions are here."
    )
    thread: list[ThreadMessageResponse] = Field(
        description="The newest other messages of its conversation, in the order of sending."
    )
    history: list[HistoryLineResponse]
    readers: list[str] = Field(description="Who else has read it in the last quarter of an hour.")
    reply_to: str | None = Field(
        description="A post to /v1/posts names it in order to answer. None: it cannot be answered."
    )


def opened_response(opened: OpenedMessage) -> OpenedMessageResponse:
    message = opened.message
    can_be_answered = isinstance(message.body, Inbound) and message.deleted_at is None
    return OpenedMessageResponse.model_validate(
        {
            **_content_fields(message.body, MAX_TEXT_LENGTH),
            "message": listed_response(opened.listed),
            "versions": [
                _content_fields(version, MAX_RELATED_TEXT_LENGTH) for version in opened.versions[-MAX_VERSIONS:]
            ],
            "thread": [_thread_fields(message) for message in opened.thread],
            "history": [_history_fields(line) for line in opened.history],
            "readers": list(opened.readers),
            "reply_to": str(message.key) if can_be_answered else None,
        }
    )


def _content_fields(body: Inbound | Unreadable, longest: int) -> dict[str, object]:
    if isinstance(body, Inbound):
        shown = replace(body, text=body.text[:longest])
        return {"body": shown, "unreadable": None, "cut": len(body.text) > longest}
    raw = replace(body, raw=body.raw[:longest])
    return {"body": None, "unreadable": raw, "cut": len(body.raw) > longest}


def _thread_fields(message: Message) -> dict[str, object]:
    named = {"id": id_of(message.key), "key": str(message.key), "state": message.state}
    return {**_content_fields(message.body, MAX_RELATED_TEXT_LENGTH), **named, "answered_at": message.answered_at}


def _history_fields(line: HistoryLine) -> dict[str, object]:
    return {"at": line.at, "what": line.what, "by": line.by, "facts": dict(line.facts)}
