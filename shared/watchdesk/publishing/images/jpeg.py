"""Reads JPEG by ITU-T T.81, annex B, and the Exif orientation by CIPA DC-008, 4.6.4."""

from collections.abc import Iterator

from watchdesk.publishing.images.bytes import CleanImage, InvalidImageError, read_bytes, read_integer

MARKER_PREFIX = 0xFF
"""This byte precedes every marker. Further copies of it may pad the marker."""
END, SCAN, COMMENT = 0xD9, 0xDA, 0xFE
EXIF_MARKER = 0xE1
FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
RESTARTS = frozenset(range(0xD0, 0xD8))
APPLICATIONS = frozenset(range(0xE0, 0xF0))
KEPT_APPLICATIONS = frozenset({0xE0, 0xE2, 0xEE})
"""JFIF, the colour profile and Adobe's colour transform. The data of all other applications is removed."""
EXIF = b"Exif\0\0"
ORIENTATION = 0x0112
UPRIGHT, ROTATED = 1, frozenset(range(2, 9))


def read(data: bytes) -> CleanImage | None:
    """Return the image without metadata, or None if the data is not a JPEG.

    Everything behind the first image is removed: phones store further images there.
    """
    if not data.startswith(b"\xff\xd8\xff"):
        return None
    kept, size, orientation = list[bytes](), None, UPRIGHT
    for marker, segment in _segments(data):
        if marker in FRAMES and size is None:
            size = read_integer(segment, 7, 2), read_integer(segment, 5, 2)
        if marker == EXIF_MARKER and segment[4:10] == EXIF:
            orientation = _orientation(segment[10:]) or orientation
        if marker != COMMENT and (marker not in APPLICATIONS or marker in KEPT_APPLICATIONS):
            kept.append(segment)
    if size is None:
        raise InvalidImageError("the file has no image data")
    return CleanImage(*size, b"".join([b"\xff\xd8", _orientation_segment(orientation), *kept]))


def _segments(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield each segment with its marker, up to the end. The segment of a scan includes its image data."""
    at = 2
    while True:
        lead, marker = read_bytes(data, at, 2)
        if lead != MARKER_PREFIX:
            raise InvalidImageError("a marker is missing")
        if marker == MARKER_PREFIX:
            at += 1
            continue
        end = at + 2 if marker == END else at + 2 + read_integer(data, at + 2, 2)
        if marker == SCAN:
            end = _end_of_scan(data, end)
        yield marker, read_bytes(data, at, end - at)
        if marker == END:
            return
        at = end


def _end_of_scan(data: bytes, at: int) -> int:
    """Return the position of the next marker. Within image data, 0xFF is followed by zero or by a restart."""
    while True:
        at = data.find(b"\xff", at)
        if at < 0:
            raise InvalidImageError("cut short")
        following = read_integer(data, at + 1, 1)
        if following and following != MARKER_PREFIX and following not in RESTARTS:
            return at
        at += 1 if following == MARKER_PREFIX else 2


def _orientation(tiff: bytes) -> int | None:
    """Return the orientation in the first directory, or None if there is none that can be read."""
    order = "little" if tiff.startswith(b"II") else "big"
    try:
        directory = read_integer(tiff, 4, 4, order)
        for entry in range(read_integer(tiff, directory, 2, order)):
            at = directory + 2 + entry * 12
            if read_integer(tiff, at, 2, order) == ORIENTATION:
                return read_integer(tiff, at + 8, 2, order)
    except InvalidImageError:
        return None
    return None


def _orientation_segment(orientation: int) -> bytes:
    """Return an Exif segment that holds only the orientation, or nothing for an upright image."""
    if orientation not in ROTATED:
        return b""
    entry = ORIENTATION.to_bytes(2, "big") + b"\0\x03\0\0\0\x01" + orientation.to_bytes(2, "big") + b"\0\0"
    body = EXIF + b"MM\0*\0\0\0\x08" + b"\0\x01" + entry + b"\0\0\0\0"
    return bytes([MARKER_PREFIX, EXIF_MARKER]) + (len(body) + 2).to_bytes(2, "big") + body
