"""Parses and writes durations such as `20s`, `15m`, `2h`, `1d` and `1h30m`."""

import re
from datetime import timedelta

_SECONDS = {"d": 86_400, "h": 3_600, "m": 60, "s": 1}
_FORM = re.compile(r"(?:([0-9]+)d)?(?:([0-9]+)h)?(?:([0-9]+)m)?(?:([0-9]+)s)?")
PATTERN = r"^(?=[0-9])([0-9]+d)?([0-9]+h)?([0-9]+m)?([0-9]+s)?$"
"""The same form for editors."""
LONGEST = timedelta(days=366)


def parse_duration(text: object) -> timedelta:
    """Parse a positive duration of up to a year. Raises ValueError, which says what would be right."""
    if isinstance(text, timedelta):
        return text
    found = _FORM.fullmatch(text) if isinstance(text, str) and text else None
    if found is None or not any(found.groups()):
        raise ValueError("is not a duration: write for example 20s, 15m, 2h, 1h30m or 1d")
    seconds = sum(
        int(count[:9]) * _SECONDS[unit] for count, unit in zip(found.groups(), "dhms", strict=True) if count
    )
    if not seconds:
        raise ValueError("is zero: write a duration longer than that, for example 15m")
    if seconds > LONGEST.total_seconds():
        raise ValueError("is longer than a year: write for example 7d")
    return timedelta(seconds=seconds)


def write_duration(duration: timedelta) -> str:
    """Write the duration in its shortest form, with parts of a second as a decimal."""
    rest = duration.total_seconds()
    parts = []
    for unit, size in _SECONDS.items():
        count = rest if unit == "s" else rest // size
        rest -= count * size
        if count:
            parts.append(f"{count:g}{unit}")
    return "".join(parts) or "0s"
