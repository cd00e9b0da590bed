"""What is answered, read off the domain's own values field by field: what is not named here is not shown."""

from datetime import datetime
from decimal import Decimal
from typing import Annotated

from pydantic import BeforeValidator, Field

from watchdesk.core.account import AccountId, Platform
from watchdesk.core.problems import AdviceCode
from watchdesk.http.models import ProblemResponse, ResponseModel
from watchdesk.publishing.domain.post import DeliveryState, PendingChange, PostState, Visibility
from watchdesk.register.domain.officer import AttributionForm


class PartResponse(ResponseModel):
    native_id: str
    url: str


class DeliveryResponse(ResponseModel):
    account: str
    state: DeliveryState
    parts: list[str] = Field(description="The exact texts, attribution included.")
    published: list[PartResponse]
    wish: PendingChange | None = Field(description="What is still to be done with what may be public.")
    held: bool = Field(description="A freeze keeps it back.")
    attention_at: datetime | None = Field(description="When it is looked at again; none: it is at rest.")
    tries: int
    looks: int
    trouble: str


class ImageResponse(ResponseModel):
    id: str
    alt: str
    content_type: str
    size: int
    width: int
    height: int


class AttributionResponse(ResponseModel):
    form: AttributionForm
    text: str


class DecisionResponse(ResponseModel):
    by: str
    at: datetime
    approved: bool
    note: str


class PostFields(ResponseModel):
    id: str
    state: PostState
    author: str
    created_at: datetime
    publish_at: datetime
    accounts: list[str]
    text: str
    variants: dict[Platform, str]
    attribution: AttributionResponse
    images: list[ImageResponse]
    reply_to: Annotated[str | None, BeforeValidator(lambda key: None if key is None else str(key))]
    language: str
    content_warning: str
    visibility: Visibility
    split: bool
    decision: DecisionResponse | None
    content_hash: str = Field(description="Over everything the public will see; an approval names it.")


class PostResponse(ResponseModel):
    post: PostFields
    deliveries: list[DeliveryResponse]


class PageResponse(ResponseModel):
    posts: list[PostResponse]
    after: str | None = Field(description="Where the next page begins; none: this was the last.")


class AdviceResponse(ResponseModel):
    code: AdviceCode
    message: str
    account: str | None


class AccountPreviewResponse(ResponseModel):
    account: str
    parts: list[str]
    length: int
    limit: int
    unit: str
    needs_approval: bool
    cost: Decimal | None = Field(description="US dollars, where the platform charges.")


class PreviewResponse(ResponseModel):
    accounts: list[AccountPreviewResponse]
    problems: list[ProblemResponse] = Field(description="Without any, it would be accepted.")
    advice: list[AdviceResponse]


class TicketResponse(ResponseModel):
    media: str
    url: str
    fields: dict[str, str] = Field(description="To send as form fields, with the file as the last one.")
    until: datetime
    most: int = Field(description="Bytes.")


class UploadResponse(ResponseModel):
    id: str
    content_type: str
    size: int
    width: int
    height: int
    sha256: str = Field(description="Of the bytes that are kept: without places, times and names.")


class FreezeFields(ResponseModel):
    account: str | None
    by: str
    at: datetime
    reason: str
    exempt_subjects: list[str]
    exempt_posts: list[str]


class FreezeResponse(ResponseModel):
    freeze: FreezeFields
    holds: list[tuple[str, AccountId]] = Field(description="Post and account, soonest first.")


class FreezesResponse(ResponseModel):
    freezes: list[FreezeResponse]


class CarrierResponse(ResponseModel):
    post: str
    account: str | None
    why: str


class NameWithdrawalResponse(ResponseModel):
    unsigned: list[CarrierResponse] = Field(description="Not out yet: goes out without the name.")
    edits: list[CarrierResponse] = Field(description="Out: the name is taken off there.")
    take_downs: list[CarrierResponse] = Field(description="Out where nothing can be edited: taken down.")
    rest: list[CarrierResponse] = Field(description="For a person to look at.")


class NameResponse(ResponseModel):
    subject: str
    withheld: bool
