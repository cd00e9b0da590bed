"""Recognise an image by its bytes and remove its metadata. Its pixels stay as they are.

Phones write the place, the time and the device into a photograph. Not every platform removes them, so they are
removed here. The orientation stays, or the photograph would be shown on its side. See docs/adr/0024.
"""

import hashlib
from dataclasses import dataclass

from watchdesk.publishing.images import gif, jpeg, png, webp
from watchdesk.publishing.images.bytes import CleanImage, InvalidImageError

__all__ = ["ImageFile", "read_image"]

_READERS = {"image/jpeg": jpeg.read, "image/png": png.read, "image/gif": gif.read, "image/webp": webp.read}


@dataclass(frozen=True, slots=True, kw_only=True)
class ImageFile:
    content_type: str
    width: int
    height: int
    """Width and height are in pixels, as the file states them."""
    data: bytes
    """The bytes of the file without places, times, names and comments."""

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.data).hexdigest()


def read_image(data: bytes) -> ImageFile | None:
    """Return the image, or None if the file has none of the four types, is cut short, or contradicts itself."""
    for content_type, read in _READERS.items():
        try:
            found: CleanImage | None = read(data)
        except InvalidImageError:
            return None
        if found is not None:
            has_pixels = found.width > 0 and found.height > 0
            return (
                ImageFile(content_type=content_type, width=found.width, height=found.height, data=found.data)
                if has_pixels
                else None
            )
    return None
