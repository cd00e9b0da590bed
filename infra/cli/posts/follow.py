"""Follow a post until nothing more happens to it."""

from collections.abc import Callable
from datetime import timedelta
from typing import Final

from infra.cli.posts.api import PostApi
from infra.cli.posts.show import delivery_line, is_at_rest
from watchdesk.publishing.http.responses import PostResponse

POLL_INTERVAL: Final = timedelta(seconds=2)


def follow(api: PostApi, view: PostResponse, show: Callable[[str], None], patience: timedelta) -> PostResponse:
    """Show each delivery and each change of it, for at most `patience`. Return the post in its last state."""
    shown: dict[str, str] = {}
    waited = timedelta(0)
    while True:
        for delivery in view.deliveries:
            line = delivery_line(delivery)
            if shown.get(delivery.account) != line:
                show(line)
            shown[delivery.account] = line
        if is_at_rest(view) or waited >= patience:
            return view
        api.pause(POLL_INTERVAL.total_seconds())
        waited += POLL_INTERVAL
        view = api.post(view.post.id)
