"""What keeps the posts and their deliveries."""

from typing import Any

import pytest

from tests.dynamo_stores import Together
from tests.fakes.posts import FakePostStore
from watchdesk.publishing.dynamodb.deliveries import DynamoDeliveryQueue
from watchdesk.publishing.dynamodb.posts import DynamoPostList, DynamoPostStore


@pytest.fixture
def posts(subject, request) -> Any:
    """PostStore, PostList and DeliveryQueue."""
    if subject == "fake":
        return FakePostStore()
    table = request.getfixturevalue("table")("PostsTable")
    return Together(DynamoPostStore(table), DynamoPostList(table), DynamoDeliveryQueue(table))
