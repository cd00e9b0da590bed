"""Splits a long text into numbered parts, cut where a reader would pause and not within a word.

Only a word that no part can hold, such as a sentence written without spaces, is cut between two characters. An
address is never cut, because half of one leads nowhere.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterator
from itertools import accumulate

import regex

from watchdesk.core.errors import Refused
from watchdesk.platforms.text.graphemes import graphemes

MOST_PARTS = 25
"""A longer text is no thread. It belongs on a page of its own, with a link to it."""
EARLY = 0.6
"""The part ends with a paragraph or a sentence if it is then at least this full."""

_GAP = regex.compile(r"\s+")
_SENTENCE_ENDS = ".!?…"
_CLOSING = "\"'”’)"  # noqa: RUF001  as people type them
_ADDRESS = regex.compile(r"://|\bwww\.", regex.IGNORECASE)

Fits = Callable[[str], bool]


def in_parts(text: str, suffix: str, fits: Fits) -> list[str]:
    """Return the parts, numbered "(1/3)", with the suffix behind the last number.

    Raises Refused if no cut makes every part fit.
    """
    for digits in ("9", "99"):
        marker = f" ({digits}/{digits})"
        bodies = list(_bodies(text.strip(), marker, suffix, fits))
        if len(bodies) <= min(int(digits), MOST_PARTS):
            return [
                f"{body} ({number}/{len(bodies)}){suffix if number == len(bodies) else ''}"
                for number, body in enumerate(bodies, 1)
            ]
    raise Refused(f"the text is longer than a thread of {MOST_PARTS} posts: shorten it")


def _bodies(text: str, marker: str, suffix: str, fits: Fits) -> Iterator[str]:
    """Yield the parts with room for their numbers, the last one for the suffix too.

    At most one more than allowed.
    """
    for _ in range(MOST_PARTS):
        if fits(text + marker + suffix):
            break
        end, begin = _cut(text, lambda body: fits(body + marker))
        yield text[:end]
        text = text[begin:]
    yield text


def _cut(text: str, fits: Fits) -> tuple[int, int]:
    """Return where the part ends and where the next begins. Something is always left for the next."""
    gaps: list[tuple[int, int]] = [gap.span() for gap in _GAP.finditer(text)]
    full = _last_that_fits(text, gaps, fits)
    if full is None:
        return _cut_within_word(text, gaps[0][0] if gaps else len(text), fits)
    so_far = gaps[: gaps.index(full) + 1]
    for ends in (_ends_paragraph, _ends_sentence):
        pause = next((gap for gap in reversed(so_far) if ends(text, *gap)), None)
        if pause is not None and full[0] * EARLY <= pause[0] and fits(text[: pause[0]]):
            return pause
    return full


def _ends_paragraph(text: str, start: int, end: int) -> bool:
    return "\n" in text[start:end]


def _ends_sentence(text: str, start: int, _end: int) -> bool:
    while start and text[start - 1] in _CLOSING:
        start -= 1
    return start > 0 and text[start - 1] in _SENTENCE_ENDS


def _last_that_fits(text: str, gaps: list[tuple[int, int]], fits: Fits) -> tuple[int, int] | None:
    """Return the last gap before which the text fits.

    More words never measure less, so a binary search will do.
    """
    low, high = 0, len(gaps)
    while low < high:
        middle = (low + high) // 2
        if fits(text[: gaps[middle][0]]):
            low = middle + 1
        else:
            high = middle
    return gaps[low - 1] if low else None


def _cut_within_word(text: str, word_ends: int, fits: Fits) -> tuple[int, int]:
    word = text[:word_ends]
    if _ADDRESS.search(word):
        raise Refused("an address leaves no room for the number or the attribution: use a shorter one")
    ends = list(accumulate(map(len, graphemes(word))))
    if word_ends == len(text):
        ends.pop()
    count = bisect_left(ends, x=True, key=lambda end: not fits(text[:end]))
    end = ends[count - 1] if count else 0
    if not end:
        raise Refused("no part of the text fits beside its number and the attribution")
    return end, end
