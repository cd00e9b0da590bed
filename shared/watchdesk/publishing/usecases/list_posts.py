"""List the posts that a principal may see, page by page."""

from collections.abc import Iterator
from dataclasses import dataclass

from watchdesk.core.principal import Principal
from watchdesk.core.text_rules import is_id
from watchdesk.publishing.domain.post import Post, PostId
from watchdesk.publishing.domain.post_access import PostPage, PostView, post_view, visible_accounts
from watchdesk.publishing.ports.posts import PostList, PostStore

MAX_PAGE_SIZE = 100
BATCH_SIZE = 50
MAX_EXAMINED = 500
"""The number of posts examined for one page, so that a principal who may see few of them gets an answer too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListPosts:
    posts: PostStore
    listing: PostList

    def __call__(
        self, principal: Principal, *, limit: int = 20, after: PostId | None = None, own: bool = False
    ) -> PostPage:
        """Return up to `limit` posts, the newest first. A page may be shorter or empty and still name the next."""
        wanted = max(1, min(limit, MAX_PAGE_SIZE))
        if after is not None and not is_id(after):
            return PostPage(posts=())
        views, last = list[PostView](), after
        for examined, post in enumerate(self._newest(after), start=1):
            last = post.id
            if visible_accounts(post, principal) and (not own or post.author == principal.subject):
                views.append(post_view(post, self.posts.deliveries(post.id), principal))
            if len(views) == wanted or examined == MAX_EXAMINED:
                return PostPage(posts=tuple(views), after=last)
        return PostPage(posts=tuple(views))

    def _newest(self, after: PostId | None) -> Iterator[Post]:
        while batch := self.listing.newest(BATCH_SIZE, after):
            yield from batch
            after = batch[-1].id
