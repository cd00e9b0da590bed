"""Gap: the template's time to live, point-in-time recovery and encryption of a table are dropped.

Without this module a deployed table would be described as unencrypted and without backups.
"""

from ministack.services import dynamodb

from infra.local.aws.gaps.provisioning import Properties, after_provisioning, is_true


def fill() -> None:
    """Apply these properties to every table that is created or updated."""
    after_provisioning("AWS::DynamoDB::Table", _protect)


def _protect(name: str, properties: Properties) -> None:
    _expire(name, properties.get("TimeToLiveSpecification"))
    _back_up(name, properties.get("PointInTimeRecoverySpecification"))
    _encrypt(name, properties.get("SSESpecification"))


def _expire(name: str, wanted: Properties | None) -> None:
    if wanted:
        enabled = is_true(wanted["Enabled"])
        specification = {"AttributeName": wanted["AttributeName"], "Enabled": enabled}
        dynamodb._update_ttl({"TableName": name, "TimeToLiveSpecification": specification})


def _back_up(name: str, wanted: Properties | None) -> None:
    if wanted:
        specification = {"PointInTimeRecoveryEnabled": is_true(wanted.get("PointInTimeRecoveryEnabled"))}
        dynamodb._update_continuous_backups({"TableName": name, "PointInTimeRecoverySpecification": specification})


def _encrypt(name: str, wanted: Properties | None) -> None:
    if wanted and is_true(wanted.get("SSEEnabled")):
        dynamodb._tables[name]["SSEDescription"] = {
            "Status": "ENABLED",
            "SSEType": wanted.get("SSEType", "KMS"),
            "KMSMasterKeyArn": wanted.get("KMSMasterKeyId", ""),
        }
