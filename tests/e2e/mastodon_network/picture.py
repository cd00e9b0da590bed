"""A small image that every server accepts."""

import struct
import zlib
from dataclasses import dataclass, field

from tests.publishing.builders import an_image
from watchdesk.publishing.domain.post import Image, MediaId

SIDE = 64


def blue_square(alt: str) -> Image:
    return an_image(alt=alt, size=len(PNG), width=SIDE, height=SIDE)


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


PNG = (
    b"\x89PNG\r\n\x1a\n"
    + _chunk(b"IHDR", struct.pack(">2I5B", SIDE, SIDE, 8, 2, 0, 0, 0))
    + _chunk(b"IDAT", zlib.compress((b"\0" + b"\x20\x40\x80" * SIDE) * SIDE))
    + _chunk(b"IEND", b"")
)


@dataclass(frozen=True, slots=True)
class OneImage:
    """A MediaStore that returns this image for every id."""

    content: bytes = field(default=PNG, repr=False)

    def read(self, media: MediaId) -> bytes:  # noqa: ARG002  whatever is asked for
        return self.content
