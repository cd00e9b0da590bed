"""Search the words of one message. Only a search reads them without opening it, and the audit trail records it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from watchdesk.core.message import Inbound, Message, Unreadable
from watchdesk.desk.domain.message_status import MessageStatus
from watchdesk.desk.domain.views import SearchMatch
from watchdesk.inbox.domain.triage import folded
from watchdesk.inbox.ports.messages import MessageArchive

EXCERPT_LENGTH: Final = 200
"""In characters."""
EXCERPT_LEAD: Final = 60
"""How many characters of an excerpt stand before the first word that was found."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchMessage:
    archive: MessageArchive

    def __call__(self, status: MessageStatus, words: str) -> SearchMatch | None:
        """Return where the words are, or None unless all of them are in the message.

        They may be in any version of its text or in its author's name. The case of letters does not matter.
        """
        message = self.archive.message(status.key)
        if message is None:
            return None
        later = self.archive.later_versions(status.key) if status.edited_at else ()
        texts = [_text(body) for body in (message.body, *later)]
        wanted = folded(words).split()
        everything = folded("\n".join([*texts, *_author_names(message)]))
        if not wanted or not all(word in everything for word in wanted):
            return None
        author = message.body.author.handle if isinstance(message.body, Inbound) else ""
        return SearchMatch(author=author, excerpt=_excerpt(texts, wanted))


def _text(body: Inbound | Unreadable) -> str:
    return body.text if isinstance(body, Inbound) else body.raw


def _author_names(message: Message) -> Iterator[str]:
    if isinstance(message.body, Inbound):
        yield from (message.body.author.handle, message.body.author.name)


def _excerpt(texts: list[str], wanted: list[str]) -> str:
    """Return the part around the first word that is found, from the newest version that holds any of them."""
    for text in reversed(texts):
        places = [at for word in wanted if (at := text.casefold().find(word)) >= 0]
        if places:
            start = max(0, min(places) - EXCERPT_LEAD)
            return text[start : start + EXCERPT_LENGTH]
    return texts[-1][:EXCERPT_LENGTH]
