"""The facts of Instagram (Graph API). Watchdesk can count captions; it reads and sends nothing yet."""

from datetime import timedelta
from typing import Final

from watchdesk.core.account import Platform, Surface
from watchdesk.core.platform_facts import Capability, ImageLimits, PlatformFacts, TextLimit
from watchdesk.platforms.image_types import JPEG

FACTS: Final = PlatformFacts(
    platform=Platform.INSTAGRAM,
    title="Instagram",
    surfaces=frozenset({Surface.DIRECT_MESSAGE, Surface.COMMENT, Surface.MENTION}),
    can=frozenset({Capability.ALT_TEXT}),
    handle_pattern=r"[A-Za-z0-9._]{1,30}",
    handle_in_words="a user name without `@`",
    text=TextLimit(most=2_200),
    # Instagram's publishing API: JPEG, 8 MB, between 4:5 and 1.91:1, ten in a carousel, at least one.
    images=ImageLimits(
        most=10, types=(JPEG,), size=8_000_000, alt=1000, narrowest=320, ratios=(0.8, 1.91), required=True
    ),
    # https://developers.facebook.com/docs/messenger-platform/policy/policy-overview
    reply_windows={Surface.DIRECT_MESSAGE: timedelta(hours=24)},
)
