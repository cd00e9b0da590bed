"""What every stack must hold, asserted on the template as SAM expands it, not as we wrote it.

General linters pass an open route, a `*FullAccess` policy and a token in an environment variable; these do not.
"""

import json
import math
import re
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import boto3
import pytest
from samtranslator.parser.parser import Parser
from samtranslator.translator.translator import Translator

from tests.cloudformation import load_template
from watchdesk.adapters.dynamodb.rounds import LISTED

FUNCTIONS_FOLDER = Path("functions")
OPEN_ROUTES = {"GET /a/{token}", "POST /a/{token}", "GET /docs"}
"""A link's token is its authorisation: signed, expiring, bound to one person (docs/adr/0007). The description of
the API holds nothing of any force, and its readers have no token yet."""
CALLED_BY_AWS = {"NoteReceiptsFunction", "AnswerTextsFunction"}
"""By a service that does not wait for the answer."""
STACKS = ("storage", "messaging", "monitoring", "identity")


def _plain(value: Any) -> Any:
    return json.loads(json.dumps(value, default=str))


@cache
def expanded() -> dict[str, Any]:
    template = _plain(load_template("template.yaml"))
    for resource in template["Resources"].values():
        if resource["Type"] == "AWS::Serverless::Function":
            resource["Properties"]["CodeUri"] = "s3://bucket/key"
    translator = Translator({}, Parser(), boto_session=boto3.Session(region_name="eu-west-2"))
    return translator.translate(template, {"Stage": "prod"}, {})["Resources"]


def of_type(kind: str, resources: dict[str, Any] | None = None) -> dict[str, Any]:
    found = resources if resources is not None else expanded()
    return {name: each for name, each in found.items() if each["Type"] == kind}


def functions() -> dict[str, Any]:
    return {name: each["Properties"] for name, each in of_type("AWS::Lambda::Function").items()}


def nested(stack: str) -> dict[str, Any]:
    return _plain(load_template(f"infra/{stack}.yaml"))["Resources"]


def roles() -> dict[str, Any]:
    return {name: each["Properties"] for name, each in of_type("AWS::IAM::Role").items()}


def statements(role: dict[str, Any]) -> list[dict[str, Any]]:
    """Also those that only some parameters bring in: a role must be sound whatever the stack is told."""
    return [
        statement
        for policy in role.get("Policies", [])
        for written in policy["PolicyDocument"]["Statement"]
        for statement in branches(written)
    ]


def branches(written: Any) -> list[Any]:
    """What an `!If` may come to; anything else as it is."""
    if not isinstance(written, dict):
        return [written]
    if "Fn::If" in written:
        return [branch for either in written["Fn::If"][1:] for branch in branches(either)]
    return [] if written == {"Ref": "AWS::NoValue"} else [written]


def conditions(role: str) -> dict[str, str]:
    """Which condition brings in which statement of a role, by its Sid."""
    return {
        written["Fn::If"][1]["Sid"]: written["Fn::If"][0]
        for policy in roles()[role]["Policies"]
        for written in policy["PolicyDocument"]["Statement"]
        if "Fn::If" in written
    }


def as_list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def snake(logical_id: str) -> str:
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", logical_id.removesuffix("Function")).lower()


def test_every_folder_is_deployed_and_every_function_has_a_folder():
    folders = {each.name for each in FUNCTIONS_FOLDER.iterdir() if (each / "handler.py").exists()}
    assert {snake(name) for name in functions()} == folders


def test_one_word_stands_in_four_places():
    for name, function in functions().items():
        word = snake(name)
        assert function["Handler"] == f"functions.{word}.handler.lambda_handler"
        assert Path(f"shared/watchdesk/usecases/{word}.py").exists()
        assert list(Path("tests/unit/usecases").glob(f"test_{word}*.py"))


def test_every_handler_is_short_enough_to_only_translate():
    lengths = {each: len(each.read_text().splitlines()) for each in FUNCTIONS_FOLDER.glob("*/handler.py")}
    assert max(lengths.values()) <= 45, lengths


def test_every_function_has_a_role_of_its_own():
    used = Counter(json.dumps(function["Role"]) for function in functions().values())
    assert set(used.values()) == {1}


