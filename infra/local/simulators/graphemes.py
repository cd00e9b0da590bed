"""How many characters a person would count in a text."""

import regex


def grapheme_count(text: str) -> int:
    return len(regex.findall(r"\X", text))
