"""Messages at the duty desk: list them, read one, take it in hand, say what was done."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Annotated, Any

from aws_lambda_powertools.event_handler.openapi.params import Query

from watchdesk.core.message import MessageState, Urgency
from watchdesk.desk.domain.views import MessageQuery
from watchdesk.desk.http.facade import DutyDesk
from watchdesk.desk.http.message_addresses import key_of, page_end_of
from watchdesk.desk.http.message_responses import (
    MessagePageResponse,
    MessageStatusResponse,
    page_response,
    status_response,
)
from watchdesk.desk.http.opened_message_responses import OpenedMessageResponse, opened_response
from watchdesk.desk.http.requests import (
    AccountsQuery,
    AfterQuery,
    DispositionBody,
    LimitQuery,
    SearchQuery,
    ZonedInstant,
    accounts_of,
)
from watchdesk.http.routing import NOT_FOUND_OR_CONFLICT, Caller, Route
from watchdesk.publishing.http.requests import Note

TAG = "messages"
TakeOverQuery = Annotated[bool, Query(description="Though somebody else has it: for supervisors.")]


@dataclass(frozen=True, slots=True)
class MessageRoutes:
    desk: DutyDesk

    def routes(self) -> Iterator[Route]:
        messages, message = "/v1/messages", "/v1/messages/<message>"
        yield Route(
            method="GET",
            path=messages,
            call=self.list_messages,
            summary="List messages, the next to be overdue first",
            answer=MessagePageResponse,
            tag=TAG,
            errors={},
        )
        yield Route(
            method="GET",
            path=message,
            call=self.open_message,
            summary="Read a message",
            answer=OpenedMessageResponse,
            tag=TAG,
            errors=NOT_FOUND_OR_CONFLICT,
        )
        yield _deed(f"{message}/claim", self.claim_message, "Take a message in hand")
        yield _deed(f"{message}/release", self.release_message, "Give a message back")
        yield _deed(f"{message}/dispose", self.dispose_message, "Say what was done about a message")

    def list_messages(  # noqa: PLR0913  each narrows the list, and is described by itself
        self,
        *,
        who: Caller,
        account: AccountsQuery = None,
        state: Annotated[MessageState | None, Query(description="None: all that is not disposed of.")] = None,
        urgency: Annotated[Urgency | None, Query()] = None,
        overdue: Annotated[bool, Query(description="Only those past their deadline.")] = False,
        due_before: Annotated[ZonedInstant | None, Query()] = None,
        received_from: Annotated[ZonedInstant | None, Query()] = None,
        received_before: Annotated[ZonedInstant | None, Query()] = None,
        q: SearchQuery = "",
        limit: LimitQuery = 20,
        after: AfterQuery = None,
    ) -> MessagePageResponse:
        """Without a word of them, unless `q` searches. What is disposed of is listed on its own, the last first.

        A page may be shorter than asked for, even empty, and still name the next.
        """
        query = MessageQuery(
            accounts=accounts_of(account),
            state=state,
            urgency=urgency,
            is_overdue=overdue,
            due_before=due_before,
            received_from=received_from,
            received_before=received_before,
            words=q.strip(),
        )
        return page_response(self.desk.page(query, who, limit=limit, after=page_end_of(after) if after else None))

    def open_message(
        self,
        message: str,
        who: Caller,
        reason: Annotated[Note, Query(description="Why it is read, for the audit trail.")] = "",
    ) -> OpenedMessageResponse:
        """All of it, with its conversation. Who has read it and when is told to the audit trail before.

        Being read, it still waits: only a claim, a reply or a disposition stops the clock.
        """
        return opened_response(self.desk.open(key_of(message), who, reason=reason))

    def claim_message(self, message: str, who: Caller, take_over: TakeOverQuery = False) -> MessageStatusResponse:
        """Nobody else can, until the claim runs out. Safe to repeat."""
        return status_response(self.desk.claim(key_of(message), who, take_over=take_over))

    def release_message(
        self, message: str, who: Caller, take_over: TakeOverQuery = False
    ) -> MessageStatusResponse:
        """It waits again, by the same limits as before. Safe to repeat."""
        return status_response(self.desk.release(key_of(message), who, take_over=take_over))

    def dispose_message(self, message: str, asked: DispositionBody, who: Caller) -> MessageStatusResponse:
        """That is its end; nothing of it is taken away. Safe to repeat with the same words."""
        found = self.desk.dispose(key_of(message), who, asked.ending(), take_over=asked.take_over)
        return status_response(found)


def _deed(path: str, call: Callable[..., Any], summary: str) -> Route:
    return Route(
        method="POST",
        path=path,
        call=call,
        summary=summary,
        answer=MessageStatusResponse,
        tag=TAG,
        errors=NOT_FOUND_OR_CONFLICT,
    )
