"""Finds the links, mentions and hashtags of a text in one pass: none overlaps another, whatever the text.

They follow the rules of the official apps (@atproto/api, rich-text/detection). Some differences make more links
work. A host may hold hyphens, letters of any script and capital letters. An address may stand in quotation marks
or brackets, or directly behind a full stop. What cannot belong to an address is left out: punctuation and brackets
around it, a possessive ending, a dash. An email address holds no link.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

import regex

from watchdesk.platforms.text.graphemes import graphemes
from watchdesk.platforms.text.top_level_domains import top_level_domains

LONGEST_TAG = 64
"""Graphemes of the longest hashtag."""
NO_WORDS = frozenset({"uk", "com", "org", "net", "wales", "cymru", "scot", "london"})
"""Top-level domains that end no sentence, so that they may be written with capital letters ("GOV.UK")."""

_SPACE = r"\t-\r \u00A0\u1680\u2000-\u200A\u2028\u2029\u202F\u205F\u3000\uFEFF"
_IN_TAG = rf"[^{_SPACE}\u00AD\u2060\u200B-\u200D\u20E2]"
_OPENED = rf"(?:^|(?<=[{_SPACE}(]))"
_ENDS_ADDRESS = r"<>\"“”‘’«»„…\u2012-\u2015\u202A-\u202E\u2066-\u2069"  # noqa: RUF001  as people type them
_IN_ADDRESS = rf"[^{_SPACE}{_ENDS_ADDRESS}]"
_LABEL = r"[^\W_]++(?:-++[^\W_]++)*+"
_BARE_START = rf"(?:^|(?<=[{_SPACE}({_ENDS_ADDRESS}\[{{',;|]))"
_LINK = regex.compile(
    rf"(?<!\w)(?P<whole>https?://(?=\w){_IN_ADDRESS}++)|{_BARE_START}(?P<host>{_LABEL}(?:\.(?!https?://){_LABEL})++)",
    regex.IGNORECASE,
)
_TAIL = regex.compile(rf"(?::[0-9]++)?+(?:[/?#]{_IN_ADDRESS}*+)?+")
_EMAIL = regex.compile(r"[\w.+%&=~*-]*+@")
_END_OF_HOST = regex.compile(r"[^/?#]*+")
_NOT_IN_HOST = regex.compile(r"[^\w.:@\[\]%-]")
_MENTION = regex.compile(rf"{_OPENED}@([a-zA-Z0-9.-]*[a-zA-Z0-9])")
_TAG = regex.compile(rf"(?:^|(?<=[{_SPACE}]))[#\uFF03](?!\uFE0F)({_IN_TAG}++)")
_SAYS_SOMETHING = regex.compile(r"[^0-9\p{P}]")
_PUNCTUATION = regex.compile(r"\p{P}")
_BEHIND_ADDRESS = frozenset(".,;:!?'*")
_BRACKETS = {")": "(", "]": "[", "}": "{"}


class FacetKind(StrEnum):
    MENTION = "mention"
    LINK = "link"
    TAG = "tag"


@dataclass(frozen=True, slots=True)
class FoundFacet:
    """`start` and `end` count characters. `value` is the handle, the address or the tag."""

    kind: FacetKind
    start: int
    end: int
    value: str


def found(text: str) -> Iterator[FoundFacet]:
    """Yield the facets from left to right. A link is surer than a mention, and a mention than a tag."""
    sure: list[FoundFacet] = []
    for facet in sorted([*_links(text), *_mentions(text)], key=lambda each: (each.start, -each.end)):
        if not sure or facet.start >= sure[-1].end:
            sure.append(facet)
    yield from sorted([*sure, *_tags(text, sure)], key=lambda each: each.start)


def _links(text: str) -> Iterator[FoundFacet]:
    end = 0
    for match in _LINK.finditer(text):
        start = match.start()
        if start < end:
            continue  # It lies within the address before it, which was read to its end.
        if match["whole"]:
            end = _end_of_address(text, start, _end_of_whole(match["whole"], start))
            if end > start + match["whole"].index("//") + 2:
                yield FoundFacet(FacetKind.LINK, start, end, text[start:end])
            continue
        host = _end_of_host(text, start, match.end())
        if host is not None:
            tail = _TAIL.match(text, host).end() if host == match.end() else host
            end = max(host, _end_of_address(text, start, tail))
            yield FoundFacet(FacetKind.LINK, start, end, f"https://{text[start:end]}")


def _end_of_whole(address: str, start: int) -> int:
    """Return where an address with a scheme ends. A host holds no apostrophe, no bracket and no comma."""
    scheme = address.index("//") + 2
    host = _END_OF_HOST.match(address, scheme).end()
    wrong = _NOT_IN_HOST.search(address, scheme, host)
    return start + (wrong.start() if wrong else len(address))


def _end_of_host(text: str, start: int, end: int) -> int | None:
    """Return where a bare host ends, or None if it is no host, or the beginning of an email address."""
    if _EMAIL.match(text, end) or text[end : end + 1] == "_":
        return None
    has_path = text[end : end + 1] in ("/", "?", "#") and text[end : end + 1] != ""
    while True:
        before, _, last = text[start:end].rpartition(".")
        if not before:
            return None
        if _is_top_level(last, is_sure=has_path or "." in before):
            return end
        # A sentence may begin without a space behind the host ("gov.uk.Then").
        if not last[0].isupper() or not before.rpartition(".")[2].islower():
            return None
        end, has_path = end - len(last) - 1, False


def _is_top_level(name: str, *, is_sure: bool) -> bool:
    """Say whether the label ends a host.

    Case counts, so that a sentence begun without a space ("it.In") is no address.
    """
    small = name.lower()
    is_known = small in top_level_domains() or small.startswith("xn--")
    return is_known and (name == small or small in NO_WORDS or (is_sure and name.isupper()))


def _end_of_address(text: str, start: int, end: int) -> int:
    """Leave out what stands behind the address: punctuation, a possessive ending, brackets opened before it."""
    closed = {
        close: text.count(close, start, end) - text.count(opened, start, end)
        for close, opened in _BRACKETS.items()
    }
    while end > start:
        last = text[end - 1]
        if last in _BEHIND_ADDRESS:
            end -= 1
        elif closed.get(last, 0) > 0:
            closed[last] -= 1
            end -= 1
        elif last in "sS" and text[end - 2 : end - 1] == "'":
            end -= 2
        else:
            return end
    return end


def _mentions(text: str) -> Iterator[FoundFacet]:
    for match in _MENTION.finditer(text):
        before, _, last = match[1].rpartition(".")
        if before and (last in top_level_domains() or last == "test"):
            yield FoundFacet(FacetKind.MENTION, match.start(), match.end(), match[1])


def _tags(text: str, sure: list[FoundFacet]) -> Iterator[FoundFacet]:
    """Yield the tags outside the links and mentions. A tag ends where one of them begins."""
    position = 0
    for match in _TAG.finditer(text):
        while position < len(sure) and sure[position].end <= match.start():
            position += 1
        limit = sure[position].start if position < len(sure) else match.end()
        end = min(limit, match.end())
        while end > match.start() + 1 and _PUNCTUATION.match(text, end - 1):
            end -= 1
        tag = text[match.start() + 1 : end]
        if _SAYS_SOMETHING.search(tag) and len(graphemes(tag)) <= LONGEST_TAG:
            yield FoundFacet(FacetKind.TAG, match.start(), end, tag)
