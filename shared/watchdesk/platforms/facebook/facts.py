"""The facts of Facebook Pages (Graph API). Watchdesk can count their texts; it reads and sends nothing yet."""

from datetime import timedelta
from typing import Final

from watchdesk.core.account import Platform, Surface
from watchdesk.core.platform_facts import Capability, ImageLimits, PlatformFacts, TextLimit
from watchdesk.platforms.image_types import GIF, JPEG, PNG

FACTS: Final = PlatformFacts(
    platform=Platform.FACEBOOK,
    title="Facebook",
    surfaces=frozenset(
        {Surface.DIRECT_MESSAGE, Surface.COMMENT, Surface.MENTION, Surface.VISITOR_POST, Surface.REVIEW}
    ),
    can=frozenset({Capability.EDIT, Capability.WITHDRAW, Capability.ALT_TEXT}),
    handle_pattern=r"[A-Za-z0-9.]{5,50}|[0-9]+",
    handle_in_words="the Page's user name or its number",
    text=TextLimit(most=63_206),
    # Graph API, photos of Pages: 4 MB.
    images=ImageLimits(most=10, types=(JPEG, PNG, GIF), size=4_000_000, alt=1000),
    # https://developers.facebook.com/docs/messenger-platform/policy/policy-overview
    reply_windows={Surface.DIRECT_MESSAGE: timedelta(hours=24)},
)
