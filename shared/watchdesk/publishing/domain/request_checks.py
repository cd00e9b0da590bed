"""The checks of a request that need neither the register nor a platform."""

from collections.abc import Collection, Iterator
from datetime import UTC, datetime, timedelta

from watchdesk.core.problems import Problem, ProblemCode
from watchdesk.core.text_rules import (
    LONGEST_NOTE,
    LONGEST_TOTAL,
    character_problems,
    is_empty,
    is_id,
    is_language,
    utf8_size,
)
from watchdesk.publishing.domain.image_checks import MAX_IMAGES
from watchdesk.publishing.domain.post_request import MAX_ACCOUNTS, PostRequest

MAX_DELAY = timedelta(days=366)
MAX_EXEMPTIONS = 100
LONGEST_KEY = 255


def request_problems(request: PostRequest, now: datetime) -> Iterator[Problem]:
    """Yield every problem of the request that its own fields show."""
    yield from _account_problems(request)
    yield from _text_problems(request)
    yield from _image_problems(request)
    yield from time_problems(request.publish_at, now)
    if not is_language(request.language):
        yield _problem(ProblemCode.LANGUAGE, "language", "Give a language tag such as en, cy or en-GB.")


def publish_time(request: PostRequest, now: datetime) -> datetime:
    """Return the time at which the post goes out, in UTC: the requested time if it is valid, else now."""
    at = request.publish_at
    return now if at is None or any(time_problems(at, now)) else at.astimezone(UTC)


def time_problems(publish_at: datetime | None, now: datetime) -> Iterator[Problem]:
    """Yield what is wrong with the requested time."""
    if publish_at is None:
        return
    if publish_at.utcoffset() is None:
        yield _problem(ProblemCode.TIME_WITHOUT_ZONE, "publish_at", "Give the time with its zone.")
    elif publish_at < now:
        message = "This time is past: choose a later one, or none to publish at once."
        yield _problem(ProblemCode.TIME_PAST, "publish_at", message)
    elif publish_at - now > MAX_DELAY:
        yield _problem(ProblemCode.TIME_TOO_FAR, "publish_at", f"Choose a time within {MAX_DELAY.days} days.")


def _account_problems(request: PostRequest) -> Iterator[Problem]:
    if not request.accounts:
        yield _problem(ProblemCode.NO_ACCOUNT, "accounts", "Choose at least one account.")
    if len(request.accounts) > MAX_ACCOUNTS:
        message = f"Choose at most {MAX_ACCOUNTS} accounts for one post."
        yield _problem(ProblemCode.TOO_MANY_ACCOUNTS, "accounts", message)
    if len(set(request.accounts)) < len(request.accounts):
        yield _problem(ProblemCode.SAME_ACCOUNT_TWICE, "accounts", "Name each account only once.")


def _text_problems(request: PostRequest) -> Iterator[Problem]:
    fields = _text_fields(request)
    total = sum(map(utf8_size, fields.values()))
    if total > LONGEST_TOTAL:
        message = f"Shorten the texts by {total - LONGEST_TOTAL} bytes in all."
        yield _problem(ProblemCode.FIELD_TOO_LONG, "text", message)
        return
    for field, text in fields.items():
        yield from character_problems(text, field)
    texts = {"text": request.text} | {f"variants.{platform}": text for platform, text in request.variants.items()}
    for field, text in texts.items():
        if is_empty(text) and not request.images:
            yield _problem(ProblemCode.EMPTY, field, "Write something.")


def _image_problems(request: PostRequest) -> Iterator[Problem]:
    if len(request.images) > MAX_IMAGES:
        message = f"No platform shows more than {MAX_IMAGES} images."
        yield _problem(ProblemCode.TOO_MANY_IMAGES, "images", message)
    for index, image in enumerate(request.images[:MAX_IMAGES]):
        if is_empty(image.alt):
            message = "Describe the image for people who cannot see it."
            yield _problem(ProblemCode.ALT_TEXT_MISSING, f"images.{index}.alt", message)


def _text_fields(request: PostRequest) -> dict[str, str]:
    variants = {f"variants.{platform}": text for platform, text in request.variants.items()}
    alts = {f"images.{index}.alt": image.alt for index, image in enumerate(request.images[:MAX_IMAGES])}
    return {"text": request.text, "content_warning": request.content_warning} | variants | alts


def key_problems(key: str) -> Iterator[Problem]:
    """Yield what is wrong with an idempotency key."""
    if len(key) > LONGEST_KEY or not is_id(key):
        message = f"Send a key of 1 to {LONGEST_KEY} plain characters, new for every post."
        yield _problem(ProblemCode.KEY, "idempotency_key", message)


def note_problems(note: str, field: str) -> Iterator[Problem]:
    """Yield what is wrong with a note or a reason."""
    if len(note) > LONGEST_NOTE:
        message = f"Shorten it by {len(note) - LONGEST_NOTE} characters."
        yield _problem(ProblemCode.FIELD_TOO_LONG, field, message)
    yield from character_problems(note, field)


def exemption_problems(exempt: Collection[str]) -> Iterator[Problem]:
    """Yield what is wrong with the authors and posts that a freeze exempts."""
    if len(exempt) > MAX_EXEMPTIONS or not all(map(is_id, exempt)):
        message = f"Name at most {MAX_EXEMPTIONS} authors and posts, each by its id."
        yield _problem(ProblemCode.EXEMPTION, "exempt", message)


def _problem(code: ProblemCode, field: str, message: str) -> Problem:
    return Problem(code=code, field=field, message=message)
