"""An operator sees what keeps a text from arriving, and tells SNS what the stack needs."""

import pytest

from tests.infra.cli.sms.texting_stack import ROLE, Account


@pytest.fixture
def sns(aws):
    account = Account(SmsProvider="sns", TextReportsRoleArn=ROLE)
    account.client("sns").set_sms_attributes(attributes={"MonthlySpendLimit": "50"})
    return account


def test_what_sns_was_never_told_is_shown_and_setup_tells_it(sns):
    code, before = sns.shown()
    assert code == 1
    assert [problem.partition(" is ")[0] for problem in before["problems"]] == [
        "DefaultSMSType",
        "DeliveryStatusIAMRole",
        "DeliveryStatusSuccessSamplingRate",
    ]
    assert sns.run("setup").stdout.splitlines() == [
        "DefaultSMSType = Transactional",
        f"DeliveryStatusIAMRole = {ROLE}",
        "DeliveryStatusSuccessSamplingRate = 100",
    ]
    code, after = sns.shown()
    assert (code, after["problems"], after["limit"]) == (0, [], 50.0)
    assert "Nothing keeps a text from arriving." in sns.run("show").stdout


def test_setup_may_raise_what_texts_may_cost_and_else_leaves_it_alone(sns):
    sns.run("setup")
    assert sns.shown()[1]["limit"] == 50.0
    assert "MonthlySpendLimit = 75" in sns.run("setup", "--spend-limit", "75").stdout
    assert sns.shown()[1]["limit"] == 75.0
    assert sns.run("setup", "--spend-limit", "0").exit_code == 64


def test_a_stack_that_does_not_own_the_reports_leaves_them_to_the_one_that_does(aws):
    account = Account(SmsProvider="sns")
    assert account.run("setup").stdout == "DefaultSMSType = Transactional\n"
    assert account.shown()[0] == 0


@pytest.mark.parametrize(("dollars", "code"), [(39.99, 0), (40, 1), (50, 1)])
def test_a_limit_that_is_nearly_reached_is_told_before_texts_stop(sns, dollars, code):
    sns.run("setup")
    sns.has_spent(dollars)
    shown = sns.run("show")
    assert (shown.exit_code, f"Spent this month: {dollars:.2f} of 50.00" in shown.stdout) == (code, True)


def test_the_sandbox_is_told_first(sns):
    sns.is_in_sandbox = True
    code, status = sns.shown()
    assert (code, "sandbox" in status["problems"][0]) == (1, True)


def test_no_number_is_shown_though_it_is_counted_who_opted_out(sns):
    shown = sns.run("show").stdout
    assert f"Numbers that have opted out: {sns.shown()[1]['opted_out']}" in shown
    assert sns.shown()[1]["opted_out"] > 0
    assert "+44" not in shown


def test_an_address_whose_links_no_text_has_room_for_is_told(sns):
    sns.run("setup")
    sns.outputs["ApiUrl"] = f"https://{'long.' * 20}example"
    code, status = sns.shown()
    assert (code, len(status["problems"]), "too long" in status["problems"][0]) == (1, 1, True)


def test_a_stack_in_maintenance_says_so_loudly():
    account = Account(SmsProvider="none")
    shown = account.run("show")
    assert shown.exit_code == 1
    assert shown.stdout.startswith("Texts leave by: NOTHING")
    assert account.run("setup").stdout == "There is nothing to set up: this stack texts nobody.\n"
