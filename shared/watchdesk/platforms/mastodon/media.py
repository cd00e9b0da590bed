"""Images for a server: uploaded one by one, and attached only once the server has processed them.

The server deletes uploads that no status names after a day, so an upload may be repeated.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from http import HTTPStatus
from urllib.parse import quote

from urllib3.filepost import encode_multipart_formdata

from watchdesk.core.errors import Gone, Refused, TryLater, Unconfirmed
from watchdesk.core.http_client import HttpResponse
from watchdesk.platforms.mastodon.client import Call, MastodonClient
from watchdesk.platforms.mastodon.errors import NoSuchPage
from watchdesk.platforms.mastodon.server_rules import ServerRules, ServerRulesCache
from watchdesk.platforms.mastodon.wire import id_of
from watchdesk.publishing.domain.post import Image
from watchdesk.publishing.ports.posts import MediaStore

PATHS = ("/api/v2/media", "/api/v1/media")
"""The older call answers when the image is processed. Some servers have only that one."""

PATIENCE = timedelta(seconds=10)
"""How long the server may process all images of a post before the post is tried again later.

It fits into CALL_TIME.
"""
PAUSE = timedelta(milliseconds=500)


@dataclass(frozen=True, slots=True, kw_only=True)
class MediaUploads:
    store: MediaStore
    rules: ServerRulesCache
    pause: Callable[[float], None]

    def attach(self, client: MastodonClient, images: Sequence[Image]) -> list[str]:
        """Return the server's ids of the images, in their order, ready to be attached.

        Raises Refused if the server takes none like these, TryLater if it is still processing them.
        """
        if not images:
            return []
        _check(self.rules.of(client.account.server), images)
        uploaded = [self._upload(client, image) for image in images]
        until = client.clock.now() + PATIENCE
        for media, is_ready in uploaded:
            if not is_ready:
                self._await(client, media, until)
        return [media for media, _ in uploaded]

    def _upload(self, client: MastodonClient, image: Image) -> tuple[str, bool]:
        try:
            content = self.store.read(image.id)
        except Gone as error:
            raise Refused("an image is no longer stored: upload it again") from error
        for path in PATHS:
            try:
                reply = client.ask(_upload_call(path, image, content))
            except (Gone, NoSuchPage):
                continue
            except Unconfirmed as error:
                raise TryLater(str(error)) from error
            return _id(reply), reply.status == HTTPStatus.OK
        raise Refused("this server takes no images: leave this account out, or the images")

    def _await(self, client: MastodonClient, media: str, until: datetime) -> None:
        call = Call(name="processed image", path=f"/api/v1/media/{quote(media, safe='')}")
        while client.clock.now() < until:
            try:
                if client.ask(call).status == HTTPStatus.OK:
                    return
            except Gone as error:
                raise TryLater("an upload is gone before it was attached") from error
            self.pause(PAUSE.total_seconds())
        raise TryLater("the server is still processing an image")


def _upload_call(path: str, image: Image, content: bytes) -> Call:
    name = f"image.{image.content_type.partition('/')[2]}"
    body, content_type = encode_multipart_formdata(
        [("description", image.alt), ("file", (name, content, image.content_type))]
    )
    return Call(
        name="image upload",
        path=path,
        method="POST",
        headers={"content-type": content_type},
        body=body,
        window="media",
    )


def _id(reply: HttpResponse) -> str:
    media = id_of(reply.json())
    if media is None:
        raise TryLater("an upload was answered without an id")
    return media


def _check(rules: ServerRules, images: Sequence[Image]) -> None:
    """Raise Refused for an image that this server says it does not take."""
    if len(images) > rules.attachments:
        raise Refused(f"this server shows at most {rules.attachments} images: take some out")
    for image in images:
        _check_one(rules, image)


def _check_one(rules: ServerRules, image: Image) -> None:
    media = rules.media
    if media.supported_mime_types is not None and image.content_type not in media.supported_mime_types:
        raise Refused(f"this server takes no {image.content_type}: use another format")
    if image.size > (media.image_size_limit or image.size):
        raise Refused(f"this server takes images of at most {media.image_size_limit} bytes: use a smaller one")
    if image.width * image.height > (media.image_matrix_limit or image.width * image.height):
        raise Refused(f"this server takes images of at most {media.image_matrix_limit} pixels: use a smaller one")
    if len(image.alt) > (media.description_limit or len(image.alt)):
        raise Refused(
            f"this server takes descriptions of at most {media.description_limit} characters: shorten it"
        )
