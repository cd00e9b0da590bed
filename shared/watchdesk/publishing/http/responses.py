"""The responses of the API of posts. Only the fields named here are shown."""

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
    parts: list[str] = Field(description="The exact texts with the attribution.")
    published: list[PartResponse]
    wish: PendingChange | None = Field(description="A change of public parts that is still to be made.")
    held: bool = Field(description="A freeze holds the delivery.")
    attention_at: datetime | None = Field(
        description="The time of the next step. None means that there is nothing to do."
    )
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
    content_hash: str = Field(description="The hash of everything the public will see. An approval names it.")


class PostResponse(ResponseModel):
    post: PostFields
    deliveries: list[DeliveryResponse]


class PostPageResponse(ResponseModel):
    posts: list[PostResponse]
    after: str | None = Field(
        description="The post after which the next page begins. None means that this page is the last."
    )


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
    links: list[str] = Field(default=[], description="Every link that the platform will make of the text.")
    cost: Decimal | None = Field(description="The cost in US dollars. None means that posting is free.")


class PreviewResponse(ResponseModel):
    accounts: list[AccountPreviewResponse]
    problems: list[ProblemResponse] = Field(description="Without problems, the post would be accepted.")
    advice: list[AdviceResponse]


class TicketResponse(ResponseModel):
    media: str
    url: str
    fields: dict[str, str] = Field(description="The form fields to send, before the file as the last field.")
    until: datetime
    most: int = Field(description="The greatest size of the file in bytes.")


class UploadResponse(ResponseModel):
    id: str
    content_type: str
    size: int
    width: int
    height: int
    sha256: str = Field(description="The hash of the stored bytes, without places, times and names.")


class FreezeFields(ResponseModel):
    account: str | None
    by: str
    at: datetime
    reason: str
    exempt_subjects: list[str]
    exempt_posts: list[str]


class FreezeResponse(ResponseModel):
    freeze: FreezeFields
    holds: list[tuple[str, AccountId]] = Field(description="Pairs of a post and an account, soonest first.")


class FreezeListResponse(ResponseModel):
    freezes: list[FreezeResponse]


class NameOccurrenceResponse(ResponseModel):
    post: str
    account: str | None
    why: str


class NameWithdrawalResponse(ResponseModel):
    unsigned: list[NameOccurrenceResponse] = Field(description="Not public yet: these go out without the name.")
    edits: list[NameOccurrenceResponse] = Field(description="Public: the name is removed on the platform.")
    take_downs: list[NameOccurrenceResponse] = Field(
        description="Public where a post cannot be edited: these are withdrawn."
    )
    rest: list[NameOccurrenceResponse] = Field(description="A person must look at these.")


class NameResponse(ResponseModel):
    subject: str
    withheld: bool
