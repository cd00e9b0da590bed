"""A client of the HTTP API of posts."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from infra.cli.api_client import ApiClient, parse_reply
from infra.cli.exits import CLOUD, RefusedError
from watchdesk.core.errors import TryLater, Unconfirmed
from watchdesk.publishing.http.responses import PostPageResponse, PostResponse, PreviewResponse


@dataclass(frozen=True, slots=True, kw_only=True)
class PostApi(ApiClient):
    """Every method raises RefusedError with what to change or what to do instead."""

    def preview(self, body: Mapping[str, Any]) -> PreviewResponse:
        return parse_reply(PreviewResponse, self.send_with_retries("POST", "/v1/posts/preview", body=body))

    def publish(self, body: Mapping[str, Any], key: str) -> PostResponse:
        """Submit a post. The same key with the same post is one post, however often it is sent."""
        return parse_reply(PostResponse, self.send_with_retries("POST", "/v1/posts", body=body, key=key))

    def post(self, post: str) -> PostResponse:
        return parse_reply(PostResponse, self.send_with_retries("GET", _path(post)))

    def page(self, query: Mapping[str, str]) -> PostPageResponse:
        return parse_reply(PostPageResponse, self.send_with_retries("GET", "/v1/posts", query=query))

    def change(
        self, action: str, post: str, account: str = "", body: Mapping[str, Any] | None = None
    ) -> PostResponse:
        """Approve, reject, withdraw, retry or confirm. Nothing is repeated: a repeat could mean something else."""
        path = f"{_path(post)}/deliveries/{quote(account, safe='')}" if account else _path(post)
        try:
            reply = self.send("POST", f"{path}/{action}", body=body)
        except (TryLater, Unconfirmed) as error:
            after = f"check it with `watchdesk posts show {post}` before you repeat it"
            raise RefusedError(f"it is not known whether that was done ({error}): {after}", CLOUD) from None
        return parse_reply(PostResponse, reply)


def _path(post: str) -> str:
    return f"/v1/posts/{quote(post, safe='')}"
