"""The routes of images: request a ticket for an upload, and complete the upload."""

from dataclasses import dataclass
from http import HTTPStatus

from watchdesk.http.routing import NOT_FOUND, Caller, route
from watchdesk.publishing.domain.post import MediaId
from watchdesk.publishing.http.responses import TicketResponse, UploadResponse
from watchdesk.publishing.usecases.complete_upload import CompleteUpload
from watchdesk.publishing.usecases.offer_upload import OfferUpload

MEDIA, TAG = "/v1/media", "images"


@dataclass(frozen=True, slots=True, kw_only=True)
class MediaRoutes:
    offer: OfferUpload
    complete: CompleteUpload

    @route("POST", MEDIA, "Request a place for an image", tag=TAG, status=HTTPStatus.CREATED, errors=NOT_FOUND)
    def offer_upload(self, caller: Caller) -> TicketResponse:
        """Offer a ticket. Send its `url` a multipart/form-data request: first all `fields`, last the `file`."""
        return TicketResponse.model_validate(self.offer(caller))

    @route("POST", f"{MEDIA}/<media>/complete", "Check and store an image", tag=TAG, errors=NOT_FOUND)
    def take_upload(self, media: str, caller: Caller) -> UploadResponse:
        """Check an uploaded image by its bytes and store it without places, times, names and comments."""
        return UploadResponse.model_validate(self.complete(MediaId(media), caller))
