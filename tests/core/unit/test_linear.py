"""One hostile text costs no more than its length: no pattern and no parser may need more than linear time."""

import importlib
import pkgutil
import re
from collections.abc import Callable, Iterator
from functools import cache
from itertools import product
from typing import Any

import pytest
import regex

import watchdesk
from tests.core.unit.growth import FRAMES, LIMIT, UNITS, growth, hostile
from watchdesk.alerting.sms import gsm7
from watchdesk.alerting.sms.reply_parser import parse_reply
from watchdesk.core.errors import WatchdeskError
from watchdesk.core.message import Urgency
from watchdesk.core.text_rules import character_problems
from watchdesk.core.unicode_text import normalised
from watchdesk.desk.usecases import search_message
from watchdesk.inbox.domain.triage import folded, triage
from watchdesk.platforms.bluesky import attachments, deep_json, facets
from watchdesk.platforms.instagram.text_rules import InstagramTextRule
from watchdesk.platforms.mastodon import link_header, similarity
from watchdesk.platforms.mastodon.text import plain_text
from watchdesk.platforms.text.graphemes import graphemes
from watchdesk.platforms.text.splitting import in_parts
from watchdesk.platforms.text.web_addresses import web_addresses
from watchdesk.platforms.x.text_rules import XTextRule
from watchdesk.publishing.domain.accessibility import advice_on
from watchdesk.publishing.domain.mentions import with_mention
from watchdesk.publishing.domain.signature import same_words, text_names_person
from watchdesk.register.domain.policy import TriageRule

Pattern = Any
"""A pattern of `re` or of `regex`, over text or bytes."""
Work = Callable[[str], object]

_RULES = (TriageRule(name="knife", phrases=("kill", "kill me", "a a"), urgency=Urgency.URGENT),)
_ACCOUNT: Any = None
"""The rules of X and Instagram are the same for every account."""


@cache
def _patterns() -> dict[str, Pattern]:
    """Return every compiled pattern among the names of the modules and classes of the package."""
    return dict(found for module in _modules() for found in _patterns_in(module.__name__, vars(module)))


def _modules() -> Iterator[Any]:
    for each in pkgutil.walk_packages(watchdesk.__path__, "watchdesk."):
        yield importlib.import_module(each.name)


def _patterns_in(owner: str, names: Any) -> Iterator[tuple[str, Pattern]]:
    for name, value in names.items():
        if isinstance(value, re.Pattern | regex.Pattern):
            yield f"{owner}.{name}", value
        elif isinstance(value, type) and value.__module__ == owner:
            yield from _patterns_in(f"{owner}.{name}", vars(value))


def _split(text: str) -> object:
    try:
        return in_parts(text, "", lambda part: len(part) <= len(text) // 20 + 20)
    except WatchdeskError:
        return None


def _deep(text: str) -> object:
    try:
        return deep_json.parsed(b"[" * 2_000 + b'"' + text.encode())
    except WatchdeskError:
        return None


_FACETS = [{"features": [{"$type": "app.bsky.richtext.facet#link", "uri": "https://police.example"}]}]

PARSERS: dict[str, Work] = {
    "text of Mastodon": plain_text,
    "link header": lambda text: link_header.older_page({"link": text}),
    "similarity": lambda text: similarity._comparable_words(text, is_reply=True),
    "facets of Bluesky": lambda text: facets.facets(text, lambda handle: handle),
    "attachments of Bluesky": lambda text: attachments.attachments(text, _FACETS, {"$type": text}),
    "deep JSON": _deep,
    "web addresses": lambda text: list(web_addresses(text)),
    "graphemes": graphemes,
    "splitting": _split,
    "count of X": lambda text: XTextRule().measure(_ACCOUNT, text),
    "count of Instagram": lambda text: InstagramTextRule().measure(_ACCOUNT, text),
    "normalisation": lambda text: normalised("NFKC", text),
    "triage": lambda text: triage(text, _RULES),
    "search": lambda text: search_message._excerpt([text], folded("kill knife").split()),
    "reply parser": parse_reply,
    "SMS alphabet": gsm7.fold,
    "accessibility": lambda text: list(advice_on(text)),
    "characters": lambda text: list(character_problems(text, "text")),
    "mention": lambda text: with_mention(text, "ana@social.example"),
    "name in text": lambda text: text_names_person(text, "Ana", "Kelly"),
    "same words": lambda text: same_words(text, text + " "),
}


@pytest.mark.parametrize("name", sorted(_patterns()))
def test_no_pattern_needs_more_than_linear_time(name: str):
    pattern = _patterns()[name]
    is_bytes = isinstance(pattern.pattern, bytes)

    def find_all(text: str) -> None:
        for _ in pattern.finditer(text.encode() if is_bytes else text):
            pass

    _check(find_all, product(UNITS, FRAMES[:1]))


@pytest.mark.parametrize("name", PARSERS)
def test_no_parser_of_outside_words_needs_more_than_linear_time(name: str):
    _check(PARSERS[name], product(UNITS, FRAMES))


@pytest.mark.parametrize(
    "pattern", [r"[ \t]+(?=\n)", r"[.!?]+$", r"[.!?]+\s|\n+", r"\b[\w-]+\.[a-z]{2,}\b", r"\s*\n\s*"]
)
def test_the_measurement_finds_patterns_that_backtrack(pattern: str):
    search = re.compile(pattern).search
    texts = product((" ", ".", "a-", "a"), FRAMES)
    assert max(growth(search, hostile(*each)) for each in texts) > LIMIT


def _check(work: Work, texts: Any) -> None:
    slow = {each: factor for each in texts if (factor := growth(work, hostile(*each))) > LIMIT}
    assert not slow
