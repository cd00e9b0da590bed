"""Measures how the time of a function grows when its input doubles."""

import gc
import math
import time
from collections.abc import Callable

SMALL = 1_000
"""Characters. A function that takes longer than the floor is measured from here on."""
LARGE = 8_000
FLOOR = 0.003
"""Seconds of processor time. With quadratic work, even the fastest step passes it at the larger size."""
LIMIT = 2.5
"""Linear work doubles, quadratic work quadruples."""
ATTEMPTS = 10
ROUNDS = 6
"""A busy machine disturbs single measurements. Work that is not linear fails all attempts of all rounds."""


def growth(work: Callable[[str], object], text_of: Callable[[int], str]) -> float:
    """Return the factor by which the time grows with twice the text, or 1 if the time is too short to matter.

    The shortest times of some attempts count, and they are times of the thread, not of the wall clock.
    Four times the text is measured, which is two doublings, so that a disturbance weighs less.
    """
    size = SMALL
    while _spent(work, text_of(size)) < FLOOR:
        if size >= LARGE:
            return 1
        size *= 2
    small, large = text_of(size), text_of(4 * size)
    least = float("inf")
    for _ in range(ROUNDS):
        least = min(least, _factor(work, small, large))
        if least <= LIMIT:
            break
    return least


def _factor(work: Callable[[str], object], small: str, large: str) -> float:
    """Return the factor of one doubling, from the shortest times of one round of attempts."""
    least_small = least_large = factor = float("inf")
    for attempt in range(1, ATTEMPTS + 1):
        least_small = min(least_small, _spent(work, small))
        least_large = min(least_large, _spent(work, large))
        factor = math.sqrt(least_large / least_small)
        if factor <= LIMIT and attempt > 1:
            break
    return factor


def _spent(work: Callable[[str], object], text: str) -> float:
    gc.disable()
    started = time.thread_time()
    work(text)
    spent = time.thread_time() - started
    gc.enable()
    return spent


UNITS = (
    *(" ", "\t", "\n", "\n ", ".", "-", "_", "@", "#", "(", ")", "<", ">", "[", "\\", "=", '"', "'"),
    *("1", "a", "A", "\u00e9", "\u0316\u0301", "\u200d", "\U0001f1e6", "\U0001f469\u200d"),
    *("a.", "a-", "a@", "@a.", "@a-", "#a ", "(a", "1-", "! ", "AAAA ", "\u00e9.\u00e9-", "k7 "),
    *("http://a", "http:///", "a.uk/", "a.uk/(", "www.", ":", ";", "rel=", '\\"', "kill "),
    *("&", "&#", "&#1", "<a ", "<a href='", "<b>", "<p><ul>", "</a", "<!--", "<![", "</pre>"),
)
"""What a hostile text repeats. Each pattern and each parser has its near miss among them."""
FRAMES = (("", "a"), ("<pre>", "!"))
"""What stands before and behind the repeated text."""


def hostile(unit: str, frame: tuple[str, str]) -> Callable[[int], str]:
    """Return the function from a size to the hostile text of that size."""
    beginning, ending = frame
    return lambda size: beginning + unit * (size // len(unit)) + ending
