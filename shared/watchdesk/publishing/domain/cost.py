"""What a platform charges for a post."""

import re
from collections.abc import Iterable
from decimal import Decimal

from watchdesk.core.platform_facts import PostPrice

# A platform may make a link of a bare domain too. A false match shows a price that is too high, never one too low.
_LINK = re.compile(r"https?://\S|\w-*\.[a-z]{2,}\b", re.IGNORECASE)


def cost_of(price: PostPrice | None, parts: Iterable[str]) -> Decimal | None:
    """Return the US dollars for all parts together, or None where posting is free."""
    if price is None:
        return None
    return sum((price.with_link if _LINK.search(part) else price.plain for part in parts), Decimal(0))
