"""Images: a ticket to drop one with, and a look at what was dropped."""

from collections.abc import Iterator
from dataclasses import dataclass
from http import HTTPStatus

from watchdesk.http.routing import NOT_FOUND, Caller, Route
from watchdesk.publishing.domain.post import MediaId
from watchdesk.publishing.http.facade import Desk
from watchdesk.publishing.http.responses import TicketResponse, UploadResponse

TAG = "images"


@dataclass(frozen=True, slots=True)
class MediaRoutes:
    desk: Desk

    def routes(self) -> Iterator[Route]:
        yield Route(
            method="POST",
            path="/v1/media",
            call=self.offer_upload,
            summary="Ask for a place to put an image",
            answer=TicketResponse,
            tag=TAG,
            status=HTTPStatus.CREATED,
            errors=NOT_FOUND,
        )
        yield Route(
            method="POST",
            path="/v1/media/<media>/complete",
            call=self.take_upload,
            summary="Have an image looked at, and kept",
            answer=UploadResponse,
            tag=TAG,
            errors=NOT_FOUND,
        )

    def offer_upload(self, who: Caller) -> TicketResponse:
        """Send the file there as multipart/form-data: all the fields first, and last of all one called `file`."""
        return TicketResponse.model_validate(self.desk.offer_upload(who))

    def take_upload(self, media: str, who: Caller) -> UploadResponse:
        """Its kind and size are read from its bytes; places, times, names and comments in it are left out."""
        return UploadResponse.model_validate(self.desk.take_upload(MediaId(media), who))
