"""Reads PNG: https://www.w3.org/TR/png-3/, sections 5 and 11."""

import zlib

from watchdesk.publishing.images.bytes import CleanImage, InvalidImageError, read_bytes, read_integer

SIGNATURE = b"\x89PNG\r\n\x1a\n"
METADATA_CHUNKS = frozenset({b"eXIf", b"tEXt", b"zTXt", b"iTXt", b"tIME"})
"""These chunks hold texts, times and places."""
HEADER = b"IHDR"
END = b"IEND"


def read(data: bytes) -> CleanImage | None:
    """Return the image without metadata, or None if the data is not a PNG.

    The checksum of every chunk must be right. Everything behind the last chunk is removed.
    """
    if not data.startswith(SIGNATURE):
        return None
    kept, at, names = [SIGNATURE], len(SIGNATURE), list[bytes]()
    while not names or names[-1] != END:
        length = read_integer(data, at, 4)
        name, chunk = read_bytes(data, at + 4, 4), read_bytes(data, at, length + 12)
        if zlib.crc32(chunk[4:-4]) != read_integer(chunk, length + 8, 4):
            raise InvalidImageError("a checksum is wrong")
        names.append(name)
        at += len(chunk)
        if name not in METADATA_CHUNKS:
            kept.append(chunk)
    if names[0] != HEADER or b"IDAT" not in names:
        raise InvalidImageError("the file has no image data")
    return CleanImage(read_integer(data, 16, 4), read_integer(data, 20, 4), b"".join(kept))
