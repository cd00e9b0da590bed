"""The bodies of requests. Unknown fields are rejected; the domain checks the texts."""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, StrictBool, WithJsonSchema

from watchdesk.core.account import AccountId, Platform
from watchdesk.core.message import MessageKey
from watchdesk.core.principal import Subject
from watchdesk.core.text_rules import LONGEST_NOTE, LONGEST_TOTAL
from watchdesk.publishing.domain.confirmation import ConfirmationOutcome
from watchdesk.publishing.domain.post import MediaId, PostId, Visibility
from watchdesk.publishing.domain.post_request import AttachedImage, PostRequest
from watchdesk.register.domain.officer import AttributionForm

LONGEST_ID = 255
LONGEST_LINK = 1000
MAX_ITEMS = 100
"""The greatest length of any list. The limits of the domain are lower and have their own messages."""
_INSTANT = re.compile(r"\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d(:\d\d(\.\d{1,6})?)?([Zz]|[+-]\d\d:\d\d)?")


def _instant(given: Any) -> datetime:  # noqa: ANN401  any JSON value
    """Parse a time, with or without its zone. Pydantic would also accept numbers and plain dates."""
    if not isinstance(given, str) or not _INSTANT.fullmatch(given):
        raise ValueError("not a time")
    return datetime.fromisoformat(given.upper())


def _key(given: str) -> str:
    MessageKey.parse(given)
    return given


Id = Annotated[str, Field(min_length=1, max_length=LONGEST_ID)]
Text = Annotated[str, Field(max_length=LONGEST_TOTAL)]
Note = Annotated[str, Field(max_length=LONGEST_NOTE)]
Instant = Annotated[
    datetime,
    BeforeValidator(_instant),
    WithJsonSchema({"type": "string", "format": "date-time", "examples": ["2027-03-01T09:30:00Z"]}),
]
ReplyTo = Annotated[
    str,
    Field(max_length=LONGEST_LINK, pattern=r"^[^#]+#[a-z_]+#.", description="The key of the message it answers."),
    AfterValidator(_key),
]


class Body(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class ImageBody(Body):
    media: Id
    alt: Text = Field(description="What the image shows, for people who cannot see it.")

    def image(self) -> AttachedImage:
        return AttachedImage(media=MediaId(self.media), alt=self.alt)


class PostBody(Body):
    text: Text
    accounts: list[Id] = Field(max_length=MAX_ITEMS)
    attribution: AttributionForm = AttributionForm.NONE
    variants: dict[Platform, Text] = Field(default={}, description="Another text for a platform.")
    images: list[ImageBody] = Field(default=[], max_length=MAX_ITEMS)
    reply_to: ReplyTo | None = None
    publish_at: Instant | None = Field(
        default=None, description="The time with its zone. None means as soon as possible."
    )
    language: str = Field(default="en", max_length=LONGEST_ID)
    content_warning: Text = ""
    visibility: Visibility = Visibility.PUBLIC
    split: StrictBool = Field(default=False, description="A long text may go out as a numbered thread.")
    confirm_duplicate: StrictBool = Field(default=False, description="Repeating the same words is intended.")

    def request(self) -> PostRequest:
        return PostRequest(
            text=self.text,
            accounts=tuple(map(AccountId, self.accounts)),
            attribution=self.attribution,
            variants=self.variants,
            images=tuple(image.image() for image in self.images),
            reply_to=MessageKey.parse(self.reply_to) if self.reply_to else None,
            publish_at=self.publish_at,
            language=self.language,
            content_warning=self.content_warning,
            visibility=self.visibility,
            split=self.split,
            confirm_duplicate=self.confirm_duplicate,
        )


class ChangeBody(Body):
    """Fields that are left out stay as they are."""

    model_config = ConfigDict(json_schema_extra={"minProperties": 1})

    text: Text = ""
    attribution: AttributionForm = AttributionForm.NONE
    variants: dict[Platform, Text] = {}
    images: list[ImageBody] = Field(default=[], max_length=MAX_ITEMS)
    publish_at: Instant | None = None
    language: str = Field(default="en", max_length=LONGEST_ID)
    content_warning: Text = ""
    visibility: Visibility = Visibility.PUBLIC
    split: StrictBool = False
    confirm_duplicate: StrictBool = False

    def changed(self, request: PostRequest) -> PostRequest:
        given: Mapping[str, Any] = {name: getattr(self, name) for name in self.model_fields_set}
        images = {"images": tuple(image.image() for image in self.images)} if "images" in given else {}
        return replace(request, **{**given, **images})


class ApprovalBody(Body):
    content_hash: str = Field(max_length=LONGEST_ID, description="The hash of the post as the caller read it.")


class RejectionBody(Body):
    note: Note = Field(
        default="", description="A note for the author, who may edit the post and so submit it again."
    )


class ConfirmationBody(Body):
    outcome: ConfirmationOutcome
    link: str = Field(default="", max_length=LONGEST_LINK, description="The link of the part that was found.")


class FreezeBody(Body):
    account: Id | None = Field(description="None means every account of the force.")
    reason: Note = ""
    exempt_subjects: list[Id] = Field(default=[], max_length=MAX_ITEMS)
    exempt_posts: list[Id] = Field(default=[], max_length=MAX_ITEMS)

    def subjects(self) -> frozenset[Subject]:
        return frozenset(map(Subject, self.exempt_subjects))

    def posts(self) -> frozenset[PostId]:
        return frozenset(map(PostId, self.exempt_posts))


class LiftBody(Body):
    account: Id | None = Field(description="None means the freeze of the whole force.")


class NameBody(Body):
    subject: Id = Field(description="The officer: the `sub` of their tokens.")
