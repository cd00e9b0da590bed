"""The direct messages that have not been read yet, and which of them come next."""

from collections.abc import Iterable
from datetime import datetime

from pydantic import AwareDatetime, BaseModel, ConfigDict, ValidationError

from watchdesk.core.errors import Refused


class UnreadMessages(BaseModel):
    """The rest of one conversation or, without a `convo`, the rest of a list of conversations."""

    model_config = ConfigDict(frozen=True)

    at: AwareDatetime
    """Nothing in it is newer than this."""
    convo: str = ""
    status: str
    cursor: str = ""

    def continued(self, cursor: str, at: datetime) -> "UnreadMessages":
        return self.model_copy(update={"cursor": cursor, "at": min(at, self.at)})


class UnreadQueue(BaseModel):
    """The whole queue is written into a page's `older`, so that any process can continue from it."""

    model_config = ConfigDict(frozen=True)

    unread: tuple[UnreadMessages, ...] = ()

    @classmethod
    def parse(cls, text: str) -> "UnreadQueue":
        """Return the queue. Raises Refused for a text that is no position of ours."""
        try:
            return cls.model_validate_json(text)
        except ValidationError:
            raise Refused("not a position in the chat feed") from None

    def __str__(self) -> str:
        return self.model_dump_json(exclude_defaults=True)

    def newest(self) -> UnreadMessages | None:
        """Return the entry that may hold the newest message, or None."""
        return max(self.unread, key=lambda each: each.at, default=None)

    def without(self, unread: UnreadMessages) -> "UnreadQueue":
        return UnreadQueue(unread=tuple(each for each in self.unread if each != unread))

    def joined(self, more: Iterable[UnreadMessages]) -> "UnreadQueue":
        """Add entries. A conversation that is in two lists, or moved while they were read, is added once."""
        known = {each.convo for each in self.unread if each.convo}
        fresh = {each.convo or each.status: each for each in more if each.convo not in known}
        return UnreadQueue(unread=(*self.unread, *fresh.values()))
