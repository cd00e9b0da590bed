"""Turn a plain text into the HTML of a Mastodon server."""

import re
import unicodedata
from collections.abc import Sequence
from html import escape, unescape
from urllib.parse import quote

from infra.local.simulators.mastodon.model import Account

TOKEN = re.compile(r"(?P<url>https?://[^\s<>\"]+)|(?<![\w/])@(?P<mention>\w+(?:@[\w.-]+\w)?)|(?<!\S)#(?P<tag>\w+)")
SHOWN_OF_URL = 30
UNCHANGED = "/:?#@!$&'()*+,;=%~"
"""GoToSocial leaves these characters in the address of a link, and encodes letters with accents and brackets."""


class Renderer:
    """Escapes the whole text. Only mentions, links and hashtags become elements."""

    def __init__(
        self, server: str, mentioned: Sequence[Account], *, akkoma: bool = False, normalises: bool = False
    ) -> None:
        self._server = server
        self._mentioned = {account.acct: account for account in mentioned}
        self._akkoma = akkoma
        self._normalises = normalises

    def html(self, text: str) -> str:
        """Return the HTML of the text."""
        if self._normalises:
            text = unicodedata.normalize("NFC", unescape(text))
        if self._akkoma:
            return self._line(text).replace("\n", "<br/>")
        paragraphs = re.split(r"\n{2,}", text.strip("\n"))
        return "".join(f"<p>{self._line(paragraph).replace(chr(10), '<br />')}</p>" for paragraph in paragraphs)

    def _line(self, text: str) -> str:
        parts, end = [], 0
        for match in TOKEN.finditer(text):
            parts += [escape(text[end : match.start()], quote=False), self._element(match)]
            end = match.end()
        return "".join([*parts, escape(text[end:], quote=False)])

    def _element(self, match: re.Match[str]) -> str:
        if match["url"]:
            return _link(match["url"], normalises=self._normalises)
        if match["tag"]:
            return self._tag(match["tag"])
        account = self._mentioned.get(match["mention"])
        return escape(match[0]) if account is None else self._mention(account)

    def _mention(self, account: Account) -> str:
        href, name = escape(profile_url(self._server, account)), escape(account.username)
        if self._akkoma:
            user = f'class="u-url mention" data-user="{account.id}"'
            link = f'<a {user} href="{href}" rel="ugc">@<span>{name}</span></a>'
            return f'<span class="h-card">{link}</span>'
        link = f'<a href="{href}" class="u-url mention">@<span>{name}</span></a>'
        return f'<span class="h-card" translate="no">{link}</span>'

    def _tag(self, tag: str) -> str:
        return f'<a href="{self._server}/tags/{tag}" class="mention hashtag" rel="tag">#<span>{tag}</span></a>'


def _link(url: str, *, normalises: bool) -> str:
    trailing = url[len(url.rstrip(".,;:!?)")) :]
    url = url.removesuffix(trailing)
    scheme, _, rest = url.partition("://")
    shown, hidden = rest[:SHOWN_OF_URL], rest[SHOWN_OF_URL:]
    marked = (
        f'<span class="ellipsis">{escape(shown)}</span>' if hidden else f'<span class="">{escape(shown)}</span>'
    )
    spans = f'<span class="invisible">{scheme}://</span>{marked}<span class="invisible">{escape(hidden)}</span>'
    url = quote(url, safe=UNCHANGED) if normalises else url
    attributes = 'target="_blank" rel="nofollow noopener" translate="no"'
    return f'<a href="{escape(url)}" {attributes}>{spans}</a>{trailing}'


def profile_url(server: str, account: Account) -> str:
    return f"{server if account.domain is None else f'https://{account.domain}'}/@{account.username}"


def tags_of(text: str) -> list[str]:
    return [match["tag"].lower() for match in TOKEN.finditer(text) if match["tag"]]


def names_in(text: str) -> list[str]:
    return [match["mention"] for match in TOKEN.finditer(text) if match["mention"]]
