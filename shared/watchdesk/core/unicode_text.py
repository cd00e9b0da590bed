"""Unicode normalisation in linear time."""

import unicodedata
from collections.abc import Iterator
from typing import Literal

LONGEST_RUN_OF_MARKS = 30
"""The limit of the Stream-Safe Text Format (Unicode UAX #15, section 13). No language writes more."""

_JOINER = "\N{COMBINING GRAPHEME JOINER}"


def normalised(form: Literal["NFC", "NFD", "NFKC", "NFKD"], text: str) -> str:
    """Return the text in this normalisation form, in a time that grows with its length.

    Python sorts each run of combining marks with an insertion sort, so a run of 100,000 marks would take minutes.
    Therefore a longer run than any language writes is broken up, as UAX #15 says.
    """
    return text if text.isascii() else unicodedata.normalize(form, "".join(_stream_safe(text)))


def _stream_safe(text: str) -> Iterator[str]:
    run = 0
    for character in text:
        run = run + 1 if unicodedata.combining(character) else 0
        if run > LONGEST_RUN_OF_MARKS:
            yield _JOINER
            run = 1
        yield character
