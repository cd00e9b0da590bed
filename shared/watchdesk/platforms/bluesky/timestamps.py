"""Times as Bluesky writes them: ISO 8601 texts, and record keys that hold a time (TIDs)."""

from datetime import UTC, datetime, timedelta

TICK = timedelta(milliseconds=1)
"""The AppView sorts by the millisecond."""
JUST_ABOVE = timedelta(microseconds=1)
"""A page that ends at an instant has shown everything newer, but perhaps not everything of that very instant."""

_EARLIEST, _LATEST = 1900, 2900
_ALPHABET = "234567abcdefghijklmnopqrstuvwxyz"
_TID_LENGTH = 13
_CLOCK_BITS = 10
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def instant(text: object) -> datetime | None:
    """Return an aware UTC time, or None if it is none: authors write these, and may write anything."""
    if not isinstance(text, str):
        return None
    try:
        read = datetime.fromisoformat(text)
        at = read.astimezone(UTC) if read.tzinfo else None
    except (ValueError, OverflowError):
        return None
    return at if at and _EARLIEST <= at.year < _LATEST else None


def timestamp_text(at: datetime) -> str:
    """Write the time as the server does: UTC, milliseconds, `Z`."""
    return at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def tid_instant(tid: str) -> datetime | None:
    """Return when a record key was made.

    It holds microseconds since 1970 above ten bits of clock id (atproto.com/specs/tid).
    """
    if len(tid) != _TID_LENGTH or not set(tid) <= set(_ALPHABET):
        return None
    number = 0
    for letter in tid:
        number = number * len(_ALPHABET) + _ALPHABET.index(letter)
    try:
        at = _EPOCH + timedelta(microseconds=number >> _CLOCK_BITS)
    except OverflowError:
        return None
    return at if at.year < _LATEST else None


def tid(number: int) -> str:
    """Return the record key of these 63 bits."""
    return "".join(_ALPHABET[number >> 5 * place & 31] for place in reversed(range(_TID_LENGTH)))
