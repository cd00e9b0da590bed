"""Reads GIF89a: https://www.w3.org/Graphics/GIF/spec-gif89a.txt, sections 17 to 27."""

from watchdesk.publishing.images.bytes import CleanImage, InvalidImageError, read_bytes, read_integer

SIGNATURES = (b"GIF87a", b"GIF89a")
EXTENSION, IMAGE, TRAILER = 0x21, 0x2C, 0x3B
COMMENT, APPLICATION = 0xFE, 0xFF
ANIMATION_APPLICATIONS = (b"NETSCAPE2.0", b"ANIMEXTS1.0")
"""Only the blocks of these applications change what the viewer sees."""


def read(data: bytes) -> CleanImage | None:
    """Return the image without comments and application data, or None if the data is not a GIF."""
    if not data.startswith(SIGNATURES):
        return None
    at = 13 + _colour_table_size(read_integer(data, 10, 1))
    kept, has_image = [read_bytes(data, 0, at)], False
    while (kind := read_integer(data, at, 1)) != TRAILER:
        end = _end_of_block(data, at, kind)
        if not _is_metadata(data, at, kind):
            kept.append(data[at:end])
        has_image = has_image or kind == IMAGE
        at = end
    if not has_image:
        raise InvalidImageError("the file has no image data")
    return CleanImage(
        read_integer(data, 6, 2, "little"), read_integer(data, 8, 2, "little"), b"".join([*kept, bytes([TRAILER])])
    )


def _colour_table_size(flags: int) -> int:
    """Return the size in bytes of the colour table that follows."""
    return 3 << ((flags & 0x07) + 1) if flags & 0x80 else 0


def _end_of_block(data: bytes, at: int, kind: int) -> int:
    if kind == EXTENSION:
        end = at + 2
    elif kind == IMAGE:
        end = at + 10 + _colour_table_size(read_integer(data, at + 9, 1)) + 1
    else:
        raise InvalidImageError("an unknown block")
    while length := read_integer(data, end, 1):
        end += 1 + length
    return end + 1


def _is_metadata(data: bytes, at: int, kind: int) -> bool:
    if kind != EXTENSION:
        return False
    label = read_integer(data, at + 1, 1)
    return label == COMMENT or (
        label == APPLICATION and read_bytes(data, at + 3, 11) not in ANIMATION_APPLICATIONS
    )
