"""The result and the error of the readers of image formats, and reads that cannot run past the end."""

from dataclasses import dataclass


class InvalidImageError(ValueError):
    """The file begins like an image but is cut short or contradicts itself."""


@dataclass(frozen=True, slots=True)
class CleanImage:
    """The size of an image in pixels, and its bytes without metadata."""

    width: int
    height: int
    data: bytes


def read_bytes(data: bytes, start: int, length: int) -> bytes:
    """Return exactly `length` bytes. Raises InvalidImageError if the data ends before."""
    found = data[start : start + length]
    if len(found) < length:
        raise InvalidImageError("cut short")
    return found


def read_integer(data: bytes, start: int, length: int, order: str = "big") -> int:
    return int.from_bytes(read_bytes(data, start, length), "little" if order == "little" else "big")
