"""By which ways a stack texts, and who may bring it texts and receipts."""

import json

from tests.infra.template.stack import (
    as_list,
    as_written,
    branches,
    conditions,
    expanded,
    nested,
    of_type,
    roles,
    statements,
)


def test_a_role_may_text_only_by_the_way_the_stack_was_told_and_email_only_as_the_force():
    assert conditions("EscalateAlertsFunctionRole") == {
        "TextPhones": "TextsBySns",
        "TextPhonesFromOurNumber": "TextsByEum",
        "EmailDutyStaff": "Emails",
    }
    allowed = {each.get("Sid"): each for each in statements(roles()["EscalateAlertsFunctionRole"])}
    ends = [
        resource["Fn::Sub"].rpartition(":")[2]
        for written in allowed["TextPhonesFromOurNumber"]["Resource"]
        for resource in branches(written)
    ]
    assert ends == ["${SmsOriginationIdentity}", "protect-configuration/${SmsProtectConfiguration}"]
    assert allowed["EmailDutyStaff"]["Condition"] == {"StringEquals": {"ses:FromAddress": {"Ref": "EmailFrom"}}}
    assert "EndUserMessagingSendsFromSomewhere" in as_written("template.yaml")["Rules"]


def test_what_is_texted_back_is_brought_by_its_topic_alone_and_opts_out_numbers_and_nothing_else():
    (subscription,) = of_type("AWS::SNS::Subscription").values()
    assert subscription["Properties"]["Endpoint"] == {"Fn::GetAtt": ["AnswerTextsFunction", "Arn"]}
    topic = {"Fn::GetAtt": ["Texting", "Outputs.InboundTextsTopicArn"]}
    assert subscription["Properties"]["TopicArn"] == topic
    callers = [
        each["Properties"]
        for each in of_type("AWS::Lambda::Permission").values()
        if each["Properties"]["FunctionName"] == {"Ref": "AnswerTextsFunction"}
    ]
    assert [(each["Principal"], each["SourceArn"]) for each in callers] == [("sns.amazonaws.com", topic)]
    assert conditions("AnswerTextsFunctionRole") == {
        "TextPhones": "TextsBySns",
        "TextPhonesFromOurNumber": "TextsByEum",
    }
    (writes,) = [
        each
        for each in statements(roles()["AnswerTextsFunctionRole"])
        if "RegisterTable" in json.dumps(each["Resource"]) and each["Action"] != "dynamodb:Query"
    ]
    assert writes["Action"] == "dynamodb:UpdateItem"
    assert writes["Condition"] == {"ForAllValues:StringEquals": {"dynamodb:LeadingKeys": ["number"]}}


def test_what_carriers_report_is_noted_and_forgotten_within_a_month():
    texting = as_written("infra/stacks/texting.yaml")
    reports = {
        name: each
        for name, each in as_written("template.yaml")["Resources"].items()
        if each["Type"] in ("AWS::Logs::SubscriptionFilter", "AWS::Lambda::Permission")
    }
    filters = of_type("AWS::Logs::SubscriptionFilter", reports)
    for each in filters.values():
        assert each["Properties"]["DestinationArn"] == {"Fn::GetAtt": ["NoteReceiptsFunction", "Arn"]}
        stack, name = each["Properties"]["LogGroupName"]["Fn::GetAtt"]
        assert stack == "Texting"
        group = texting["Outputs"][name.removeprefix("Outputs.")]["Value"]["Ref"]
        permission, group_itself = reports[each["DependsOn"]], texting["Resources"][group]
        stack, arn = permission["Properties"]["SourceArn"]["Fn::GetAtt"]
        assert stack == "Texting"
        assert texting["Outputs"][arn.removeprefix("Outputs.")]["Value"] == {"Fn::GetAtt": [group, "Arn"]}
        assert each["Condition"] == permission["Condition"] == group_itself["Condition"]
        assert group_itself["Properties"]["RetentionInDays"]["Fn::FindInMap"][2] == "ReportDays"
    assert len(filters) == 3
    assert max(each["ReportDays"] for each in texting["Mappings"]["ByStage"].values()) <= 31
    names = [
        group["Properties"].get("LogGroupName", {}).get("Fn::Sub")
        for group in of_type("AWS::Logs::LogGroup", expanded() | texting["Resources"]).values()
    ]
    told = "sns/${AWS::Region}/${AWS::AccountId}/DirectPublishToPhoneNumber"
    assert {name for name in names if name} == {told, f"{told}/Failure"}


def test_a_service_may_report_only_for_this_account_and_only_where_it_reports():
    for role, service in (("TextReportsRole", "sns"), ("TextEventsRole", "sms-voice")):
        (trust,) = roles()[role]["AssumeRolePolicyDocument"]["Statement"]
        assert trust["Principal"] == {"Service": f"{service}.amazonaws.com"}
        assert trust["Condition"] == {"StringEquals": {"aws:SourceAccount": {"Ref": "AWS::AccountId"}}}
        (statement,) = statements(roles()[role])
        assert all(action.startswith("logs:") for action in statement["Action"])
        assert all("Fn::GetAtt" in resource for resource in as_list(statement["Resource"]))


def test_only_the_carriers_side_brings_texts_in_and_they_are_encrypted_under_our_key():
    texting = nested("texting")
    assert texting["InboundTexts"]["Properties"]["KmsMasterKeyId"] == {"Ref": "KeyArn"}
    (policy,) = of_type("AWS::SNS::TopicPolicy", texting).values()
    assert policy["Properties"]["Topics"] == [{"Ref": "InboundTexts"}]
    allow, deny = policy["Properties"]["PolicyDocument"]["Statement"]
    carriers_side = {"Service": "sms-voice.amazonaws.com"}
    assert (allow["Effect"], allow["Principal"], allow["Action"]) == ("Allow", carriers_side, "sns:Publish")
    assert set(allow["Condition"]) == {"StringEquals", "ArnLike"}
    assert (deny["Effect"], deny["Principal"], deny["Action"]) == ("Deny", "*", "sns:Publish")
    assert deny["Condition"] == {"Bool": {"aws:PrincipalIsAWSService": "false"}}
    key = nested("storage")["Key"]["Properties"]["KeyPolicy"]["Statement"]
    assert [each["Action"] for each in key if each["Principal"] == carriers_side] == [
        ["kms:GenerateDataKey*", "kms:Decrypt"]
    ]
