"""Posts, their deliveries and the freezes in memory, under the same promises as the table."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from watchdesk.core.account import AccountId
from watchdesk.core.errors import LeaseLost
from watchdesk.publishing.domain.freeze import Freeze
from watchdesk.publishing.domain.post import Delivery, Post, PostId

Place = tuple[PostId, AccountId]


class FakePostStore:
    """PostStore, PostList and DeliveryQueue."""

    def __init__(self) -> None:
        self.posts: dict[PostId, Post] = {}
        self.delivered: dict[Place, Delivery] = {}

    def add(self, post: Post, deliveries: Sequence[Delivery]) -> bool:
        if post.id in self.posts:
            return False
        self.posts[post.id] = post
        for each in deliveries:
            self.delivered[each.post, each.account] = each
        return True

    def post(self, post: PostId) -> Post | None:
        return self.posts.get(post)

    def deliveries(self, post: PostId) -> Sequence[Delivery]:
        found = [each for each in self.delivered.values() if each.post == post]
        return sorted(found, key=lambda each: each.account)

    def save(self, post: Post, deliveries: Sequence[Delivery]) -> tuple[Post, Sequence[Delivery]]:
        self._unmoved(self.posts.get(post.id), post)
        for each in deliveries:
            self._unmoved(self.delivered.get((each.post, each.account)), each)
        return self.save_post(post), [self.save_delivery(each) for each in deliveries]

    def save_post(self, post: Post) -> Post:
        self._unmoved(self.posts.get(post.id), post)
        self.posts[post.id] = replace(post, revision=post.revision + 1)
        return self.posts[post.id]

    def save_delivery(self, delivery: Delivery) -> Delivery:
        place = delivery.post, delivery.account
        self._unmoved(self.delivered.get(place), delivery)
        self.delivered[place] = replace(delivery, revision=delivery.revision + 1)
        return self.delivered[place]

    def newest(self, limit: int, after: PostId | None = None) -> Sequence[Post]:
        in_order = sorted(self.posts.values(), key=lambda post: (post.created_at, post.id), reverse=True)
        ids = [post.id for post in in_order]
        if after is not None and after not in ids:
            return []
        start = 0 if after is None else ids.index(after) + 1
        return in_order[start : start + limit]

    def due(self, now: datetime, limit: int) -> Sequence[Delivery]:
        due = [each for each in self.waiting() if each.attention_at is not None and each.attention_at <= now]
        return due[:limit]

    def waiting(self) -> Sequence[Delivery]:
        waiting = [
            (at, each.post, each.account, each)
            for each in self.delivered.values()
            if (at := each.attention_at) is not None
        ]
        return [delivery for *_, delivery in sorted(waiting, key=lambda one: one[:3])]

    def lease(self, delivery: Delivery, lease: str, now: datetime, until: datetime) -> Delivery | None:
        standing = self.delivered.get((delivery.post, delivery.account))
        if standing is None or standing.revision != delivery.revision:
            return None
        if standing.attention_at is None or standing.attention_at > now:
            return None
        if standing.lease_until is not None and standing.lease_until > now:
            return None
        return self.save_delivery(replace(standing, lease=lease, lease_until=until, attention_at=until))

    def _unmoved(self, standing: Post | Delivery | None, read: Post | Delivery) -> None:
        is_written = standing == replace(read, revision=read.revision + 1)
        if standing is None or (standing.revision != read.revision and not is_written):
            raise LeaseLost("it has moved on since it was read")


class FakeFreezes:
    def __init__(self) -> None:
        self.standing: dict[AccountId | None, Freeze] = {}

    def all(self) -> Sequence[Freeze]:
        return sorted(self.standing.values(), key=lambda freeze: freeze.account or "")

    def put(self, freeze: Freeze) -> None:
        self.standing[freeze.account] = freeze

    def lift(self, account: AccountId | None) -> bool:
        return self.standing.pop(account, None) is not None


class FakeDeliveryRequests:
    def __init__(self) -> None:
        self.asked: list[Place] = []

    def put(self, deliveries: Sequence[Place]) -> None:
        self.asked += deliveries
