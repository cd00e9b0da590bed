"""Counts that more than one platform uses."""

from watchdesk.publishing.ports.text_rules import Measure


def utf16_units(text: str) -> int:
    """Return the characters as Meta's servers and JavaScript count them: never fewer than code points."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def nearest_to_its_limit(*measures: Measure) -> Measure:
    return max(measures, key=lambda measure: measure.length / measure.limit)
