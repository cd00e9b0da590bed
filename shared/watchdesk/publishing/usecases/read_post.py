"""Show one post and its progress to a principal who may see it."""

from dataclasses import dataclass

from watchdesk.core.principal import Principal
from watchdesk.publishing.domain.post import PostId
from watchdesk.publishing.domain.post_access import PostView, post_view
from watchdesk.publishing.usecases.find_post import FindPost


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadPost:
    find: FindPost

    def __call__(self, post_id: PostId, principal: Principal) -> PostView:
        """Return the post. Raises Unknown if there is no such post for this principal."""
        post = self.find(post_id, principal)
        return post_view(post, self.find.deliveries(post), principal)
