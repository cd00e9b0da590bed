"""Reads WebP: https://developers.google.com/speed/webp/docs/riff_container and RFC 6386 for its lossy frames."""

from collections.abc import Iterator

from watchdesk.publishing.images.bytes import CleanImage, InvalidImageError, read_bytes, read_integer

METADATA_CHUNKS = frozenset({b"EXIF", b"XMP "})
METADATA_FLAGS = 0b0000_1100
"""These bits of the extended header announce EXIF and XMP."""
LOSSY, LOSSLESS, EXTENDED = b"VP8 ", b"VP8L", b"VP8X"
PIXEL_CHUNKS = frozenset({LOSSY, LOSSLESS, b"ANMF"})


def read(data: bytes) -> CleanImage | None:
    """Return the image without metadata, or None if the data is not a WebP.

    Everything behind the declared size is removed.
    """
    if not (data.startswith(b"RIFF") and data[8:12] == b"WEBP"):
        return None
    chunks = list(_chunks(read_bytes(data, 0, read_integer(data, 4, 4, "little") + 8)))
    if PIXEL_CHUNKS.isdisjoint(name for name, _ in chunks):
        raise InvalidImageError("the file has no image data")
    width, height = _size(*chunks[0])
    kept = b"".join(_chunk_bytes(name, body) for name, body in chunks if name not in METADATA_CHUNKS)
    return CleanImage(width, height, b"RIFF" + (len(kept) + 4).to_bytes(4, "little") + b"WEBP" + kept)


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = 12
    while at < len(data):
        length = read_integer(data, at + 4, 4, "little")
        yield read_bytes(data, at, 4), read_bytes(data, at + 8, length)
        at += 8 + length + length % 2


def _chunk_bytes(name: bytes, body: bytes) -> bytes:
    if name == EXTENDED and body:
        body = bytes([body[0] & ~METADATA_FLAGS]) + body[1:]
    return name + len(body).to_bytes(4, "little") + body + b"\0" * (len(body) % 2)


def _size(name: bytes, body: bytes) -> tuple[int, int]:
    if name == EXTENDED:
        return read_integer(body, 4, 3, "little") + 1, read_integer(body, 7, 3, "little") + 1
    if name == LOSSLESS and body.startswith(b"\x2f"):
        bits = read_integer(body, 1, 4, "little")
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    if name == LOSSY and body[3:6] == b"\x9d\x01\x2a":
        return read_integer(body, 6, 2, "little") & 0x3FFF, read_integer(body, 8, 2, "little") & 0x3FFF
    raise InvalidImageError("the type of its first frame is unknown")
