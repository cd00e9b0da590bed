"""Count the characters of a text as a person would."""

import regex


def grapheme_count(text: str) -> int:
    """Return the number of grapheme clusters in the text."""
    return len(regex.findall(r"\X", text))
