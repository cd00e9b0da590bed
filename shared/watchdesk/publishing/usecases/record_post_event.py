"""Record an audit event about a post before the action is done."""

from dataclasses import dataclass
from datetime import datetime

from watchdesk.audit.record_event import RecordEvent
from watchdesk.core.principal import Principal
from watchdesk.publishing.domain.post import Post


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordPostEvent(RecordEvent):
    def of_post(
        self, principal: Principal, action: str, post: Post, at: datetime | None = None, **facts: str
    ) -> datetime:
        """Write the hash and the accounts of the post to the audit trail, never its text. Return the instant.

        Raises TryLater if the event could not be recorded: then the action must not be done.
        """
        known = {"content": post.content_hash, "accounts": " ".join(post.accounts)}
        return self(principal, action, post.id, at, **known, **facts)
