"""The posts and their deliveries in the `posts` table."""

from collections.abc import Sequence
from dataclasses import dataclass

from watchdesk.aws.dynamodb.errors import ConditionFailed
from watchdesk.aws.dynamodb.table import Table
from watchdesk.aws.dynamodb.transaction import Put, transact_write
from watchdesk.core.errors import LeaseLost
from watchdesk.publishing.domain.post import Delivery, Post, PostId
from watchdesk.publishing.dynamodb.post_item import (
    DELIVERY,
    LIST_PARTITION,
    delivery_item,
    delivery_of,
    next_delivery,
    next_post,
    post_item,
    post_key,
    post_of,
)

INDEX = "by_time"
ITEM_IS_NEW = "attribute_not_exists(#pk)"
ALREADY_CHANGED = "it has changed since it was read"


@dataclass(frozen=True, slots=True)
class DynamoPostStore:
    """The port PostStore.

    A write can fail because its own first attempt succeeded and the answer was lost. The stored item is then the
    one that was to be written, and the write counts as done.
    """

    table: Table

    def add(self, post: Post, deliveries: Sequence[Delivery]) -> bool:
        items = [post_item(post), *map(delivery_item, deliveries)]
        return transact_write(self.table, *(Put(item, ITEM_IS_NEW) for item in items))

    def post(self, post: PostId) -> Post | None:
        item = self.table.get(post_key(post))
        return post_of(item) if item else None

    def deliveries(self, post: PostId) -> Sequence[Delivery]:
        values = {":post": post, ":delivery": DELIVERY}
        found = self.table.query("#pk = :post AND begins_with(#sk, :delivery)", values)
        return [delivery_of(item) for item in found]

    def save(self, post: Post, deliveries: Sequence[Delivery]) -> tuple[Post, Sequence[Delivery]]:
        saved_post, put = next_post(post)
        saved = [next_delivery(delivery) for delivery in deliveries]
        if not transact_write(self.table, put, *(put_delivery for _, put_delivery in saved)):
            raise LeaseLost(ALREADY_CHANGED)
        return saved_post, [delivery for delivery, _ in saved]

    def save_post(self, post: Post) -> Post:
        saved, put = next_post(post)
        self._put(put)
        return saved

    def save_delivery(self, delivery: Delivery) -> Delivery:
        saved, put = next_delivery(delivery)
        self._put(put)
        return saved

    def _put(self, put: Put) -> None:
        try:
            self.table.put(put.item, put.condition, put.values, return_item=True)
        except ConditionFailed as found:
            if found.item != put.item:
                raise LeaseLost(ALREADY_CHANGED) from None


@dataclass(frozen=True, slots=True)
class DynamoPostList:
    """The port PostList. The index lags behind the table, so a post just accepted may not be listed yet."""

    table: Table

    def newest(self, limit: int, after: PostId | None = None) -> Sequence[Post]:
        last = self.table.get(post_key(after), "#pk, #sk, #listed, #created_at") if after else {}
        if last is None:
            return []
        found = self.table.query(
            "#listed = :listed", {":listed": LIST_PARTITION}, index=INDEX, limit=limit, back_from=last
        )
        keys = [post_key(PostId(item["pk"])) for item in found]
        by_id = {item["pk"]: post_of(item) for item in self.table.get_all(keys)}
        return [by_id[key["pk"]] for key in keys if key["pk"] in by_id]
