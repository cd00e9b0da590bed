"""What a platform charges for a post."""

import re
from collections.abc import Iterable
from decimal import Decimal

from watchdesk.core.account import Platform

X_POST = Decimal("0.015")
X_POST_WITH_LINK = Decimal("0.200")
"""US dollars each, by X's price list for pay-per-use (docs.x.com, X API pricing)."""

# X links a bare domain too: a false find shows a price that is too high, never one that is too low.
_LINK = re.compile(r"https?://\S|\b[\w-]+\.[a-z]{2,}\b", re.IGNORECASE)


def cost_of(platform: Platform, parts: Iterable[str]) -> Decimal | None:
    """US dollars for all parts together; None where posting is free."""
    if platform is not Platform.X:
        return None
    return sum((X_POST_WITH_LINK if _LINK.search(part) else X_POST for part in parts), Decimal(0))
