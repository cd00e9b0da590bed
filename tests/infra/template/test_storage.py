"""Tables, keys and images outlive the stack, and only what may be forgotten ends."""

from tests.infra.template.stack import nested, of_type


def test_tables_and_keys_outlive_the_stack_and_can_be_restored():
    storage = nested("storage")
    kept = of_type("AWS::DynamoDB::Table", storage) | of_type("AWS::KMS::Key", storage)
    assert len(kept) >= 6
    assert {each["DeletionPolicy"] for each in kept.values()} == {"Retain"}
    for table in of_type("AWS::DynamoDB::Table", storage).values():
        assert table["Properties"]["PointInTimeRecoverySpecification"] == {"PointInTimeRecoveryEnabled": True}
        assert table["Properties"]["SSESpecification"]["SSEType"] == "KMS"
        assert table["Properties"]["BillingMode"] == "PAY_PER_REQUEST"


def test_only_answered_requests_are_ever_forgotten_by_a_table():
    tables = of_type("AWS::DynamoDB::Table", nested("storage"))
    assert {name for name, each in tables.items() if "TimeToLiveSpecification" in each["Properties"]} == {
        "IdempotencyTable"
    }


def test_the_images_are_private_encrypted_kept_and_only_reached_over_tls():
    storage = nested("storage")
    (bucket,) = of_type("AWS::S3::Bucket", storage).values()
    properties = bucket["Properties"]
    assert bucket["DeletionPolicy"] == bucket["UpdateReplacePolicy"] == "Retain"
    assert set(properties["PublicAccessBlockConfiguration"].values()) == {True}
    (encryption,) = properties["BucketEncryption"]["ServerSideEncryptionConfiguration"]
    assert encryption["ServerSideEncryptionByDefault"]["SSEAlgorithm"] == "aws:kms"
    rules = {rule["Id"]: rule for rule in properties["LifecycleConfiguration"]["Rules"]}
    assert [
        (rule.get("Prefix"), rule["ExpirationInDays"]) for rule in rules.values() if "ExpirationInDays" in rule
    ] == [("incoming/", 1)]
    (policy,) = of_type("AWS::S3::BucketPolicy", storage).values()
    (statement,) = policy["Properties"]["PolicyDocument"]["Statement"]
    assert (statement["Effect"], statement["Action"]) == ("Deny", "s3:*")
    assert statement["Condition"] == {"Bool": {"aws:SecureTransport": "false"}}
