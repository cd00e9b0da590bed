"""What the facts of a platform mean, in words a person reads."""

from collections.abc import Iterator, Mapping

from infra.cli.platforms.description import Description

CAPABILITIES: Mapping[str, str] = {
    "read": "Watchdesk reads it",
    "publish": "Watchdesk publishes on it",
    "thread": "Shows a long text as a thread",
    "edit": "A post that is out can be edited",
    "withdraw": "A post that is out can be withdrawn",
    "withdraw_privately": "A direct message can be withdrawn",
    "reply_privately": "A direct message can be answered in private",
    "images_privately": "A direct message can carry images",
    "alt_text": "Images can carry alt text",
    "content_warning": "A content warning can stand before the text",
    "image_warning": "A warning can hide the images",
    "unlisted": "A post can be kept out of public timelines",
}


def text_limit(description: Description) -> str:
    limit = description["text"]
    most = f"{limit['most']:,} {limit['unit']}"
    return f"{most}, unless the server sets another limit" if limit["is_per_server"] else most


def image_limits(description: Description) -> str:
    """Say how many images of which kind and size, in one line."""
    limits = description["images"]
    kinds = ", ".join(kind.partition("/")[2].upper() for kind in limits["types"])
    least = "1 to " if limits["required"] else "up to "
    return "; ".join((f"{least}{limits['most']} of {limits['size']:,} bytes: {kinds}", *_image_forms(limits)))


def _image_forms(limits: Description) -> Iterator[str]:
    yield f"alt text of {limits['alt']:,} characters"
    if limits["pixels"]:
        yield f"at most {limits['pixels']:,} pixels in all"
    if limits["narrowest"] > 1:
        yield f"at least {limits['narrowest']} pixels wide"
    if limits["ratios"]:
        yield "width by height from {} to {}".format(*limits["ratios"])


def reply_windows(description: Description) -> str:
    windows = description["reply_windows"]
    return ", ".join(f"{surface} {window}" for surface, window in windows.items()) or "no limit"


def price(description: Description) -> str:
    cost = description["usd_per_post"]
    return f"${cost['plain']}, with a link ${cost['with_link']}" if cost else "free"
