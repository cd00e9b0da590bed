"""Splits a text into what a person calls its characters (Unicode extended grapheme clusters)."""

import regex

_GRAPHEME = regex.compile(r"\X")


def graphemes(text: str) -> list[str]:
    found: list[str] = _GRAPHEME.findall(text)
    return found
