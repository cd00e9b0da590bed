"""Which messages hold these words? Only a search reads words to find out, and it is told to the audit trail."""

from collections.abc import Iterator
from dataclasses import dataclass

from watchdesk.core.message import Inbound, Message, Unreadable
from watchdesk.desk.domain.message_status import MessageStatus
from watchdesk.desk.domain.views import SearchMatch
from watchdesk.inbox.domain.triage import folded
from watchdesk.inbox.ports.messages import MessageArchive

EXCERPT_LENGTH = 200
"""Characters shown of what was found."""
EXCERPT_LEAD = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchMessage:
    archive: MessageArchive

    def __call__(self, status: MessageStatus, words: str) -> SearchMatch | None:
        """None unless every word stands in what it said at any time, or in its author's name, in any case."""
        message = self.archive.message(status.key)
        if message is None:
            return None
        later = self.archive.later_versions(status.key) if status.edited_at else ()
        texts = [_text(body) for body in (message.body, *later)]
        wanted = folded(words).split()
        everything = folded("\n".join([*texts, *_names(message)]))
        if not wanted or not all(word in everything for word in wanted):
            return None
        author = message.body.author.handle if isinstance(message.body, Inbound) else ""
        return SearchMatch(author=author, excerpt=_excerpt(texts, wanted))


def _text(body: Inbound | Unreadable) -> str:
    return body.text if isinstance(body, Inbound) else body.raw


def _names(message: Message) -> Iterator[str]:
    if isinstance(message.body, Inbound):
        yield from (message.body.author.handle, message.body.author.name)


def _excerpt(texts: list[str], wanted: list[str]) -> str:
    """From a little before the first word, in the newest version that holds one of them."""
    for text in reversed(texts):
        places = [at for word in wanted if (at := text.casefold().find(word)) >= 0]
        if places:
            start = max(0, min(places) - EXCERPT_LEAD)
            return text[start : start + EXCERPT_LENGTH]
    return texts[-1][:EXCERPT_LENGTH]
