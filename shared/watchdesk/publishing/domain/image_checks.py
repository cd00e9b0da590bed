"""What each platform takes of images, and what it would refuse."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from watchdesk.core.account import Account, Platform
from watchdesk.core.problems import Problem, ProblemCode
from watchdesk.publishing.domain.post import Image

MAX_IMAGES = 10
"""More than any platform takes in one post."""

JPEG, PNG, GIF, WEBP = "image/jpeg", "image/png", "image/gif", "image/webp"


@dataclass(frozen=True, slots=True, kw_only=True)
class ImageLimits:
    most: int
    types: tuple[str, ...]
    size: int
    """Bytes."""
    alt: int
    """Characters."""
    pixels: int | None = None
    narrowest: int = 1
    """Pixels across."""
    ratios: tuple[float, float] | None = None
    """Width by height, least and greatest."""
    required: bool = False


LIMITS: Final[Mapping[Platform, ImageLimits]] = MappingProxyType(
    {
        # The lexicon app.bsky.embed.images: four, 2,000,000 bytes; its app takes 2,000 characters of alt text.
        Platform.BLUESKY: ImageLimits(most=4, types=(JPEG, PNG, GIF, WEBP), size=2_000_000, alt=2000),
        # Mastodon's instance configuration as it comes, and docs.joinmastodon.org on alt text.
        Platform.MASTODON: ImageLimits(
            most=4, types=(JPEG, PNG, GIF, WEBP), size=16_777_216, alt=1500, pixels=33_177_600
        ),
        # X's media documentation: 5 MB, alt text of 1,000 characters.
        Platform.X: ImageLimits(most=4, types=(JPEG, PNG, GIF, WEBP), size=5_000_000, alt=1000),
        # Graph API, page photos: 4 MB.
        Platform.FACEBOOK: ImageLimits(most=10, types=(JPEG, PNG, GIF), size=4_000_000, alt=1000),
        # Instagram's publishing API: JPEG, 8 MB, between 4:5 and 1.91:1, ten in a carousel, and never without one.
        Platform.INSTAGRAM: ImageLimits(
            most=10, types=(JPEG,), size=8_000_000, alt=1000, narrowest=320, ratios=(0.8, 1.91), required=True
        ),
    }
)


def image_problems(account: Account, images: Sequence[Image]) -> Iterator[Problem]:
    """What this account's platform would refuse. Alt text that is missing is no matter of platforms."""
    limits = LIMITS[account.platform]
    if len(images) > limits.most:
        message = f"Leave out {len(images) - limits.most}: {account.platform} shows at most {limits.most}."
        yield _problem(account, ProblemCode.TOO_MANY_IMAGES, "images", message)
    if limits.required and not images:
        message = f"Add an image: {account.platform} shows no post without one."
        yield _problem(account, ProblemCode.IMAGE_MISSING, "images", message)
    for index, image in enumerate(images):
        for code, message in _wrong_with(image, limits):
            yield _problem(account, code, f"images.{index}", message)


def _wrong_with(image: Image, limits: ImageLimits) -> Iterator[tuple[ProblemCode, str]]:
    if len(image.alt) > limits.alt:
        excess = len(image.alt) - limits.alt
        yield ProblemCode.ALT_TEXT_TOO_LONG, f"Shorten the alt text by {excess} of {len(image.alt)} characters."
    if image.content_type not in limits.types:
        yield ProblemCode.IMAGE_TYPE, f"Use one of {', '.join(limits.types)}."
    if image.size > limits.size:
        yield ProblemCode.IMAGE_TOO_LARGE, f"Make the file smaller: at most {limits.size:,} bytes."
    for message in _wrong_dimensions(image, limits):
        yield ProblemCode.IMAGE_DIMENSIONS, message


def _wrong_dimensions(image: Image, limits: ImageLimits) -> Iterator[str]:
    if limits.pixels and image.width * image.height > limits.pixels:
        yield f"Scale it down to at most {limits.pixels:,} pixels in all."
    if image.width < limits.narrowest:
        yield f"Use an image at least {limits.narrowest} pixels wide."
    if limits.ratios and not _is_within(image, limits.ratios):
        low, high = limits.ratios
        yield f"Crop it: width by height must lie between {low} and {high}."


def _is_within(image: Image, ratios: tuple[float, float]) -> bool:
    low, high = ratios
    return low * image.height <= image.width <= high * image.height


def _problem(account: Account, code: ProblemCode, field: str, message: str) -> Problem:
    return Problem(code=code, field=field, message=message, account=account.id)
