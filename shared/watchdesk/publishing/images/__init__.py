"""What an uploaded file is, by its bytes and never by its name, and those bytes without what must not be public.

Phones write where and when a photograph was taken, and by whose device, into the file. All of that is left out
here, because not every platform does. Which way up a photograph is held stays, or it would be shown on its side.
"""

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
    """Pixels, as the file says."""
    data: bytes
    """Without places, times, names and comments."""


def read_image(data: bytes) -> ImageFile | None:
    """None if it is none of the four kinds, is cut short, or contradicts itself."""
    for content_type, read in _READERS.items():
        try:
            found: CleanImage | None = read(data)
        except InvalidImageError:
            return None
        if found is not None:
            is_drawn = found.width > 0 and found.height > 0
            return (
                ImageFile(content_type=content_type, width=found.width, height=found.height, data=found.data)
                if is_drawn
                else None
            )
    return None
