"""Problems of a request, and advice on it."""

from dataclasses import dataclass
from enum import StrEnum

from watchdesk.core.account import AccountId


class ProblemCode(StrEnum):
    """Stable codes for programs. The message beside each code is for a person."""

    NO_ACCOUNT = "no_account"
    SAME_ACCOUNT_TWICE = "same_account_twice"
    TOO_MANY_ACCOUNTS = "too_many_accounts"
    ACCOUNT_UNKNOWN = "account_unknown"
    """The account is not in the register, or this principal may not use it. The code does not tell which."""
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
    """A question rather than an error. The post is accepted when the person confirms it."""
    EXEMPTION = "exemption"
    KEY = "key"
    LINK = "link"
    REASON = "reason"
    REFERENCE = "reference"


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One thing that must change before a request is accepted."""

    code: ProblemCode
    field: str
    """The path of the field: `text`, `variants.{platform}` or `images.0.alt`."""
    message: str
    """What to change. It holds no words of the post."""
    account: AccountId | None = None
    """The account that it concerns, or None if it concerns all of them."""

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
    CHARACTERS_CHANGED = "characters_changed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Advice:
    """A suggestion. It does not stop the post."""

    code: AdviceCode
    message: str
    account: AccountId | None = None
