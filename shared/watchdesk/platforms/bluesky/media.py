"""The images of a post: uploaded to the server first, then named in the record (app.bsky.embed.images)."""

from collections.abc import Sequence
from typing import Any

from watchdesk.core.errors import Gone, Refused
from watchdesk.platforms.bluesky.client import BlueskyClient
from watchdesk.platforms.bluesky.facts import FACTS
from watchdesk.platforms.bluesky.wire import Blob
from watchdesk.publishing.domain.post import Image
from watchdesk.publishing.ports.posts import MediaStore

LIMITS = FACTS.images
"""The server takes larger files, but then refuses the record."""


def embedded(client: BlueskyClient, media: MediaStore, images: Sequence[Image]) -> dict[str, Any]:
    """Upload the images and return the embed that names them.

    They are uploaded at every try: the same bytes get the same name. Raises Refused for images a post cannot show.
    """
    if len(images) > LIMITS.most:
        raise Refused(f"Bluesky shows at most {LIMITS.most} images in a post: leave some out")
    if any(image.size > LIMITS.size for image in images):
        raise Refused("Bluesky shows no image of more than 2 MB: make it smaller")
    return {
        "$type": "app.bsky.embed.images",
        "images": [
            {
                "image": _lent(client, media, image),
                "alt": image.alt,
                "aspectRatio": {"width": image.width, "height": image.height},
            }
            for image in images
        ],
    }


def _lent(client: BlueskyClient, media: MediaStore, image: Image) -> dict[str, Any]:
    try:
        content = media.read(image.id)
    except Gone as error:
        raise Refused("an image is no longer kept: upload it again") from error
    return client.upload(Blob, content, image.content_type).blob