def test_no_role_carries_a_broad_managed_policy():
    arns = [str(arn) for role in roles().values() for arn in role.get("ManagedPolicyArns", [])]
    assert not [arn for arn in arns if "FullAccess" in arn or "AdministratorAccess" in arn or "PowerUser" in arn]


def test_no_statement_allows_a_wildcard_action():
    actions = [
        action
        for role in roles().values()
        for statement in statements(role)
        if statement["Effect"] == "Allow"
        for action in as_list(statement["Action"])
    ]
    assert not [action for action in actions if "*" in action]


ABOUT_THE_ACCOUNT = {
    "cloudwatch:GetMetricData",
    "sns:GetSMSAttributes",
    "sns:GetSMSSandboxAccountStatus",
    "sns:ListPhoneNumbersOptedOut",
    "sms-voice:DescribeAccountAttributes",
    "sms-voice:DescribeSpendLimits",
}
"""Questions that change nothing, and that AWS knows no single resource for."""


def test_only_texting_a_phone_is_allowed_on_everything_and_topics_are_taken_out_again():
    wide = [
        (name.removesuffix("FunctionRole"), action)
        for name, role in roles().items()
        for statement in statements(role)
        if statement["Effect"] == "Allow" and "*" in as_list(statement["Resource"])
        for action in as_list(statement["Action"])
    ]
    texting = {("EscalateAlerts", "sns:Publish"), ("AnswerTexts", "sns:Publish")}
    assert set(wide) == texting | {("AuditWatch", question) for question in ABOUT_THE_ACCOUNT}
    for name, _ in texting:
        denied = [each for each in statements(roles()[f"{name}FunctionRole"]) if each["Effect"] == "Deny"]
        assert [(each["Action"], "sns:*:*:*" in json.dumps(each["Resource"])) for each in denied] == [
            ("sns:Publish", True)
        ]


@pytest.mark.parametrize(
    ("action", "allowed"),
    [
        ("sns:Publish", {"EscalateAlerts", "AnswerTexts", "AuditWatch"}),
        ("sms-voice:SendTextMessage", {"EscalateAlerts", "AnswerTexts"}),
        ("ses:SendEmail", {"EscalateAlerts"}),
        ("secretsmanager:GetSecretValue", {"PollAccounts", "EscalateAlerts", "AcknowledgeAlert", "DeliverPost"}),
        ("dynamodb:Scan", {"AuditWatch"}),
    ],
)
def test_only_the_functions_whose_job_it_is_may(action, allowed):
    may = {
        name.removesuffix("FunctionRole")
        for name, role in roles().items()
        for statement in statements(role)
        if statement["Effect"] == "Allow" and action in as_list(statement["Action"])
    }
    assert may == allowed


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
    assert "EndUserMessagingSendsFromSomewhere" in _plain(load_template("template.yaml"))["Rules"]


