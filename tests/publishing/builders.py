"""Posts and deliveries with defaults for all that a test does not care about."""

from typing import Any

from tests.builders import SELBY
from tests.fakes.clock import NOON
from watchdesk.core.account import AccountId
from watchdesk.core.principal import Subject
from watchdesk.publishing.domain.attribution import Attribution
from watchdesk.publishing.domain.post import Delivery, DeliveryState, Image, MediaId, Post, PostId, PostState
from watchdesk.register.domain.officer import AttributionForm

MALTON = AccountId("malton-bluesky")


def a_post(identity: str = "post-1", **fields: Any) -> Post:
    """Accepted at noon, to go out at once on one account, with nobody's name under it."""
    given: dict[str, Any] = {
        "id": PostId(identity),
        "author": Subject("officer-7"),
        "created_at": NOON,
        "text": "The Selby road is open again.",
        "accounts": (SELBY,),
        "attribution": Attribution(form=AttributionForm.NONE, text=""),
        "publish_at": NOON,
        "state": PostState.ACCEPTED,
        "content_hash": "a" * 64,
    }
    return Post(**given | fields)


def a_delivery(post: str = "post-1", account: str = SELBY, **fields: Any) -> Delivery:
    given: dict[str, Any] = {
        "post": PostId(post),
        "account": AccountId(account),
        "parts": ("The Selby road is open again.",),
        "keys": (f"{post}-1",),
        "dated": NOON,
        "state": DeliveryState.ACCEPTED,
        "attention_at": NOON,
    }
    return Delivery(**given | fields)


def an_image(**fields: Any) -> Image:
    given: dict[str, Any] = {
        "id": MediaId("image-1"),
        "alt": "A road under water.",
        "content_type": "image/png",
        "size": 2048,
        "width": 640,
        "height": 480,
        "sha256": "b" * 64,
    }
    return Image(**given | fields)
