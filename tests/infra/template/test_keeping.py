"""What the roles leave out, so that nothing told, sent or noted is ever lost."""

import json

from tests.infra.template.stack import as_list, roles, statements
from watchdesk.oversight.dynamodb.table_scans import SCANNED_ATTRIBUTES


def test_the_auditor_tells_the_cloud_team_alone_and_reads_no_word_of_a_message():
    allowed = {statement.get("Sid"): statement for statement in statements(roles()["AuditWatchFunctionRole"])}
    assert "AlarmTopicArn" in json.dumps(allowed["TellTheCloudTeam"]["Resource"])
    about_messages = [
        statement
        for statement in allowed.values()
        if "MessagesTableArn}" not in json.dumps(statement["Resource"])
        and "MessagesTableArn" in json.dumps(statement["Resource"])
    ]
    read, changed = (
        set(statement["Condition"]["ForAllValues:StringEquals"]["dynamodb:Attributes"])
        for statement in about_messages
    )
    assert read == {name.strip(" #") for name in SCANNED_ATTRIBUTES.split(",")} | {"sk"}
    assert not changed - read - {"restored_at"}


def test_of_the_alerts_nothing_may_be_deleted_but_what_was_wanted_of_a_person():
    deleting = {
        name: statement.get("Condition")
        for name, role in roles().items()
        for statement in statements(role)
        if "dynamodb:DeleteItem" in as_list(statement["Action"])
        and "AlertsTable" in json.dumps(statement["Resource"])
    }
    assert deleting == {
        "EscalateAlertsFunctionRole": {"ForAllValues:StringLike": {"dynamodb:LeadingKeys": ["person#*"]}}
    }


def test_nobody_may_change_or_take_away_what_the_audit_trail_holds():
    changing = {"dynamodb:UpdateItem", "dynamodb:DeleteItem", "dynamodb:BatchWriteItem"}
    about_it = [
        (name, set(as_list(statement["Action"])))
        for name, role in roles().items()
        for statement in statements(role)
        if statement["Effect"] == "Allow" and "AuditTable" in json.dumps(statement["Resource"])
    ]
    assert about_it
    assert not [name for name, actions in about_it if actions & changing]


def test_nobody_may_take_away_what_the_public_sent():
    deleting = {"dynamodb:DeleteItem", "dynamodb:BatchWriteItem", "dynamodb:PartiQLDelete"}
    about_it = [
        (name, set(as_list(statement["Action"])))
        for name, role in roles().items()
        for statement in statements(role)
        if statement["Effect"] == "Allow" and "MessagesTable" in json.dumps(statement["Resource"])
    ]
    assert {name for name, _ in about_it} >= {"PollAccountsFunctionRole", "ServeDeskFunctionRole"}
    assert not [name for name, actions in about_it if actions & deleting]
