"""Show a request as each account would show it, with every problem and without storing anything."""

from dataclasses import dataclass

from watchdesk.core.principal import Principal
from watchdesk.publishing.domain.post_request import PostRequest, Preview
from watchdesk.publishing.usecases.review_post import ReviewPost


@dataclass(frozen=True, slots=True, kw_only=True)
class PreviewPost:
    review: ReviewPost

    def __call__(self, request: PostRequest, principal: Principal) -> Preview:
        """Return what each account would show and every problem of the request. A problem raises nothing."""
        return self.review(request, principal).preview
