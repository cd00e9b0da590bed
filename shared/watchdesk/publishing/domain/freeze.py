"""A freeze holds back everything that has not gone out, except the posts and authors it exempts."""

from dataclasses import dataclass
from datetime import datetime

from watchdesk.core.account import AccountId
from watchdesk.core.principal import Subject
from watchdesk.publishing.domain.post import Post, PostId

WHOLE_FORCE = "force"
"""The audit trail names a freeze of all accounts by this word."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Freeze:
    """A freeze of one account or of all accounts. Published posts can still be withdrawn or edited."""

    account: AccountId | None
    """None means every account of the force."""
    by: Subject
    at: datetime
    reason: str = ""
    exempt_subjects: frozenset[Subject] = frozenset()
    """The posts of these authors go out in spite of the freeze."""
    exempt_posts: frozenset[PostId] = frozenset()

    def holds(self, post: Post, account: AccountId) -> bool:
        """Say whether the freeze holds back this post on this account."""
        if self.account not in (None, account):
            return False
        return post.author not in self.exempt_subjects and post.id not in self.exempt_posts

    def exempts(self, author: Subject, post: Post | None) -> bool:
        """Say whether the freeze lets this author's post through. None is a post that is not stored yet."""
        return author in self.exempt_subjects or (post is not None and post.id in self.exempt_posts)

    def exempts_more_than(self, other: "Freeze") -> bool:
        """Say whether this freeze exempts an author or a post that the other freeze holds back."""
        new_subjects = self.exempt_subjects - other.exempt_subjects
        return bool(new_subjects or self.exempt_posts - other.exempt_posts)


@dataclass(frozen=True, slots=True, kw_only=True)
class FreezeView:
    freeze: Freeze
    holds: tuple[tuple[PostId, AccountId], ...]
    """The deliveries that this freeze holds back or will hold back, soonest first."""
