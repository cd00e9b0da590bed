"""Splits a text into what a person calls its characters (Unicode extended grapheme clusters)."""

import regex

_FLAG_LETTER = r"[\U0001F1E6-\U0001F1FF]"
_GRAPHEME = regex.compile(rf"{_FLAG_LETTER}{{1,2}}+[\p{{GCB=Extend}}\p{{GCB=ZWJ}}\p{{GCB=SpacingMark}}]*+|\X")
"""Flags are taken in pairs here. For each letter of a flag, regex would count all such letters before it."""


def graphemes(text: str) -> list[str]:
    found: list[str] = _GRAPHEME.findall(text)
    return found
