"""The routes of posts: preview a post, submit it, read it, list posts and edit one."""

from dataclasses import dataclass
from http import HTTPStatus
from typing import Annotated

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.openapi.params import Header, Query

from watchdesk.http.routing import NOT_FOUND, NOT_FOUND_OR_CONFLICT, Caller, Invocation, route
from watchdesk.publishing.domain.post import PostId
from watchdesk.publishing.http.idempotency import AcceptOnce
from watchdesk.publishing.http.requests import LONGEST_ID, ChangeBody, PostBody
from watchdesk.publishing.http.responses import PostPageResponse, PostResponse, PreviewResponse
from watchdesk.publishing.usecases.edit_post import EditPost
from watchdesk.publishing.usecases.list_posts import MAX_PAGE_SIZE, ListPosts
from watchdesk.publishing.usecases.preview_post import PreviewPost
from watchdesk.publishing.usecases.read_post import ReadPost

POSTS, POST, TAG = "/v1/posts", "/v1/posts/<post>", "posts"

IdempotencyKey = Annotated[
    str,
    Header(
        alias="Idempotency-Key",
        min_length=1,
        max_length=LONGEST_ID,
        description="Send a new key for every post, and the same key whenever that post is sent again.",
    ),
]
LimitQuery = Annotated[int, Query(ge=1, le=MAX_PAGE_SIZE)]
AfterQuery = Annotated[str | None, Query(max_length=LONGEST_ID, description="The `after` of the previous page.")]
OwnQuery = Annotated[bool, Query(description="List only the posts that the caller has submitted.")]


@dataclass(frozen=True, slots=True, kw_only=True)
class PostRoutes:
    accept: AcceptOnce
    preview: PreviewPost
    list_page: ListPosts
    read: ReadPost
    edit: EditPost

    @route("POST", POSTS, "Submit a post", tag=TAG, status=HTTPStatus.ACCEPTED, errors=NOT_FOUND_OR_CONFLICT)
    def publish_post(
        self, body: PostBody, key: IdempotencyKey, caller: Caller, invocation: Invocation
    ) -> Response[PostResponse]:
        """Store a post, which then goes out at its time or at once, and after its approval where one is needed.

        A request that is sent again with the same key is answered with the stored post.
        """
        accepted = self.accept(body.request(), key, caller, invocation)
        headers: dict[str, str | list[str]] = {"Location": f"{POSTS}/{accepted.view.post.id}"}
        if accepted.is_replay:
            headers["Idempotency-Replayed"] = "true"
        return Response(
            HTTPStatus.ACCEPTED,
            content_type="application/json",
            body=PostResponse.model_validate(accepted.view),
            headers=headers,
        )

    @route("POST", f"{POSTS}/preview", "See what each account would show", tag=TAG)
    def preview_post(self, body: PostBody, caller: Caller) -> PreviewResponse:
        """Check a post without storing it. Every problem of the post is part of the answer, never an error."""
        return PreviewResponse.model_validate(self.preview(body.request(), caller))

    @route("GET", POSTS, "List posts", tag=TAG)
    def list_posts(
        self, caller: Caller, limit: LimitQuery = 20, after: AfterQuery = None, own: OwnQuery = False
    ) -> PostPageResponse:
        """List posts, the newest first. A page may be shorter than `limit` or empty and still name the next."""
        page = self.list_page(caller, limit=limit, after=PostId(after) if after else None, own=own)
        return PostPageResponse.model_validate(page)

    @route("GET", POST, "Read a post and its progress", tag=TAG, errors=NOT_FOUND)
    def read_post(self, post: str, caller: Caller) -> PostResponse:
        """Show a post with one delivery for each of its accounts that the caller may see."""
        return PostResponse.model_validate(self.read(PostId(post), caller))

    @route("PATCH", POST, "Edit a post that is not public", tag=TAG, errors=NOT_FOUND_OR_CONFLICT)
    def edit_post(self, post: str, body: ChangeBody, caller: Caller) -> PostResponse:
        """Edit an own post. Fields that are left out stay. An earlier approval is discarded."""
        return PostResponse.model_validate(self.edit(PostId(post), body.changed, caller))
