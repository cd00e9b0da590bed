"""Guards gaps/tables.py."""


def test_a_deployed_table_expires_what_its_template_says(aws):
    described = aws.client("dynamodb").describe_time_to_live(TableName=aws.outputs["Table"])

    assert described["TimeToLiveDescription"] == {"TimeToLiveStatus": "ENABLED", "AttributeName": "expires"}


def test_a_deployed_table_has_point_in_time_recovery(aws):
    described = aws.client("dynamodb").describe_continuous_backups(TableName=aws.outputs["Table"])

    recovery = described["ContinuousBackupsDescription"]["PointInTimeRecoveryDescription"]
    assert recovery["PointInTimeRecoveryStatus"] == "ENABLED"


def test_a_deployed_table_is_encrypted_with_the_key_of_the_stack(aws):
    table = aws.client("dynamodb").describe_table(TableName=aws.outputs["Table"])["Table"]

    assert table["SSEDescription"]["Status"] == "ENABLED"
    assert table["SSEDescription"]["KMSMasterKeyArn"] == aws.outputs["Key"]
