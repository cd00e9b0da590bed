"""The routes of messages: list them, read one, claim or release it, say what was done about it."""

from dataclasses import dataclass
from typing import Annotated

from aws_lambda_powertools.event_handler.openapi.params import Query

from watchdesk.core.message import MessageState, Urgency
from watchdesk.desk.domain.queries import MessageQuery
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
    TakeOverQuery,
    ZonedInstant,
    accounts_of,
)
from watchdesk.desk.usecases.claim_message import ClaimMessage
from watchdesk.desk.usecases.dispose_message import DisposeMessage
from watchdesk.desk.usecases.list_messages import ListMessages
from watchdesk.desk.usecases.open_message import OpenMessage
from watchdesk.desk.usecases.release_message import ReleaseMessage
from watchdesk.http.routing import NOT_FOUND_OR_CONFLICT, Caller, route
from watchdesk.publishing.http.requests import Note

MESSAGES, MESSAGE, TAG = "/v1/messages", "/v1/messages/<message>", "messages"


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageRoutes:
    list_page: ListMessages
    open: OpenMessage
    claim: ClaimMessage
    release: ReleaseMessage
    dispose: DisposeMessage

    @route("GET", MESSAGES, "List messages, the next to be overdue first", tag=TAG)
    def list_messages(  # noqa: PLR0913  each narrows the list, and is described by itself
        self,
        *,
        caller: Caller,
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
        """List messages without their words, unless `q` searches them.

        Messages that were disposed of are a list of their own, the latest first. A page may be shorter than asked
        for, even empty, and still name the next one.
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
        page_end = page_end_of(after) if after else None
        return page_response(self.list_page(query, caller, limit=limit, after=page_end))

    @route("GET", MESSAGE, "Read a message", tag=TAG, errors=NOT_FOUND_OR_CONFLICT)
    def open_message(
        self,
        message: str,
        caller: Caller,
        reason: Annotated[Note, Query(description="Why it is read, for the audit trail.")] = "",
    ) -> OpenedMessageResponse:
        """Read all of the message, with its conversation. The audit trail first records who has read it and when.

        The message still waits: only a claim, a reply or a disposition stops its clock.
        """
        return opened_response(self.open(key_of(message), caller, reason=reason))

    @route("POST", f"{MESSAGE}/claim", "Claim a message", tag=TAG, errors=NOT_FOUND_OR_CONFLICT)
    def claim_message(
        self, message: str, caller: Caller, take_over: TakeOverQuery = False
    ) -> MessageStatusResponse:
        """Claim the message, so that nobody else can until the claim expires. Safe to repeat."""
        return status_response(self.claim(key_of(message), caller, take_over=take_over))

    @route("POST", f"{MESSAGE}/release", "Release a message", tag=TAG, errors=NOT_FOUND_OR_CONFLICT)
    def release_message(
        self, message: str, caller: Caller, take_over: TakeOverQuery = False
    ) -> MessageStatusResponse:
        """Release the message: it waits again, by the same limits as before. Safe to repeat."""
        return status_response(self.release(key_of(message), caller, take_over=take_over))

    @route(
        "POST",
        f"{MESSAGE}/dispose",
        "Say what was done about a message",
        tag=TAG,
        errors=NOT_FOUND_OR_CONFLICT,
    )
    def dispose_message(self, message: str, body: DispositionBody, caller: Caller) -> MessageStatusResponse:
        """Dispose of the message: it never waits again, and nothing of it is deleted.

        Safe to repeat with the same words.
        """
        status = self.dispose(key_of(message), caller, body.ending(), take_over=body.take_over)
        return status_response(status)
