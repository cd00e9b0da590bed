"""Nothing goes out while something grave is happening, unless somebody is named who may still speak."""

from dataclasses import dataclass
from datetime import datetime

from watchdesk.core.account import AccountId
from watchdesk.core.principal import Subject
from watchdesk.publishing.domain.post import Post, PostId


@dataclass(frozen=True, slots=True, kw_only=True)
class Freeze:
    """Holds back what has not gone out, on one account or on all. What is public can be taken down or changed."""

    account: AccountId | None
    """None: every account of the force."""
    by: Subject
    at: datetime
    reason: str = ""
    exempt_subjects: frozenset[Subject] = frozenset()
    """Authors whose posts go out all the same."""
    exempt_posts: frozenset[PostId] = frozenset()

    def holds(self, post: Post, account: AccountId) -> bool:
        if self.account not in (None, account):
            return False
        return post.author not in self.exempt_subjects and post.id not in self.exempt_posts
