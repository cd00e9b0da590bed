"""Records a deed about a post, before it is done."""

from dataclasses import dataclass
from datetime import datetime

from watchdesk.audit.record_event import RecordEvent
from watchdesk.core.principal import Principal
from watchdesk.publishing.domain.post import Post


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordPostDeed(RecordEvent):
    """Writes the hash and the accounts of the post into the audit trail; never a word of the post."""

    def of_post(
        self, principal: Principal, action: str, post: Post, at: datetime | None = None, **facts: str
    ) -> datetime:
        known = {"content": post.content_hash, "accounts": " ".join(post.accounts)}
        return self(principal, action, post.id, at, **known, **facts)
