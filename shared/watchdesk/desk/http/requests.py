"""What the desk may be asked: what narrows a list, and how a message ended."""

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
        raise ValueError("before or after all time") from None


def _place(given: str | None) -> str | None:
    if given is not None:
        page_end_of(given)
    return given


ZonedInstant = Annotated[Instant, AfterValidator(_zoned)]
AccountsQuery = Annotated[
    list[Id] | None, Query(max_length=MAX_ITEMS, description="Again for each; none: all one may see.")
]
SearchQuery = Annotated[
    str,
    Query(
        max_length=MAX_SEARCH_LENGTH,
        description="Words that all stand in it or in its author's name. A search is told to the audit trail.",
    ),
]
LimitQuery = Annotated[int, Query(ge=1, le=MAX_PAGE_SIZE)]
AfterQuery = Annotated[
    str | None,
    Query(max_length=MAX_PAGE_TOKEN_LENGTH, description="From the page before."),
    AfterValidator(_place),
]


def accounts_of(named: Iterable[str] | None) -> frozenset[AccountId]:
    return frozenset(map(AccountId, named or ()))


class DispositionBody(Body):
    outcome: DispositionCode
    reference: str = Field(
        default="",
        max_length=LONGEST_ID,
        description="A crime's number, an intelligence log's; a crime needs one.",
    )
    reason: Note = Field(default="", description="Needed where no reference says it.")
    take_over: StrictBool = Field(default=False, description="Though somebody else has it: for supervisors.")

    def ending(self) -> DispositionRequest:
        return DispositionRequest(outcome=self.outcome, reference=self.reference, reason=self.reason)
