"""Guards snapshots.py: KEEP=1 keeps the data even if the process is killed."""

import signal


def test_what_was_stored_before_a_crash_is_there_after_it(start_aws, eventually):
    before = start_aws("--snapshot-every", "0.2")
    before.client("dynamodb").create_table(
        TableName="messages",
        BillingMode="PAY_PER_REQUEST",
        AttributeDefinitions=[{"AttributeName": "pk", "AttributeType": "S"}],
        KeySchema=[{"AttributeName": "pk", "KeyType": "HASH"}],
    )
    before.client("dynamodb").put_item(TableName="messages", Item={"pk": {"S": "first"}})
    written = before.settings.state / "services" / "dynamodb.json"
    eventually(lambda: written.exists() and "first" in written.read_text())
    before.end(signal.SIGKILL)

    after = start_aws()

    assert after.client("dynamodb").scan(TableName="messages")["Items"] == [{"pk": {"S": "first"}}]
