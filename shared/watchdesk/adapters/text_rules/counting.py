"""Counts that more than one platform goes by."""

import regex

from watchdesk.ports.text_rules import Measure

_GRAPHEME = regex.compile(r"\X")


def graphemes(text: str) -> list[str]:
    """What a person would call the characters (Unicode extended grapheme clusters)."""
    found: list[str] = _GRAPHEME.findall(text)
    return found


def utf16_units(text: str) -> int:
    """Characters as Meta's servers and JavaScript count them: never fewer than code points."""
    return len(text.encode("utf-16-le")) // 2


def nearest_to_its_limit(*measures: Measure) -> Measure:
    return max(measures, key=lambda measure: measure.length / measure.limit)
