"""What the desk may be asked: parameters that narrow a list, and how a message was dealt with."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Annotated

from aws_lambda_powertools.event_handler.openapi.params import Query
from pydantic import AfterValidator, Field, StrictBool

from watchdesk.core.account import AccountId
from watchdesk.core.disposition import DispositionCode, DispositionRequest
from watchdesk.desk.http.message_addresses import page_end_of
from watchdesk.publishing.http.requests import LONGEST_ID, MAX_ITEMS, Body, Id, Instant, Note

MAX_PAGE_SIZE = 100
MAX_SEARCH_LENGTH = 200
MAX_PAGE_TOKEN_LENGTH = 4000


def _zoned(at: datetime) -> datetime:
    if at.tzinfo is None:
        raise ValueError("without a zone")
    try:
        return at.astimezone(UTC)
    except OverflowError:
        raise ValueError("outside of the years that can be computed with") from None


def _page_token(given: str | None) -> str | None:
    if given is not None:
        page_end_of(given)
    return given


TAKE_OVER = "Take the message over although somebody else has claimed it. Only supervisors may."
ZonedInstant = Annotated[Instant, AfterValidator(_zoned)]
AccountsQuery = Annotated[
    list[Id] | None,
    Query(max_length=MAX_ITEMS, description="Repeat it for several accounts. None: all that one may see."),
]
SearchQuery = Annotated[
    str,
    Query(
        max_length=MAX_SEARCH_LENGTH,
        description="Words that are all in the message or in its author's name. The audit trail records a search.",
    ),
]
LimitQuery = Annotated[int, Query(ge=1, le=MAX_PAGE_SIZE)]
AfterQuery = Annotated[
    str | None,
    Query(max_length=MAX_PAGE_TOKEN_LENGTH, description="The `after` of the page before."),
    AfterValidator(_page_token),
]
TakeOverQuery = Annotated[bool, Query(description=TAKE_OVER)]


def accounts_of(named: Iterable[str] | None) -> frozenset[AccountId]:
    return frozenset(map(AccountId, named or ()))


class DispositionBody(Body):
    outcome: DispositionCode
    reference: str = Field(
        default="",
        max_length=LONGEST_ID,
        description="The number of a crime or of an intelligence log. A crime needs one.",
    )
    reason: Note = Field(default="", description="Required if there is no reference.")
    take_over: StrictBool = Field(default=False, description=TAKE_OVER)

    def ending(self) -> DispositionRequest:
        return DispositionRequest(outcome=self.outcome, reference=self.reference, reason=self.reason)
