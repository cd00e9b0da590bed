"""The facts of X (API v2). Watchdesk can count texts and tell their price; it reads and sends nothing yet."""

from decimal import Decimal
from typing import Final

from watchdesk.core.account import Platform, Surface
from watchdesk.core.platform_facts import Capability, ImageLimits, PlatformFacts, PostPrice, TextLimit
from watchdesk.platforms.image_types import GIF, JPEG, PNG, WEBP

FACTS: Final = PlatformFacts(
    platform=Platform.X,
    title="X",
    surfaces=frozenset({Surface.DIRECT_MESSAGE, Surface.MENTION, Surface.REPLY}),
    can=frozenset({Capability.THREAD, Capability.WITHDRAW, Capability.ALT_TEXT}),
    handle_pattern=r"[A-Za-z0-9_]{1,15}",
    handle_in_words="a user name without `@`",
    text=TextLimit(most=280),
    # X's media documentation: 5 MB, alt text of 1,000 characters.
    images=ImageLimits(most=4, types=(JPEG, PNG, GIF, WEBP), size=5_000_000, alt=1000),
    # X's price list for pay-per-use (docs.x.com, X API pricing).
    price=PostPrice(plain=Decimal("0.015"), with_link=Decimal("0.200")),
)
