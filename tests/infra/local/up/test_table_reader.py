"""The table reader returns the rows that the screen and the proof need."""

from datetime import UTC, datetime

import boto3
import pytest
from moto import mock_aws

from infra.local.up.clients import LocalAwsClients
from infra.local.up.table_reader import DeliveryRow, TableReader

TABLES = ("Messages", "Alerts", "Watch", "Posts")
WATCHED = "2026-03-02T12:00:00.000000Z"
LATER = "2026-03-02T12:05:00.000000Z"


@pytest.fixture
def tables():
    with mock_aws():
        client = boto3.client("dynamodb", region_name="eu-west-2")
        for name in TABLES:
            client.create_table(
                TableName=name,
                BillingMode="PAY_PER_REQUEST",
                AttributeDefinitions=[{"AttributeName": key, "AttributeType": "S"} for key in ("pk", "sk")],
                KeySchema=[
                    {"AttributeName": "pk", "KeyType": "HASH"},
                    {"AttributeName": "sk", "KeyType": "RANGE"},
                ],
            )
        yield client


@pytest.fixture
def put(tables):
    def put(table, **attributes):
        tables.put_item(TableName=table, Item={name: {"S": value} for name, value in attributes.items()})

    return put


@pytest.fixture
def read(tables):
    outputs = {f"{name}TableName": name for name in TABLES}
    return TableReader(LocalAwsClients(None, tables, None, None, None, None), outputs).read


def test_messages_are_seen_by_deadline_and_their_versions_are_not_messages(put, read):
    put("Messages", pk="selby#mention#2", sk="message", urgency="routine", deadline=LATER, text="later")
    put("Messages", pk="selby#mention#1", sk="message", urgency="urgent", deadline=WATCHED, state="claimed")
    put("Messages", pk="selby#mention#1", sk="version#2", text="edited")

    messages = read().messages

    assert [(message.key.native_id, message.state, message.text) for message in messages] == [
        ("1", "claimed", ""),
        ("2", "unread", "later"),
    ]
    assert [message.is_waiting for message in messages] == [False, True]


def test_an_account_is_watched_until_its_least_watched_feed_is(put, read):
    put("Watch", pk="selby", sk="poll")
    put("Watch", pk="selby", sk="feed#mentions", watched_until=LATER)
    put("Watch", pk="selby", sk="feed#messages", watched_until=WATCHED)

    assert [(account.id, account.watched_until) for account in read().accounts] == [
        ("selby", datetime(2026, 3, 2, 12, 0, tzinfo=UTC))
    ]


@pytest.mark.parametrize("feeds", [(), ("mentions",)])
def test_an_account_with_a_feed_that_was_never_read_is_not_watched(put, read, feeds):
    put("Watch", pk="selby", sk="poll")
    for feed in feeds:
        put("Watch", pk="selby", sk=f"feed#{feed}", watched_until=WATCHED)
    put("Watch", pk="selby", sk="feed#messages")

    assert read().accounts[0].watched_until is None


def test_an_account_without_any_feed_yet_is_not_watched(put, read):
    put("Watch", pk="selby", sk="poll")

    assert read().accounts[0].watched_until is None


def test_the_trouble_of_an_account_is_named(tables, put, read):
    put("Watch", pk="selby", sk="poll")
    trouble = {"M": {"kind": {"S": "auth_reconnect"}}}
    item = {"pk": {"S": "selby"}, "sk": {"S": "feed#mentions"}, "trouble": trouble}
    tables.put_item(TableName="Watch", Item=item)

    assert read().accounts[0].trouble == "auth_reconnect"


def test_an_alert_shows_who_has_answered(put, read):
    put("Alerts", pk="0123456789", sk="alert", account="selby", group="urgent", code="CDFH", acknowledged_by="ins")
    put("Alerts", pk="0123456789", sk="member#1")

    (alert,) = read().alerts

    assert (alert.account, alert.state, alert.acknowledged_by) == ("selby", "open", "ins")


def test_a_delivery_is_seen_where_it_goes_and_how_far_it_is(put, read):
    put("Posts", pk="4f2a", sk="delivery#selby-bluesky", state="unconfirmed")
    put("Posts", pk="4f2a", sk="post", state="accepted")

    assert read().deliveries == (DeliveryRow("4f2a", "selby-bluesky", "unconfirmed"),)
