"""JPEG: ITU-T T.81, annex B; the Exif orientation: CIPA DC-008, 4.6.4."""

from collections.abc import Iterator

from watchdesk.publishing.images.bytes import CleanImage, InvalidImageError, read_bytes, read_integer

MARKER_PREFIX = 0xFF
"""Before every marker; more of them may pad it."""
END, SCAN, COMMENT = 0xD9, 0xDA, 0xFE
EXIF_MARKER = 0xE1
FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
RESTARTS = frozenset(range(0xD0, 0xD8))
APPLICATIONS = frozenset(range(0xE0, 0xF0))
KEPT_APPLICATIONS = frozenset({0xE0, 0xE2, 0xEE})
"""JFIF, the colour profile, and how Adobe's colours are meant. Every other application's words are left out."""
EXIF = b"Exif\0\0"
ORIENTATION = 0x0112
UPRIGHT, OTHER_WAYS = 1, frozenset(range(2, 9))


def read(data: bytes) -> CleanImage | None:
    """None if it is no JPEG at all. What follows the first image is left out: phones hide others there."""
    if not data.startswith(b"\xff\xd8\xff"):
        return None
    kept, size, turned = list[bytes](), None, UPRIGHT
    for marker, segment in _segments(data):
        if marker in FRAMES and size is None:
            size = read_integer(segment, 7, 2), read_integer(segment, 5, 2)
        if marker == EXIF_MARKER and segment[4:10] == EXIF:
            turned = _orientation(segment[10:]) or turned
        if marker != COMMENT and (marker not in APPLICATIONS or marker in KEPT_APPLICATIONS):
            kept.append(segment)
    if size is None:
        raise InvalidImageError("nothing is drawn")
    return CleanImage(*size, b"".join([b"\xff\xd8", _upright(turned), *kept]))


def _segments(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Each segment with its marker, a scan with all that is drawn in it; at last the end."""
    at = 2
    while True:
        lead, marker = read_bytes(data, at, 2)
        if lead != MARKER_PREFIX:
            raise InvalidImageError("no marker where one must be")
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
    """Where the next marker is: in what is drawn, 0xFF is followed by zero or by a restart."""
    while True:
        at = data.find(b"\xff", at)
        if at < 0:
            raise InvalidImageError("cut short")
        following = read_integer(data, at + 1, 1)
        if following and following != MARKER_PREFIX and following not in RESTARTS:
            return at
        at += 1 if following == MARKER_PREFIX else 2


def _orientation(tiff: bytes) -> int | None:
    """What the first directory says of it; None if it cannot be read."""
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


def _upright(turned: int) -> bytes:
    """An Exif segment that says which way up it is held, and nothing else; none if it is held upright."""
    if turned not in OTHER_WAYS:
        return b""
    entry = ORIENTATION.to_bytes(2, "big") + b"\0\x03\0\0\0\x01" + turned.to_bytes(2, "big") + b"\0\0"
    body = EXIF + b"MM\0*\0\0\0\x08" + b"\0\x01" + entry + b"\0\0\0\0"
    return bytes([MARKER_PREFIX, EXIF_MARKER]) + (len(body) + 2).to_bytes(2, "big") + body
