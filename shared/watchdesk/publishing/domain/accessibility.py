"""Advice on texts that are hard to read or to listen to. Advice never stops a post."""

import re
from collections.abc import Iterator

from watchdesk.core.problems import Advice, AdviceCode

MAX_SENTENCE_WORDS = 25
"""The limit is in words and follows the GOV.UK content design guidance."""
MAX_EMOJIS = 3
MAX_LOWERCASE_HASHTAG = 10
"""The limit is in letters. A longer hashtag without capitals inside is rarely a single word."""
CAPITAL_WORDS = 3
"""The number of words in a row. Each has more than three letters, so that names of units do not count."""

_SENTENCE_END = re.compile(r"(?<![.!?])[.!?]++\s|\n+")
_HASHTAG = re.compile(r"#(\w+)")
_ALL_CAPS = re.compile(rf"(?:\b[A-Z]{{4,}}\b[\s,]*){{{CAPITAL_WORDS}}}")
_EMOJI = re.compile(
    "[\U0001f1e6-\U0001f1ff]{2}"
    "|(?<!\u200d)[\U0001f300-\U0001f3fa\U0001f400-\U0001f64f\U0001f680-\U0001f6ff\U0001f900-\U0001faff\u2600-\u27bf]"
)


def advice_on(text: str) -> Iterator[Advice]:
    """Yield each kind of advice at most once."""
    longest = max((len(sentence.split()) for sentence in _SENTENCE_END.split(text)), default=0)
    if longest > MAX_SENTENCE_WORDS:
        message = f"One sentence has {longest} words; up to {MAX_SENTENCE_WORDS} are easy to follow."
        yield Advice(code=AdviceCode.LONG_SENTENCE, message=message)
    if any(_runs_together(tag) for tag in _HASHTAG.findall(text)):
        message = "Begin each word of a hashtag with a capital: screen readers then read words."
        yield Advice(code=AdviceCode.HASHTAG_CASE, message=message)
    emojis = len(_EMOJI.findall(text))
    if emojis > MAX_EMOJIS:
        message = f"Each of the {emojis} emojis is read out in words; up to {MAX_EMOJIS} are bearable."
        yield Advice(code=AdviceCode.MANY_EMOJIS, message=message)
    if _ALL_CAPS.search(text):
        message = "Words all in capitals are hard to read, and some screen readers spell them."
        yield Advice(code=AdviceCode.ALL_CAPS, message=message)


def _runs_together(tag: str) -> bool:
    has_no_word_inside = tag[1:] == tag[1:].lower() or tag == tag.upper()
    return len(tag) > MAX_LOWERCASE_HASHTAG and tag.isalpha() and has_no_word_inside
