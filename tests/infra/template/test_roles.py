"""What each role of the stack allows, and that nothing allows more."""

import json
from collections import Counter

import pytest

from tests.infra.template.stack import as_list, as_written, functions, nested, of_type, roles, statements

STACKS = ("storage", "messaging", "monitoring", "identity")


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


def test_the_credentials_of_the_accounts_are_read_under_the_prefix_of_this_stack_and_nowhere_else():
    prefix = as_written("template.yaml")["Outputs"]["SecretPrefix"]["Value"]["Fn::Sub"]
    assert prefix == "watchdesk/${AWS::StackName}"
    readable = {
        json.dumps(statement["Resource"])
        for role in roles().values()
        for statement in statements(role)
        if "secretsmanager:GetSecretValue" in as_list(statement["Action"])
    }
    in_this_account = "arn:${AWS::Partition}:secretsmanager:${AWS::Region}:${AWS::AccountId}:secret"
    assert readable == {json.dumps({"Ref": "LinkKeys"}), json.dumps({"Fn::Sub": f"{in_this_account}:{prefix}/*"})}


@pytest.mark.parametrize("stack", STACKS)
def test_nested_stacks_hold_no_function_so_that_permissions_stand_on_one_page(stack):
    assert not [each for each in nested(stack).values() if "Function" in each["Type"] or "IAM" in each["Type"]]


def test_the_stack_of_texts_holds_no_function_and_its_roles_are_taken_by_services_that_report():
    texting = nested("texting")
    assert not [each for each in texting.values() if "Function" in each["Type"] or "Lambda" in each["Type"]]
    takers = {
        name: [statement["Principal"] for statement in role["Properties"]["AssumeRolePolicyDocument"]["Statement"]]
        for name, role in of_type("AWS::IAM::Role", texting).items()
    }
    assert takers == {
        "TextReportsRole": [{"Service": "sns.amazonaws.com"}],
        "TextEventsRole": [{"Service": "sms-voice.amazonaws.com"}],
    }
    assert {each["Type"] for each in texting.values() if "IAM" in each["Type"]} == {"AWS::IAM::Role"}
