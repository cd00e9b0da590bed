"""Which parts are known to be on an account: a part whose answer was lost is looked for among the others only."""

from dataclasses import dataclass

from watchdesk.core.account import AccountId
from watchdesk.publishing.ports.posts import PostList, PostStore

MOST_POSTS = 60
"""How many of the newest posts are read. A part that is missing here only makes a person look."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FindKnownParts:
    posts: PostStore
    listing: PostList

    def __call__(self, account: AccountId) -> frozenset[str]:
        """Return the native ids of the parts that the newest posts have on this account."""
        posts = [post for post in self.listing.newest(MOST_POSTS) if account in post.accounts]
        deliveries = (delivery for post in posts for delivery in self.posts.deliveries(post.id))
        return frozenset(
            part.native_id for delivery in deliveries if delivery.account == account for part in delivery.published
        )
