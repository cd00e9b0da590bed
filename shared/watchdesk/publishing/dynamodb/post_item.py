"""The items of a post and its deliveries in the `posts` table.

`pk` is the post's id. The item with `sk=post` is the post and is on the index `by_time`. Each item with
`sk=delivery#{account}` is a delivery and is on the index `attention` while it has an attention time.
"""

from dataclasses import replace

from watchdesk.aws.dynamodb.codec import Item, attributes, read
from watchdesk.aws.dynamodb.due_index import due_attributes, shard_of
from watchdesk.aws.dynamodb.table import Key
from watchdesk.aws.dynamodb.transaction import Put
from watchdesk.core.account import AccountId
from watchdesk.publishing.domain.post import Delivery, Post, PostId

POST = "post"
DELIVERY = "delivery#"
LIST_PARTITION = "post"
"""The only partition of the index `by_time`."""

UNCHANGED = "#revision = :read"


def post_key(post: PostId) -> Key:
    return {"pk": post, "sk": POST}


def delivery_key(post: PostId, account: AccountId) -> Key:
    return {"pk": post, "sk": DELIVERY + account}


def post_item(post: Post) -> Item:
    stored = attributes(post, but=("id",))
    return {**stored, **post_key(post.id), "listed": LIST_PARTITION, "revision": post.revision}


def post_of(item: Item) -> Post:
    return read(Post, {"id": item["pk"], **item})


def delivery_item(delivery: Delivery) -> Item:
    """Return the item. Without an attention time it is not on the index `attention`."""
    at = delivery.attention_at
    stored = attributes(delivery, but=("post", "account", "attention_at"))
    indexed = due_attributes(at, shard_of(delivery.post)) if at else {}
    return {**stored, **indexed, **delivery_key(delivery.post, delivery.account), "revision": delivery.revision}


def delivery_of(item: Item) -> Delivery:
    identity = {"post": item["pk"], "account": item["sk"].removeprefix(DELIVERY)}
    return read(Delivery, {"attention_at": None, **item, **identity})


def next_post(post: Post) -> tuple[Post, Put]:
    """Return the post under its next revision, and the write that fails if the stored revision has changed."""
    saved = replace(post, revision=post.revision + 1)
    return saved, Put(post_item(saved), UNCHANGED, {":read": post.revision})


def next_delivery(delivery: Delivery) -> tuple[Delivery, Put]:
    """Return the delivery under its next revision, and the write that fails if the stored revision has changed."""
    saved = replace(delivery, revision=delivery.revision + 1)
    return saved, Put(delivery_item(saved), UNCHANGED, {":read": delivery.revision})
