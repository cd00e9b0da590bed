"""What each format's reader gives, and how it says that a file is broken."""

from dataclasses import dataclass


class NotAPictureError(ValueError):
    """It begins as one, and then is not: cut short, or at odds with itself."""


@dataclass(frozen=True, slots=True)
class Plain:
    width: int
    height: int
    data: bytes


def take(data: bytes, start: int, length: int) -> bytes:
    """Exactly so many bytes. Raises NotAPictureError if they are not all there."""
    found = data[start : start + length]
    if len(found) < length:
        raise NotAPictureError("cut short")
    return found


def number(data: bytes, start: int, length: int, order: str = "big") -> int:
    return int.from_bytes(take(data, start, length), "little" if order == "little" else "big")
