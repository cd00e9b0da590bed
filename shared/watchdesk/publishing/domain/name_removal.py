"""How an officer's name is removed from a post and from each of its deliveries."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from watchdesk.core.account import AccountId
from watchdesk.publishing.domain.attribution import NO_ATTRIBUTION
from watchdesk.publishing.domain.post import Delivery, DeliveryState, PendingChange, Post, PostId
from watchdesk.publishing.domain.post_request import parts_by_account, with_content_hash
from watchdesk.publishing.domain.signature import without_signature
from watchdesk.register.domain.officer import Officer


@dataclass(frozen=True, slots=True, kw_only=True)
class NameOccurrence:
    """A place that showed a name or would have shown it. Without an account it is the post's own text."""

    post: PostId
    account: AccountId | None = None
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NameWithdrawal:
    """What happened to every post that carried the name."""

    unsigned: tuple[NameOccurrence, ...] = ()
    """These are not public yet and go out without the name."""
    edits: tuple[NameOccurrence, ...] = ()
    """These are public, and the name is removed on the platform."""
    take_downs: tuple[NameOccurrence, ...] = ()
    """These are public where a post cannot be edited, so they are withdrawn."""
    rest: tuple[NameOccurrence, ...] = ()
    """A person must look at these."""


class NameRemoval(StrEnum):
    UNSIGNED = "unsigned"
    EDITED = "edited"
    TAKEN_DOWN = "taken_down"


NameRemovals = list[tuple[NameRemoval, NameOccurrence]]


def shows_withheld_name(post: Post, officer: Officer | None) -> bool:
    """Say whether the post shows a name that the directory does not allow. `officer` is its author."""
    is_allowed = officer is not None and post.attribution.form in officer.allowed
    return post.attribution.is_shown and not is_allowed


def remove_from_delivery(
    delivery: Delivery, post: Post, now: datetime, *, is_editable: bool
) -> tuple[NameRemoval, Delivery] | None:
    """Return the delivery without the name, or None if it does not show the name or the name is being removed.

    `is_editable`: the platform lets us change the text of a post that is public.
    """
    name, *first = post.attribution.text, *delivery.parts[:-1]
    is_withdrawn = delivery.state is DeliveryState.WITHDRAWN or delivery.wish is PendingChange.WITHDRAW
    parts = (*first, without_signature(delivery.parts[-1], name))
    if is_withdrawn or parts in (delivery.parts, delivery.revised):
        return None
    if delivery.is_in_doubt:
        # Only the old text can show whether the part is public: it is looked for first, then withdrawn.
        return NameRemoval.TAKEN_DOWN, delivery.with_pending_change(PendingChange.WITHDRAW, now)
    if delivery.state is not DeliveryState.PUBLISHED:
        return NameRemoval.UNSIGNED, replace(delivery.without_lease(), parts=parts)
    if is_editable:
        return NameRemoval.EDITED, delivery.with_pending_change(PendingChange.EDIT, now, parts)
    return NameRemoval.TAKEN_DOWN, delivery.with_pending_change(PendingChange.WITHDRAW, now)


def remove_from_post(post: Post, deliveries: Sequence[Delivery], changed: Sequence[Delivery]) -> Post:
    """Return the post with the content hash of its changed deliveries.

    A post of which nothing was public loses its attribution. Otherwise the attribution stays, as a record of
    whose words were published.
    """
    new = {delivery.account: delivery for delivery in changed}
    current = [new.get(delivery.account, delivery) for delivery in deliveries]
    was_public = any(delivery.may_be_public for delivery in current)
    renamed = post if was_public else replace(post, attribution=NO_ATTRIBUTION)
    revised = {delivery.account: delivery.revised for delivery in current if delivery.revised}
    return with_content_hash(renamed, {**parts_by_account(current), **revised})
