"""The pager of one person in memory."""

from dataclasses import dataclass, field, replace
from datetime import datetime

from watchdesk.alerting.domain.alert import AlertId
from watchdesk.alerting.domain.pager_changes import PagerState
from watchdesk.alerting.domain.pager_entry import PagerEntry, PagerEntryKind, RateLimitClass
from watchdesk.alerting.domain.text import Text

TextKey = tuple[datetime, RateLimitClass]


@dataclass(slots=True)
class StoredPager:
    """The pager of one person."""

    state: PagerState = field(default_factory=PagerState)
    wanted: dict[tuple[AlertId, PagerEntryKind, int], PagerEntry] = field(default_factory=dict)
    texts: dict[TextKey, Text] = field(default_factory=dict)
    news: set[tuple[AlertId, datetime | None]] = field(default_factory=set)
    """The acknowledgements that the person was to be told of."""

    @property
    def text_in_hand(self) -> Text | None:
        text = self.texts[self.state.in_hand] if self.state.in_hand else None
        return None if text is None or text.is_settled else text

    def leave(self, text: Text, entry: PagerEntry) -> None:
        """Take the entry off if nothing more is tried for it, else note how often it was tried."""
        if text.is_last_word(entry):
            self.wanted.pop(entry.key, None)
        elif entry.key in self.wanted:
            self.wanted[entry.key] = replace(self.wanted[entry.key], tries=entry.tries)
