"""The pager of a person: the entries they are to be told, and the texts that tell them."""

from dataclasses import dataclass, replace

from watchdesk.alerting.domain.pager_entry import PagerEntry
from watchdesk.alerting.domain.text import Text
from watchdesk.register.domain.person import PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class Pager:
    """The pager of one person while one run holds it, so that nobody gets two texts at once."""

    person: PersonId
    lease: str
    wants: int = 0
    """How many entries were ever put into the pager. A run that has not seen all of them may not let it rest."""
    wanted: tuple[PagerEntry, ...] = ()
    tried: tuple[Text, ...] = ()
    """The texts that count against a rate limit, the oldest first."""
    in_hand: Text | None = None
    """The text of a run that died before it stored the outcome."""

    def after(self, text: Text) -> "Pager":
        """Return the pager as it is once this text is settled."""
        tried = {entry.key: entry for entry in text.entries}
        still = [tried.get(entry.key, entry) for entry in self.wanted]
        wanted = [entry for entry in still if entry.key not in tried or not text.is_last_word(entry)]
        return replace(self, wanted=tuple(wanted), tried=(*self.tried, text))
