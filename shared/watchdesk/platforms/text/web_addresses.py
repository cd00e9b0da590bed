"""Finds the web addresses of a text as X does, with a scheme or without (the rules of twitter-text 3.1).

An address is a host whose last word is a top-level domain, and the port, path and query behind it.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import regex

from watchdesk.platforms.text.top_level_domains import top_level_domains

_LATIN = (
    r"\u00C0-\u00D6\u00D8-\u00F6\u00F8-\u00FF\u0100-\u024F\u0253\u0254\u0256\u0257\u0259\u025B\u0263\u0268\u026F"
    r"\u0272\u0289\u028B\u02BB\u0300-\u036F\u1E00-\u1EFF"
)
_LETTER = (
    r"[^\s\p{Z}!#%&'()*+,\\\-./:;<=>?@\[\]\^_{|}~$\uFFFE\uFEFF\uFFFF\u202A-\u202E\u061C\u200E\u200F\u2066-\u2069]"
)
_WIDE_LABEL = rf"{_LETTER}(?:[_-]*+{_LETTER})*+"
_PLAIN = rf"[\-a-z0-9{_LATIN}]"
_PLAIN_LABEL = rf"{_PLAIN}++"
_PATH = rf"[a-z\u0400-\u04FF0-9!*';:=+,.$/%#\[\]\-\u2013_~@|&{_LATIN}]"
_NESTED = rf"\((?:{_PATH}++|{_PATH}*+\({_PATH}++\){_PATH}*+)\)"

_START = regex.compile(
    r"(?<![A-Za-z0-9@\uFF20$#\uFF03\uFFFE\uFEFF\uFFFF])"
    rf"(?:https?://(?P<host>{_WIDE_LABEL}(?:\.{_WIDE_LABEL})++)"
    rf"|(?<![\-_./])(?:(?P<bare>{_PLAIN_LABEL}(?:\.{_PLAIN_LABEL})++)|(?:(?!https?://){_PLAIN})++))",
    regex.IGNORECASE,
)
"""Finds a host, or letters in which no host begins. These are passed over as a whole, so none is read twice."""
_PORT = regex.compile(r"(?::[0-9]+)?")
_PATHS = regex.compile(rf"(?:/(?:{_PATH}|{_NESTED})*+)?", regex.IGNORECASE)
_PATH_END = regex.compile(rf"[+\-a-z\u0400-\u04FF0-9=_#/){_LATIN}]", regex.IGNORECASE)
_QUERY = regex.compile(r"(?:\?[a-z0-9!?*'@();:&=+$/%#\[\]\-_.,~|]*)?", regex.IGNORECASE)
_QUERY_END = regex.compile(r"[a-z0-9\-_&=#/]", regex.IGNORECASE)
_ASCII_LABEL = regex.compile(r"[a-z0-9\-]*", regex.IGNORECASE | regex.ASCII)
_NO_END_OF_HOST = regex.compile(r"[0-9a-zA-Z@+\-]")


@dataclass(frozen=True, slots=True)
class AddressSpan:
    start: int
    end: int


def address_texts(text: str) -> tuple[str, ...]:
    """Return the addresses as they stand in the text."""
    return tuple(text[span.start : span.end] for span in web_addresses(text))


def web_addresses(text: str) -> Iterator[AddressSpan]:
    """Yield the addresses from left to right. None lies within another."""
    end = 0
    while (found := _START.search(text, end)) is not None:
        kind = "host" if found["host"] else "bare"
        host = _end_of_host(text, *found.span(kind)) if found[kind] else None
        if host is None:
            end = found.end()
            continue
        end = _end_of_address(text, host, is_bare=kind == "bare")
        yield AddressSpan(found.start(), end)


def _end_of_host(text: str, start: int, end: int) -> int | None:
    """Return where the last label ends that is a top-level domain behind another label, or None."""
    while (dot := text.rfind(".", start, end)) >= 0:
        label, begin, end = text[dot + 1 : end], dot + 1, dot
        # A closing quotation mark or an ellipsis may stand directly behind the label.
        for name in (label, _ASCII_LABEL.match(label)[0]):
            stop = begin + len(name)
            if _is_top_level(name) and not _NO_END_OF_HOST.match(text, stop):
                return stop
    return None


def _is_top_level(label: str) -> bool:
    return label.lower() in top_level_domains() or label.lower().startswith("xn--")


def _end_of_address(text: str, host: int, *, is_bare: bool) -> int:
    port = _PORT.match(text, host).end()
    path = _PATHS.match(text, port).end()
    if is_bare and path == port:
        return host
    end = _trimmed(text, port + 1, path, _PATH_END)
    return end if end < path else _trimmed(text, path, _QUERY.match(text, path).end(), _QUERY_END)


def _trimmed(text: str, start: int, end: int, ending: "regex.Pattern[str]") -> int:
    """Return the last position from `start` on behind a character that may end the address."""
    while end > start and not ending.match(text, end - 1):
        end -= 1
    return end
