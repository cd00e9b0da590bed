"""What each format's reader gives, and how it says that a file is broken."""

from dataclasses import dataclass


class InvalidImageError(ValueError):
    """It begins as one, and then is not: cut short, or at odds with itself."""


@dataclass(frozen=True, slots=True)
class CleanImage:
    width: int
    height: int
    data: bytes


def read_bytes(data: bytes, start: int, length: int) -> bytes:
    """Exactly so many bytes. Raises InvalidImageError if they are not all there."""
    found = data[start : start + length]
    if len(found) < length:
        raise InvalidImageError("cut short")
    return found


def read_integer(data: bytes, start: int, length: int, order: str = "big") -> int:
    return int.from_bytes(read_bytes(data, start, length), "little" if order == "little" else "big")
