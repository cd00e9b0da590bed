"""What is wrong with a request, and what could be better."""

from dataclasses import dataclass
from enum import StrEnum

from watchdesk.core.account import AccountId


class ProblemCode(StrEnum):
    """Stable words for programs; the message beside each is for a person."""

    NO_ACCOUNT = "no_account"
    SAME_ACCOUNT_TWICE = "same_account_twice"
    TOO_MANY_ACCOUNTS = "too_many_accounts"
    ACCOUNT_UNKNOWN = "account_unknown"
    """It is not in the register, or not for this principal: never said which."""
    ACCOUNT_RETIRED = "account_retired"
    ACCOUNT_DRAINING = "account_draining"
    ACCOUNTS_ARE_FIXED = "accounts_are_fixed"
    PLATFORM_WITHOUT_OUTLET = "platform_without_outlet"
    EMPTY = "empty"
    TOO_LONG = "too_long"
    CANNOT_BE_SPLIT = "cannot_be_split"
    FIELD_TOO_LONG = "field_too_long"
    CONTROL_CHARACTER = "control_character"
    BIDI_CHARACTER = "bidi_character"
    BROKEN_CHARACTER = "broken_character"
    LANGUAGE = "language"
    CONTENT_WARNING = "content_warning"
    VISIBILITY = "visibility"
    TOO_MANY_IMAGES = "too_many_images"
    IMAGE_MISSING = "image_missing"
    IMAGE_UNKNOWN = "image_unknown"
    ALT_TEXT_MISSING = "alt_text_missing"
    ALT_TEXT_TOO_LONG = "alt_text_too_long"
    IMAGE_TYPE = "image_type"
    IMAGE_TOO_LARGE = "image_too_large"
    IMAGE_DIMENSIONS = "image_dimensions"
    TIME_WITHOUT_ZONE = "time_without_zone"
    TIME_PAST = "time_past"
    TIME_TOO_FAR = "time_too_far"
    REPLY_UNKNOWN = "reply_unknown"
    REPLY_ELSEWHERE = "reply_elsewhere"
    REPLY_PRIVATE = "reply_private"
    ATTRIBUTION = "attribution"
    DUPLICATE = "duplicate"
    """A question: it may be meant, and is accepted when confirmed."""
    EXEMPTION = "exemption"
    KEY = "key"
    LINK = "link"
    REASON = "reason"
    REFERENCE = "reference"


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One thing to change before a request is accepted."""

    code: ProblemCode
    field: str
    """Where it lies in the request: `text`, `variants.{platform}`, `images.0.alt`."""
    message: str
    """Says what to change. Holds no words of the post."""
    account: AccountId | None = None
    """None: whatever the accounts."""

    @property
    def is_question(self) -> bool:
        return self.code is ProblemCode.DUPLICATE


class AdviceCode(StrEnum):
    LONG_SENTENCE = "long_sentence"
    HASHTAG_CASE = "hashtag_case"
    MANY_EMOJIS = "many_emojis"
    ALL_CAPS = "all_caps"
    FROZEN = "frozen"
    NEEDS_APPROVAL = "needs_approval"


@dataclass(frozen=True, slots=True, kw_only=True)
class Advice:
    """Something to think about. It keeps nothing back."""

    code: AdviceCode
    message: str
    account: AccountId | None = None
