"""Show posts and how far they are to whoever may see them."""

from collections.abc import Iterator
from dataclasses import dataclass

from watchdesk.core.principal import Principal
from watchdesk.core.text_rules import is_id
from watchdesk.publishing.domain.post import Post, PostId
from watchdesk.publishing.domain.post_request import PostPage, PostView
from watchdesk.publishing.ports.posts import PostList
from watchdesk.publishing.usecases.find_post import FindPost, post_view, visible_accounts

MAX_PAGE_SIZE = 100
BATCH_SIZE = 50
MAX_EXAMINED = 500
"""Posts looked at for one page, so that somebody who may see few of them is answered all the same."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadPosts:
    find: FindPost
    listing: PostList

    def one(self, post: PostId, principal: Principal) -> PostView:
        """Raises Unknown if there is no such post for this principal."""
        found = self.find(post, principal)
        return post_view(found, self.find.deliveries(found), principal)

    def page(
        self, principal: Principal, *, limit: int = 20, after: PostId | None = None, own: bool = False
    ) -> PostPage:
        """The newest first, up to `limit`. A page may be shorter, even empty, and still name the next."""
        wanted = max(1, min(limit, MAX_PAGE_SIZE))
        if after is not None and not is_id(after):
            return PostPage(posts=())
        views, last = list[PostView](), after
        for examined, post in enumerate(self._newest(after), start=1):
            last = post.id
            if visible_accounts(post, principal) and (not own or post.author == principal.subject):
                views.append(post_view(post, self.find.deliveries(post), principal))
            if len(views) == wanted or examined == MAX_EXAMINED:
                return PostPage(posts=tuple(views), after=last)
        return PostPage(posts=tuple(views))

    def _newest(self, after: PostId | None) -> Iterator[Post]:
        while page := self.listing.newest(BATCH_SIZE, after):
            yield from page
            after = page[-1].id
