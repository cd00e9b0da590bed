"""Which images of a post a platform would refuse."""

from collections.abc import Iterator, Sequence

from watchdesk.core.account import Account
from watchdesk.core.platform_facts import FactsByPlatform, ImageLimits
from watchdesk.core.problems import Problem, ProblemCode
from watchdesk.publishing.domain.post import Image

MAX_IMAGES = 10
"""More than any platform takes in one post."""


def unreadable_image(facts: FactsByPlatform) -> Problem:
    """Return the problem of a file that is not an image of any type that a platform accepts."""
    types = sorted({kind for platform in facts.values() for kind in platform.images.types})
    message = f"Upload a complete image of one of these types: {', '.join(types)}."
    return Problem(code=ProblemCode.IMAGE_TYPE, field="file", message=message)


def image_problems(account: Account, limits: ImageLimits, images: Sequence[Image]) -> Iterator[Problem]:
    """Yield what the account's platform would refuse. Missing alt text is checked for all platforms elsewhere."""
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