def test_what_is_texted_back_is_brought_by_its_topic_alone_and_opts_out_numbers_and_nothing_else():
    (subscription,) = of_type("AWS::SNS::Subscription").values()
    assert subscription["Properties"]["Endpoint"] == {"Fn::GetAtt": ["AnswerTextsFunction", "Arn"]}
    topic = {"Fn::GetAtt": ["Messaging", "Outputs.InboundTextsTopicArn"]}
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
    template = _plain(load_template("template.yaml"))
    reports = {
        name: each
        for name, each in template["Resources"].items()
        if each["Type"] in ("AWS::Logs::SubscriptionFilter", "AWS::Lambda::Permission")
    }
    filters = of_type("AWS::Logs::SubscriptionFilter", reports)
    for each in filters.values():
        assert each["Properties"]["DestinationArn"] == {"Fn::GetAtt": ["NoteReceiptsFunction", "Arn"]}
        group = each["Properties"]["LogGroupName"]["Ref"]
        permission, group_itself = reports[each["DependsOn"]], template["Resources"][group]
        assert permission["Properties"]["SourceArn"] == {"Fn::GetAtt": [group, "Arn"]}
        assert each["Condition"] == permission["Condition"] == group_itself["Condition"]
        assert group_itself["Properties"]["RetentionInDays"]["Fn::FindInMap"][2] == "ReportDays"
    assert len(filters) == 3
    assert max(each["ReportDays"] for each in template["Mappings"]["ByStage"].values()) <= 31
    names = [
        group["Properties"].get("LogGroupName", {}).get("Fn::Sub")
        for group in of_type("AWS::Logs::LogGroup").values()
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
    assert read == {name.strip(" #") for name in LISTED.split(",")} | {"sk"}
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


def test_no_route_is_open_but_the_signed_links():
    routes = set()
    for api in of_type("AWS::ApiGatewayV2::Api").values():
        body = api["Properties"]["Body"]
        for path, operations in body["paths"].items():
            for method, operation in operations.items():
                if not operation.get("security") and method != "options":
                    routes.add(f"{method.upper()} {path}")
    assert routes == OPEN_ROUTES


def test_the_api_takes_only_tokens_of_the_named_issuer_made_for_it():
    (api,) = of_type("AWS::ApiGatewayV2::Api").values()
    (scheme,) = api["Properties"]["Body"]["components"]["securitySchemes"].values()
    authorizer = scheme["x-amazon-apigateway-authorizer"]
    assert authorizer["type"] == "jwt"
    assert authorizer["identitySource"] == "$request.header.Authorization"
    assert authorizer["jwtConfiguration"]["issuer"]["Fn::If"][::2] == ["OwnUsers", {"Ref": "OidcIssuer"}]
    (audience,) = authorizer["jwtConfiguration"]["audience"]
    assert audience["Fn::If"][::2] == ["OwnUsers", {"Ref": "OidcAudience"}]
    rules = _plain(load_template("template.yaml"))["Rules"]
    assert "AnIssuerHasAnAudience" in rules


def test_nobody_signs_up_and_everybody_has_a_second_factor_but_on_this_machine():
    (pool,) = of_type("AWS::Cognito::UserPool", nested("identity")).values()
    properties = pool["Properties"]
    assert pool["DeletionPolicy"] == "Retain"
    assert properties["AdminCreateUserConfig"] == {"AllowAdminCreateUserOnly": True}
    assert properties["MfaConfiguration"] == {"Fn::If": ["IsLocal", "OFF", "ON"]}
    (client,) = of_type("AWS::Cognito::UserPoolClient", nested("identity")).values()
    flows = client["Properties"]["ExplicitAuthFlows"]
    assert flows[1:] == [{"Fn::If": ["IsLocal", "ALLOW_USER_PASSWORD_AUTH", "ALLOW_USER_SRP_AUTH"]}]


def test_the_access_log_never_holds_a_path_because_a_links_path_is_its_secret():
    stages = of_type("AWS::ApiGatewayV2::Stage").values()
    formats = [each["Properties"]["AccessLogSettings"]["Format"] for each in stages]
    assert formats
    assert not [each for each in formats if "$context.path" in each or "requestUri" in each]


def test_every_function_has_a_timeout_a_concurrency_of_its_own_and_a_log_that_ends():
    groups = of_type("AWS::Logs::LogGroup")
    for name, function in functions().items():
        assert function["Timeout"] <= 60, name
        assert "ReservedConcurrentExecutions" in function, name
        assert function["LoggingConfig"]["LogGroup"]["Ref"] in groups, name
    assert all("RetentionInDays" in each["Properties"] for each in groups.values())


def test_what_the_scheduler_cannot_deliver_or_a_run_cannot_finish_is_kept():
    schedules = of_type("AWS::Scheduler::Schedule")
    assert len(schedules) == 5
    for schedule in schedules.values():
        target = schedule["Properties"]["Target"]
        assert target["DeadLetterConfig"]["Arn"]
        assert target["RetryPolicy"]["MaximumRetryAttempts"] == 0
        assert schedule["Properties"]["FlexibleTimeWindow"] == {"Mode": "OFF"}
    configured = of_type("AWS::Lambda::EventInvokeConfig").values()
    assert all(each["Properties"]["DestinationConfig"]["OnFailure"]["Destination"] for each in configured)
    on_schedule = {each["Properties"]["Target"]["Arn"]["Fn::GetAtt"][0] for each in schedules.values()}
    assert {each["Properties"]["FunctionName"]["Ref"] for each in configured} == on_schedule | CALLED_BY_AWS


def test_every_work_queue_outlasts_its_function_six_times_and_keeps_its_dead():
    queues = of_type("AWS::SQS::Queue", nested("messaging"))
    work = {name: each["Properties"] for name, each in queues.items() if "RedrivePolicy" in each["Properties"]}
    slowest = max(function["Timeout"] for function in functions().values())
    assert set(work) == {"PollsQueue", "EscalationsQueue", "DeliveriesQueue"}
    for queue in work.values():
        assert queue["VisibilityTimeout"] >= 6 * slowest
        assert queue["RedrivePolicy"]["maxReceiveCount"] >= 5
    assert all(each["Properties"]["SqsManagedSseEnabled"] for each in queues.values())


def test_every_queue_that_keeps_the_dead_has_an_alarm_and_every_work_queue_one_on_age():
    watched = Counter(
        (each["Properties"]["MetricName"], each["Properties"]["Dimensions"][0]["Value"]["Ref"])
        for each in of_type("AWS::CloudWatch::Alarm", nested("monitoring")).values()
        if each["Properties"]["Namespace"] == "AWS/SQS"
    )
    assert watched == Counter(
        {
            ("ApproximateNumberOfMessagesVisible", "PollsDeadLetters"): 1,
            ("ApproximateNumberOfMessagesVisible", "EscalationsDeadLetters"): 1,
            ("ApproximateNumberOfMessagesVisible", "DeliveriesDeadLetters"): 1,
            ("ApproximateNumberOfMessagesVisible", "TicksDeadLetters"): 1,
            ("ApproximateNumberOfMessagesVisible", "TextsDeadLetters"): 1,
            ("ApproximateNumberOfMessagesVisible", "ReceiptsDeadLetters"): 1,
            ("ApproximateAgeOfOldestMessage", "PollsQueue"): 1,
            ("ApproximateAgeOfOldestMessage", "EscalationsQueue"): 1,
            ("ApproximateAgeOfOldestMessage", "DeliveriesQueue"): 1,
        }
    )


def test_every_alarm_rings_and_a_missing_tick_breaches():
    alarms = of_type("AWS::CloudWatch::Alarm", nested("monitoring"))
    for name, alarm in alarms.items():
        properties = alarm["Properties"]
        assert properties["AlarmActions"], name
        assert properties["AlarmDescription"], name
        heartbeat = properties["MetricName"] in ("Invocations", "WatchIsWell")
        assert properties["TreatMissingData"] == ("breaching" if heartbeat else "notBreaching"), name


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


def test_the_queue_policy_refuses_plain_transport():
    (policy,) = of_type("AWS::SQS::QueuePolicy", nested("messaging")).values()
    (statement,) = policy["Properties"]["PolicyDocument"]["Statement"]
    assert statement["Effect"] == "Deny"
    assert statement["Condition"] == {"Bool": {"aws:SecureTransport": "false"}}


def test_only_the_carriers_side_brings_texts_in_and_they_are_encrypted_under_our_key():
    messaging = nested("messaging")
    assert messaging["InboundTexts"]["Properties"]["KmsMasterKeyId"] == {"Ref": "KeyArn"}
    (policy,) = of_type("AWS::SNS::TopicPolicy", messaging).values()
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


def _entropy(text: str) -> float:
    return -sum(n / len(text) * math.log2(n / len(text)) for n in Counter(text).values())


def test_no_environment_value_looks_like_a_secret():
    literal = [
        value
        for function in functions().values()
        for value in function.get("Environment", {}).get("Variables", {}).values()
        if isinstance(value, str)
    ]
    assert not [value for value in literal if len(value) >= 20 and _entropy(value) > 3.5]


@pytest.mark.parametrize("stack", STACKS)
def test_nested_stacks_hold_no_function_so_that_permissions_stand_on_one_page(stack):
    assert not [each for each in nested(stack).values() if "Function" in each["Type"] or "IAM" in each["Type"]]
