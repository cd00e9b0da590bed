"""Wires the functions of publishing: the routes of posts, and their deliveries."""

from watchdesk.bootstrap.publishing.deliveries import deliver_post
from watchdesk.bootstrap.publishing.posts import publish_post, publishing_api

__all__ = ["deliver_post", "publish_post", "publishing_api"]
