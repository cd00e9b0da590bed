"""A post's HTML as the plain text a person would read, with the whole address of every link.

Servers send `p br span a` and, since Mastodon 4.2, lists, quotes, code and emphasis (docs.joinmastodon.org, "HTML
formatting"). They sanitise it, but nothing here trusts the markup, because the public wrote the words.
"""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import unquote

_SPACES = re.compile(r"[ \t\r\n\f]+")
_NUMBER_REFERENCE = re.compile(r"&#(?=[0-9])0*+([0-9]*+)")
"""A character by its number. Python's parser fails on a number of more than 4,300 digits."""
_NO_CHARACTER = "1114112"
"""A number beyond Unicode, which the parser shows as U+FFFD."""
_LONGEST_NUMBER = 7
_PARAGRAPHS = frozenset({"p", "blockquote", "ul", "ol", "pre", "h1", "h2", "h3", "h4", "h5", "h6"})
_LINES = frozenset({"li", "div"})
_FOLLOWED = ("https://", "http://", "mailto:", "tel:")
"""Of an address with any other scheme, only its text is shown."""
_BEGINNING = re.compile(r"^(?:https?://(?:www\.)?|www\.|mailto:|tel:)", re.IGNORECASE)
_NAMED = frozenset({"mention", "hashtag"})

DEEPEST_QUOTE = 3
"""Quotes within quotes are marked no deeper: the writer chooses the depth, and every line carries the marks."""

LONGEST_PARSED = 100_000
"""Characters of HTML. Mastodon itself allows 500 characters of text, other servers some thousands."""

Attributes = list[tuple[str, str | None]]


def plain_text(html: str) -> str:
    """Return the text of `html`. Never raises, and shows a tag only where the writer wrote one as text.

    Only the first LONGEST_PARSED characters are parsed. The rest follows as it came, so that no word is lost.
    """
    parsed, rest = _parsed(html[:LONGEST_PARSED]), html[LONGEST_PARSED:]
    return f"{parsed}\n\n{rest}" if rest else parsed


def _parsed(html: str) -> str:
    # Python's parser gives up on an unknown `<![`, which a browser takes for a comment, as it does `<! [`.
    marked, last, rest = html.replace("<![", "<! [").rpartition(">")
    reader = _Reader()
    # A `<` without a `>` behind it is no tag. Left as it is, the parser would look at each of them again and
    # again.
    reader.feed(with_readable_numbers(marked + last + rest.replace("<", "&lt;")))
    reader.close()
    return reader.text


def with_readable_numbers(html: str) -> str:
    """Return the HTML with numbers of characters that Python can read. A number beyond Unicode stays beyond it."""
    return _NUMBER_REFERENCE.sub(_readable_number, html)


def _readable_number(reference: re.Match[str]) -> str:
    digits = reference[1] or "0"
    return f"&#{digits if len(digits) <= _LONGEST_NUMBER else _NO_CHARACTER}"


@dataclass(slots=True)
class _Link:
    address: str
    is_name: bool
    """Say whether the link is a mention or a hashtag, whose text says everything."""
    words: list[str] = field(default_factory=list)
    """Mastodon hides the ends of a long address in `span.invisible`: here it is shown whole."""

    def text(self) -> str:
        words = "".join(self.words).strip()
        if self.is_name or not self.address.lower().startswith(_FOLLOWED):
            return words
        return self.address if _shows(words.rstrip("…"), self.address) else f"{words} ({self.address})"


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._pieces: list[str] = []
        self._breaks = 0
        self._bullet = ""
        self._quotes = 0
        self._preformatted = 0
        self._lists: list[int | None] = []
        self._link: _Link | None = None

    @property
    def text(self) -> str:
        return "\n".join(line.rstrip(" \t") for line in "".join(self._pieces).split("\n")).strip()

    def set_cdata_mode(self, elem: str, **_how: bool) -> None:
        """Read on as usual: the content of a `script` is harmless here, and nothing shall go unseen."""

    def close(self) -> None:
        super().close()
        self._end_link()

    def handle_starttag(self, tag: str, attrs: Attributes) -> None:
        if tag == "br":
            self._break(self._breaks + 1)
        elif tag == "a":
            self._end_link()
            self._link = _link(attrs)
        elif tag == "img":
            self.handle_data(_inert(dict(attrs).get("alt") or ""))
        else:
            self._begin_block(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag == "a":
            self._end_link()
        else:
            self._end_block(tag)

    def handle_data(self, data: str) -> None:
        if self._link is None:
            self._write(data)
        else:
            self._link.words.append(data)

    def _begin_block(self, tag: str) -> None:
        self._leave_line(tag)
        if tag == "blockquote":
            self._quotes += 1
        elif tag == "pre":
            self._preformatted += 1
        elif tag in ("ul", "ol"):
            self._lists.append(0 if tag == "ol" else None)
        elif tag == "li":
            self._bullet = self._next_bullet()

    def _end_block(self, tag: str) -> None:
        self._leave_line(tag)
        if tag == "blockquote":
            self._quotes = max(0, self._quotes - 1)
        elif tag == "pre":
            self._preformatted = max(0, self._preformatted - 1)
        elif tag in ("ul", "ol"):
            self._lists[-1:] = []

    def _next_bullet(self) -> str:
        if not self._lists or self._lists[-1] is None:
            return "- "
        self._lists[-1] += 1
        return f"{self._lists[-1]}. "

    def _leave_line(self, tag: str) -> None:
        if tag in _PARAGRAPHS:
            self._break(2)
        elif tag in _LINES:
            self._break(1)

    def _break(self, lines: int) -> None:
        if self._link is not None:
            self.handle_data(" ")
        self._breaks = min(2, max(self._breaks, lines))

    def _end_link(self) -> None:
        link, self._link = self._link, None
        if link is not None:
            self._write(link.text())

    def _write(self, data: str) -> None:
        if not self._preformatted:
            self._write_line(_SPACES.sub(" ", data))
            return
        for number, line in enumerate(data.replace("\r\n", "\n").split("\n")):
            if number:
                self._break(self._breaks + 1)
            self._write_line(line)

    def _write_line(self, text: str) -> None:
        begins = self._breaks > 0 or not self._pieces
        if (begins and not self._preformatted) or (self._pieces and self._pieces[-1].endswith(" ")):
            text = text.lstrip(" ")
        if not text:
            return
        if begins:
            start = "\n" * self._breaks if self._pieces else ""
            self._pieces.append(start + "> " * min(self._quotes, DEEPEST_QUOTE) + self._bullet)
            self._breaks, self._bullet = 0, ""
        self._pieces.append(text)


def _link(attrs: Attributes) -> _Link:
    address = "".join((dict(attrs).get("href") or "").split())
    return _Link(_inert(address, "%3C", "%3E"), is_name=bool(_NAMED & _classes(attrs)))


def _shows(words: str, address: str) -> bool:
    """Say whether the words are the address or its beginning. GoToSocial encodes the address and not the words."""
    begins = _bare(address).startswith(_bare(words))
    return begins or unquote(_bare(address)).startswith(unquote(_bare(words)))


def _bare(address: str) -> str:
    """Return the address without what people leave out when they write it."""
    return _BEGINNING.sub("", address)


def _classes(attrs: Attributes) -> set[str]:
    return set((dict(attrs).get("class") or "").split())


def _inert(text: str, less: str = "&lt;", greater: str = "&gt;") -> str:
    """Return an attribute's value, which must not come out as a tag."""
    return text.replace("<", less).replace(">", greater)
