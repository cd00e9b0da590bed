"""Posts: look at one before it is handed in, hand it in, and see how far it is."""

from collections.abc import Iterator
from dataclasses import dataclass
from http import HTTPStatus
from typing import Annotated

from aws_lambda_powertools.event_handler import APIGatewayHttpResolver, Response
from aws_lambda_powertools.event_handler.openapi.params import Header, Query

from watchdesk.http.routing import NOT_FOUND, NOT_FOUND_OR_CONFLICT, Caller, Route
from watchdesk.publishing.domain.post import PostId
from watchdesk.publishing.http.facade import Desk
from watchdesk.publishing.http.idempotency import AcceptOnce
from watchdesk.publishing.http.requests import LONGEST_ID, ChangeBody, PostBody
from watchdesk.publishing.http.responses import PageResponse, PostResponse, PreviewResponse

MAX_PAGE_SIZE = 100
TAG = "posts"

Key = Annotated[
    str,
    Header(
        alias="Idempotency-Key",
        min_length=1,
        max_length=LONGEST_ID,
        description="New for every post, and the same whenever that post is handed in again.",
    ),
]


@dataclass(frozen=True, slots=True)
class PostRoutes:
    desk: Desk
    accept_once: AcceptOnce
    app: APIGatewayHttpResolver

    def routes(self) -> Iterator[Route]:
        posts, post = "/v1/posts", "/v1/posts/<post>"
        yield Route(
            method="POST",
            path=posts,
            call=self.publish_post,
            summary="Hand in a post",
            answer=PostResponse,
            tag=TAG,
            status=HTTPStatus.ACCEPTED,
            errors=NOT_FOUND_OR_CONFLICT,
        )
        yield Route(
            method="POST",
            path=f"{posts}/preview",
            call=self.preview_post,
            summary="See what each account would show",
            answer=PreviewResponse,
            tag=TAG,
            errors={},
        )
        yield Route(
            method="GET",
            path=posts,
            call=self.list_posts,
            summary="List posts, the newest first",
            answer=PageResponse,
            tag=TAG,
            errors={},
        )
        yield Route(
            method="GET",
            path=post,
            call=self.read_post,
            summary="See how far a post is",
            answer=PostResponse,
            tag=TAG,
            errors=NOT_FOUND,
        )
        yield Route(
            method="PATCH",
            path=post,
            call=self.edit_post,
            summary="Change a post that is not out",
            answer=PostResponse,
            tag=TAG,
            errors=NOT_FOUND_OR_CONFLICT,
        )

    def publish_post(self, asked: PostBody, key: Key, who: Caller) -> Response[PostResponse]:
        """Answered once it is stored. Sent again with the same key, it is answered with the post that stands.

        It goes out at its time, or at once, and where it must be approved not before.
        """
        accepted = self.accept_once(asked.request(), key, who, self.app.lambda_context)
        headers: dict[str, str | list[str]] = {"Location": f"/v1/posts/{accepted.view.post.id}"}
        if accepted.is_replay:
            headers["Idempotency-Replayed"] = "true"
        return Response(
            HTTPStatus.ACCEPTED,
            content_type="application/json",
            body=PostResponse.model_validate(accepted.view),
            headers=headers,
        )

    def preview_post(self, asked: PostBody, who: Caller) -> PreviewResponse:
        """Nothing is stored. Whatever is wrong with it is an answer here, never an error."""
        return PreviewResponse.model_validate(self.desk.preview(asked.request(), who))

    def list_posts(
        self,
        who: Caller,
        limit: Annotated[int, Query(ge=1, le=MAX_PAGE_SIZE)] = 20,
        after: Annotated[str | None, Query(max_length=LONGEST_ID, description="From the page before.")] = None,
        own: Annotated[bool, Query(description="Only those that one has handed in oneself.")] = False,
    ) -> PageResponse:
        """A page may be shorter than asked for, even empty, and still name the next."""
        found = self.desk.page(who, limit=limit, after=PostId(after) if after else None, own=own)
        return PageResponse.model_validate(found)

    def read_post(self, post: str, who: Caller) -> PostResponse:
        """With one delivery for each of its accounts that the caller may see."""
        return PostResponse.model_validate(self.desk.one(PostId(post), who))

    def edit_post(self, post: str, asked: ChangeBody, who: Caller) -> PostResponse:
        """What is left out stays. Only by its author; an approval is forgotten, and may be needed again."""
        return PostResponse.model_validate(self.desk.edit(PostId(post), asked.changed, who))
