"""What Watchdesk needs to know about a platform, without speaking to it.

Every folder of `platforms` states its own facts in `facts.py`. They need nothing but the standard library, so that
rules, command line, schemas and documentation can ask them.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from decimal import Decimal
from enum import StrEnum

from watchdesk.core.account import Platform, Surface


class Capability(StrEnum):
    """Something that not every platform can do. The value names it in `watchdesk platforms --json`."""

    READ = "read"
    """Watchdesk reads the surfaces of its accounts."""
    PUBLISH = "publish"
    """Watchdesk sends posts and replies to it."""
    THREAD = "thread"
    """An account's replies to its own post are shown under it, in order."""
    EDIT = "edit"
    """A post that is out can be given other words."""
    WITHDRAW = "withdraw"
    """A post that is out can be taken down."""
    WITHDRAW_PRIVATELY = "withdraw_privately"
    """A direct message that was sent can be taken back."""
    REPLY_PRIVATELY = "reply_privately"
    """A direct message is answered by a direct message. Elsewhere an answer would be public."""
    IMAGES_PRIVATELY = "images_privately"
    """A direct message can carry images."""
    ALT_TEXT = "alt_text"
    """An image can carry a description for people who cannot see it."""
    CONTENT_WARNING = "content_warning"
    """A warning can stand before the text. It counts towards the length of the text."""
    IMAGE_WARNING = "image_warning"
    """A warning can hide the images of a post, but not its text."""
    UNLISTED = "unlisted"
    """A post can be kept out of public timelines."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CredentialField:
    """One part of a credential, as the operator is asked for it."""

    name: str
    ask: str
    """What the prompt says."""
    form: str
    """A regular expression that the whole value must match."""
    form_in_words: str
    is_required: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class TextLimit:
    """How long a post may be. Watchdesk counts exactly by the platform's `text_rules.py`."""

    most: int
    unit: str = "characters"
    is_per_server: bool = False
    """Whether each server of the platform sets its own limit. Then `most` is what an ordinary server allows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ImageLimits:
    """Which images one post may carry."""

    most: int
    types: tuple[str, ...]
    size: int
    """Bytes."""
    alt: int
    """Characters of alt text."""
    pixels: int | None = None
    """Width times height."""
    narrowest: int = 1
    """Least width in pixels."""
    ratios: tuple[float, float] | None = None
    """The least and the greatest width by height."""
    required: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PostPrice:
    """US dollars that the platform charges for one post."""

    plain: Decimal
    with_link: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class PlatformFacts:
    """The facts of one platform."""

    platform: Platform
    title: str
    """How people write its name."""
    surfaces: frozenset[Surface]
    """What an account of it can be written to on."""
    can: frozenset[Capability]
    handle_pattern: str
    """A regular expression that a whole handle matches, as the register writes it."""
    handle_in_words: str
    text: TextLimit
    images: ImageLimits
    text_by_surface: Mapping[Surface, TextLimit] = field(default_factory=dict)
    """How long an answer may be on a surface where `text` does not hold."""
    credential: tuple[CredentialField, ...] = ()
    """Empty as long as Watchdesk does not speak to the platform."""
    credential_needs: str = ""
    """What the operator must allow when making the credential."""
    options: Mapping[str, str] = field(default_factory=dict)
    """Extras that an account can switch on in the register, and what each does."""
    reply_windows: Mapping[Surface, timedelta] = field(default_factory=dict)
    """How long after a message the platform still takes an answer. A surface that is missing has no such limit."""
    reply_names_recipient: bool = False
    """Whether a reply reaches only the people whom its text names."""
    handle_names_server: bool = False
    """Whether a handle ends with its server, which the server itself leaves out."""
    price: PostPrice | None = None
    """None: posting is free."""

    def text_limit(self, surface: Surface | None) -> TextLimit:
        """Return how long an answer on this surface may be, or with None how long a post may be."""
        return self.text if surface is None else self.text_by_surface.get(surface, self.text)

    @property
    def required_fields(self) -> tuple[CredentialField, ...]:
        return tuple(part for part in self.credential if part.is_required)


FactsByPlatform = Mapping[Platform, PlatformFacts]
